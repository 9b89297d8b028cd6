package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus.Signs;
import com.trulybot.integrations.core.order.OrderStatus.Signs.Sent;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.Totals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an order of the WooCommerce REST API v3, as GET answers it and webhooks deliver it. What a plugin left out or
 * wrote in its own way is unknown, never an error; an answer without an id, or with a sum that is no number, is none.
 */
final class OrderJson {
    /**
     * All that is read here, and nothing more: an order also holds a key that opens its payment page, that page's
     * address, and the shopper's IP address. A name inside of a list ({@code line_items.name}) would lose the list.
     */
    static final List<String> FIELDS = List.of(
            "id",
            "number",
            "status",
            "currency",
            "date_created_gmt",
            "date_modified_gmt",
            "date_completed_gmt",
            "date_paid_gmt",
            "total",
            "total_tax",
            "discount_total",
            "shipping_total",
            "billing.first_name",
            "billing.last_name",
            "billing.company",
            "billing.email",
            "billing.phone",
            "billing.postcode",
            "shipping",
            "line_items",
            "fee_lines",
            "refunds",
            "shipments",
            "meta_data");

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern PICTURE = Pattern.compile("(?i)https://[^\\s\"<>/][^\\s\"<>]*");

    private static final Address NOWHERE = new Address(null, null, null, null, null, null, null, null);
    private static final Shipment DELIVERED_SOMEHOW =
            new Shipment(null, null, null, Shipment.Status.DELIVERED, null, null, null);

    private final IntegrationId integration;
    private final @Nullable ZoneId zone;

    /**
     * For the orders of one shop.
     *
     * @param zone the site's, for the few dates that come in its local time; null when unknown, which leaves them out
     */
    OrderJson(IntegrationId integration, @Nullable ZoneId zone) {
        this.integration = integration;
        this.zone = zone;
    }

    /** The order; empty when it is in the bin or a draft. */
    Optional<Order> read(JsonNode json) {
        return read(json, List.of(), List.of());
    }

    /**
     * The order; empty when it is in the bin or a draft.
     *
     * @param fulfillments what {@code /orders/{id}/fulfillments} answered
     * @param refunds what {@code /orders/{id}/refunds} answered, for when they were made; their sum is in the order itself
     * @throws StoreException with {@code STORE_ANSWER_INVALID} when it is no order
     */
    Optional<Order> read(JsonNode json, List<LooseJson> fulfillments, List<LooseJson> refunds) {
        LooseJson order = new LooseJson(json);
        String id = order.text("id");
        String status = order.text("status");
        if (id == null || status == null) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        Meaning meaning = Meaning.of(status);
        if (meaning == Meaning.NOT_AN_ORDER) {
            return Optional.empty();
        }
        Totals totals = totals(order);
        List<Shipment> parcels = Tracking.of(order, fulfillments, zone);
        List<Shipment> shipments = meaning == Meaning.DELIVERED
                ? parcels.stream().map(Tracking::delivered).toList()
                : parcels;
        Signs signs = signs(meaning, totals, shipments, Tracking.fulfillmentStatus(order));
        return Optional.of(new Order(
                id,
                number(order, id),
                WooCommercePlatform.ID,
                integration,
                signs.status(),
                status,
                paymentStatus(signs, meaning, order.moment("date_paid_gmt")),
                order.moment("date_created_gmt"),
                order.moment("date_modified_gmt"),
                totals,
                items(order, totals.currency()),
                shipments,
                customer(order.object("billing")),
                address(order.object("shipping")),
                Timeline.of(order, meaning, shipments, refunds, totals.currency())));
    }

    private static String number(LooseJson order, String id) {
        String number = order.clean("number");
        String plain = number == null ? "" : number.replaceFirst("^[#\\s]+", "");
        return plain.isEmpty() ? id : plain;
    }

    /**
     * Lines, discount, fees and shipping never hold the tax in this API, also where the shop's prices do
     * ({@code prices_include_tax}); so the tax is never included here. Refunds are negative in it.
     */
    private static Totals totals(LooseJson order) {
        String currency = currency(order);
        return new Totals(
                new Money(sum(order.objects("line_items"), "subtotal"), currency),
                new Money(order.amount("discount_total"), currency),
                new Money(sum(order.objects("fee_lines"), "total"), currency),
                new Money(order.amount("shipping_total"), currency),
                new Money(order.amount("total_tax"), currency),
                false,
                new Money(order.amount("total"), currency),
                new Money(sum(order.objects("refunds"), "total").abs(), currency));
    }

