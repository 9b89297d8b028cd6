package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.TimelineEntry.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the core's order of one of v2's. */
final class OrderReader {
    /** ISO 4217's code for no currency: an order that names none. */
    private static final String NO_CURRENCY = "XXX";

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s\"<>]+");

    private final IntegrationId integration;

    OrderReader(IntegrationId integration) {
        this.integration = integration;
    }

    /**
     * What belongs to an order and comes apart from it.
     *
     * @param refunds of v3; the others of v2
     */
    record Parts(List<JsonNode> products, List<JsonNode> addresses, List<JsonNode> shipments, List<JsonNode> refunds) {
        /** Nothing was asked for. */
        static final Parts NONE = new Parts(List.of(), List.of(), List.of(), List.of());
    }

    /** The order; empty when it is none that anyone may be shown, or has no id. */
    Optional<Order> read(JsonNode order, Parts parts) {
        Progress progress = new Progress(order);
        String id = Json.id(order, "id");
        if (id == null || progress.isNoOrder()) {
            return Optional.empty();
        }
        String currency = currency(order);
        Sums sums = Sums.of(order);
        BigDecimal refunded = refunded(order, parts.refunds());
        List<Shipment> shipments =
                parts.shipments().stream().map(OrderReader::shipment).toList();
        return Optional.of(new Order(
                id,
                id,
                BigCommercePlatform.ID,
                integration,
                progress.status(sums.total(), refunded, shipments),
                progress.word(),
                progress.payment(),
                Json.time(order, "date_created"),
                Json.time(order, "date_modified"),
                sums.in(currency, refunded),
                items(parts.products(), sums.taxIncluded(), currency),
                shipments,
                customer(order.path("billing_address")),
                parts.addresses().isEmpty() ? null : address(parts.addresses().get(0)),
                timeline(order, progress, shipments, parts.refunds())));
    }

    /** The one the shopper pays in: all amounts are in it. {@code currency_code} is the one that prices were shown in. */
    private static String currency(JsonNode order) {
        return Stream.of("default_currency_code", "currency_code", "store_default_currency_code")
                .flatMap(name -> Stream.ofNullable(Json.text(order, name)))
                .filter(code -> CURRENCY.matcher(code).matches())
                .findFirst()
                .orElse(NO_CURRENCY);
    }

    /** The order itself tells of no refund since v3 makes them; a declined one gave nothing back. */
    private static BigDecimal refunded(JsonNode order, List<JsonNode> refunds) {
        BigDecimal sum = refunds.stream().map(OrderReader::givenBack).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.max(Json.amount(order, "refunded_amount")).max(BigDecimal.ZERO);
    }

    private static BigDecimal givenBack(JsonNode refund) {
        List<JsonNode> payments = Json.list(refund.path("payments"));
        return payments.isEmpty()
                ? Json.amount(refund, "total_amount")
                : payments.stream()
                        .filter(payment -> !Json.flag(payment, "is_declined"))
                        .map(payment -> Json.amount(payment, "amount"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<OrderItem> items(List<JsonNode> products, boolean taxIncluded, String currency) {
        return products.stream()
                .map(product -> new OrderItem(
                        Optional.ofNullable(Json.firstText(product, "name_customer", "name"))
                                .orElse("Item"),
                        Json.clean(product, "sku"),
                        Json.number(product, "quantity", 1),
                        new Money(paid(product, taxIncluded), currency),
                        null))
                .toList();
    }

    private static BigDecimal paid(JsonNode product, boolean taxIncluded) {
        if (taxIncluded && Json.text(product, "discounted_total_inc_tax") != null) {
            return Json.amount(product, "discounted_total_inc_tax");
        }
        BigDecimal discounts = Json.list(product.path("applied_discounts")).stream()
                .map(discount -> Json.amount(discount, "amount"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Json.amount(product, taxIncluded ? "total_inc_tax" : "total_ex_tax")
                .subtract(discounts)
                .max(BigDecimal.ZERO);
    }

    private static Shipment shipment(JsonNode shipment) {
        return new Shipment(
                carrier(shipment),
                Json.clean(shipment, "tracking_number"),
                Stream.of("tracking_link", "generated_tracking_link")
                        .flatMap(name -> Stream.ofNullable(Json.text(shipment, name)))
                        .filter(link -> LINK.matcher(link).matches())
                        .findFirst()
                        .orElse(null),
                // A shipment is made when a parcel leaves. BigCommerce never hears of it again.
                Shipment.Status.IN_TRANSIT,
                Json.time(shipment, "date_created"),
                null,
                null);
    }

    private static @Nullable String carrier(JsonNode shipment) {
        String name = Json.firstText(shipment, "shipping_provider_display_name", "tracking_carrier");
        if (name != null) {
            return name;
        }
        String provider = Json.clean(shipment, "shipping_provider");
        // That is an app's number and no carrier's name.
        return provider == null || provider.startsWith("carrier_") ? null : provider;
    }

    private static Customer customer(JsonNode billing) {
        return new Customer(
                name(billing), Json.text(billing, "email"), Json.clean(billing, "phone"), Json.clean(billing, "zip"));
    }

    private static @Nullable String name(JsonNode person) {
        String name = Stream.of("first_name", "last_name")
                .flatMap(part -> Stream.ofNullable(Json.clean(person, part)))
                .reduce("", (before, after) -> before + " " + after)
                .strip();
        return name.isEmpty() ? Json.clean(person, "company") : name;
    }

    private static Address address(JsonNode shipping) {
        String country = Json.text(shipping, "country_iso2");
        String code = country == null ? "" : country.toUpperCase(Locale.ROOT);
        return new Address(
                name(shipping),
                Json.clean(shipping, "company"),
                Json.clean(shipping, "street_1"),
                Json.clean(shipping, "street_2"),
                Json.clean(shipping, "city"),
                Json.clean(shipping, "state"),
                Json.clean(shipping, "zip"),
                COUNTRY.matcher(code).matches() ? code : null);
    }

    private static List<TimelineEntry> timeline(
            JsonNode order, Progress progress, List<Shipment> shipments, List<JsonNode> refunds) {
        List<TimelineEntry> entries = new ArrayList<>();
        add(entries, Json.time(order, "date_created"), Kind.CREATED, "Order placed");
        for (Shipment parcel : shipments) {
            String carrier = parcel.carrier();
            add(entries, parcel.shippedAt(), Kind.SHIPPED, carrier == null ? "Shipped" : "Shipped with " + carrier);
        }
        if (shipments.isEmpty()) {
            add(entries, Json.time(order, "date_shipped"), Kind.SHIPPED, "Shipped");
        }
        for (JsonNode refund : refunds) {
            if (givenBack(refund).signum() > 0) {
                add(entries, Json.time(refund, "created"), Kind.REFUNDED, "Money given back");
            }
        }
        if (progress.cancelled()) {
            // Nothing says when; that was most likely the last change.
            add(entries, Json.time(order, "date_modified"), Kind.CANCELLED, "Order cancelled");
        }
        entries.sort(Comparator.comparing(TimelineEntry::at));
        return entries;
    }

    private static void add(List<TimelineEntry> entries, @Nullable Instant at, Kind kind, String label) {
        if (at != null) {
            entries.add(new TimelineEntry(at, kind, label));
        }
    }
}