    /** Where a shop has a currency of its own that is no three letters: ISO 4217's code for none. */
    private static String currency(LooseJson order) {
        String currency = order.text("currency");
        String code = currency == null ? "" : currency.toUpperCase(Locale.ROOT);
        return CURRENCY.matcher(code).matches() ? code : "XXX";
    }

    private static BigDecimal sum(List<LooseJson> lines, String name) {
        return lines.stream().map(line -> line.amount(name)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Signs signs(
            Meaning meaning, Totals totals, List<Shipment> shipments, @Nullable String fulfillmentStatus) {
        BigDecimal refunded = totals.refunded().amount();
        BigDecimal total = totals.total().amount();
        boolean refundedWhole = meaning == Meaning.REFUNDED || (total.signum() > 0 && refunded.compareTo(total) >= 0);
        return new Signs(
                meaning == Meaning.CANCELLED,
                refundedWhole,
                meaning == Meaning.FAILED,
                meaning == Meaning.ON_HOLD,
                meaning == Meaning.PARTLY_REFUNDED || refunded.signum() > 0,
                sent(meaning, shipments, fulfillmentStatus),
                meaning == Meaning.FINISHED,
                meaning == Meaning.AWAITING_PAYMENT,
                // The merchant's word is enough: an order is delivered although nobody wrote a parcel down.
                meaning == Meaning.DELIVERED && shipments.isEmpty() ? List.of(DELIVERED_SOMEHOW) : shipments);
    }

    private static Sent sent(Meaning meaning, List<Shipment> shipments, @Nullable String fulfillmentStatus) {
        if (meaning == Meaning.SENT || meaning == Meaning.DELIVERED || "fulfilled".equals(fulfillmentStatus)) {
            return Sent.ALL;
        }
        if (meaning == Meaning.PARTLY_SENT || "partially_fulfilled".equals(fulfillmentStatus)) {
            return Sent.PART;
        }
        boolean anything = shipments.stream().anyMatch(parcel -> switch (parcel.status()) {
            case CANCELLED -> false;
            // A label may be made days before the parcel leaves; only the merchant's "completed" says that it has.
            case PENDING, UNKNOWN -> meaning == Meaning.FINISHED;
            default -> true;
        });
        return anything ? Sent.ALL : Sent.NOTHING;
    }

    private static PaymentStatus paymentStatus(Signs signs, Meaning meaning, @Nullable Instant paid) {
        if (signs.refundedWhole()) {
            return PaymentStatus.REFUNDED;
        }
        if (signs.refundedPartly()) {
            return PaymentStatus.PARTIALLY_REFUNDED;
        }
        if (signs.failed()) {
            return PaymentStatus.FAILED;
        }
        if (signs.awaitingPayment()) {
            return PaymentStatus.PENDING;
        }
        if (paid != null) {
            return PaymentStatus.PAID;
        }
        if (signs.cancelled()) {
            return PaymentStatus.VOIDED;
        }
        // Paid on delivery: the money is there once the parcel is. Imported orders have no date either.
        return signs.finished() || meaning == Meaning.DELIVERED ? PaymentStatus.PAID : PaymentStatus.PENDING;
    }

    private static List<OrderItem> items(LooseJson order, String currency) {
        return order.objects("line_items").stream()
                .map(line -> new OrderItem(
                        Objects.requireNonNullElse(line.clean("name"), "?"),
                        line.text("sku"),
                        quantity(line.amount("quantity")),
                        new Money(line.amount("total"), currency),
                        picture(line.object("image"))))
                .toList();
    }

    /** Some shops sell by weight or length: half a metre is still one thing. */
    private static int quantity(BigDecimal amount) {
        BigDecimal whole = amount.setScale(0, RoundingMode.CEILING);
        return whole.max(BigDecimal.ZERO)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    private static @Nullable String picture(LooseJson image) {
        String src = image.text("src");
        return src != null && PICTURE.matcher(src).matches() ? src : null;
    }

    private static Customer customer(LooseJson billing) {
        String name = name(billing);
        return new Customer(
                name != null ? name : billing.clean("company"),
                billing.text("email"),
                billing.clean("phone"),
                billing.clean("postcode"));
    }

    private static @Nullable Address address(LooseJson shipping) {
        Address address = new Address(
                name(shipping),
                shipping.clean("company"),
                shipping.clean("address_1"),
                shipping.clean("address_2"),
                shipping.clean("city"),
                shipping.clean("state"),
                shipping.clean("postcode"),
                shipping.clean("country"));
        return address.equals(NOWHERE) ? null : address;
    }

    private static @Nullable String name(LooseJson person) {
        String name = Stream.of(person.clean("first_name"), person.clean("last_name"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }
}
