package com.trulybot.integrations.shopify;

import static com.trulybot.integrations.shopify.Fields.orZero;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.OrderStatus.Signs.Sent;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.TimelineEntry.Kind;
import com.trulybot.integrations.core.order.Totals;
import com.trulybot.integrations.shopify.ShopifyOrder.Amounts;
import com.trulybot.integrations.shopify.ShopifyOrder.BillTo;
import com.trulybot.integrations.shopify.ShopifyOrder.Fulfillment;
import com.trulybot.integrations.shopify.ShopifyOrder.Line;
import com.trulybot.integrations.shopify.ShopifyOrder.Tracking;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells Shopify's order in the words of the core. */
final class OrderMapper {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern LINK = Pattern.compile("(?i)https?://[^\\s\"<>]+");
    private static final Pattern SECURE_LINK = Pattern.compile("(?i)https://[^\\s\"<>]+");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
    private static final Pattern HASH = Pattern.compile("^[#\\s]+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cc}]+");

    /** ISO 4217's code for no currency, where neither the order nor the shop told one. */
    static final String NO_CURRENCY = "XXX";

    private final IntegrationId integration;

    OrderMapper(IntegrationId integration) {
        this.integration = integration;
    }

    /** The same order; empty when its name holds no number at all. */
    Stream<Order> map(ShopifyOrder order) {
        String number = HASH.matcher(order.name()).replaceFirst("");
        if (number.isBlank()) {
            return Stream.empty();
        }
        List<Shipment> shipments =
                order.fulfillments().stream().flatMap(OrderMapper::shipments).toList();
        Totals totals = totals(order.amounts());
        PaymentStatus payment = payment(order.financialStatus());
        return Stream.of(new Order(
                order.id(),
                number,
                ShopifyPlatform.ID,
                integration,
                status(order, payment, totals, shipments),
                platformStatus(order),
                payment,
                order.createdAt(),
                order.updatedAt(),
                totals,
                order.lines().stream()
                        .map(line -> item(line, totals.currency()))
                        .toList(),
                shipments,
                customer(order),
                order.shippingAddress(),
                timeline(order, shipments)));
    }

    private static Totals totals(Amounts amounts) {
        String currency = CURRENCY.matcher(amounts.currency()).matches() ? amounts.currency() : NO_CURRENCY;
        BigDecimal total = orZero(amounts.total());
        BigDecimal subtotal = amounts.subtotal();
        if (subtotal == null) {
            // Not told: it is what the other figures leave.
            BigDecimal tax = amounts.taxIncluded() ? BigDecimal.ZERO : orZero(amounts.tax());
            subtotal = total.add(orZero(amounts.discount()))
                    .subtract(orZero(amounts.fees()))
                    .subtract(orZero(amounts.shipping()))
                    .subtract(tax);
        }
        return new Totals(
                new Money(subtotal, currency),
                new Money(orZero(amounts.discount()), currency),
                new Money(orZero(amounts.fees()), currency),
                new Money(orZero(amounts.shipping()), currency),
                new Money(orZero(amounts.tax()), currency),
                amounts.taxIncluded(),
                new Money(total, currency),
                new Money(orZero(amounts.refunded()).abs(), currency));
    }

    /** How far fulfilment is, and after it how far the goods are on their way back: {@code FULFILLED, RETURNED}. */
    private static String platformStatus(ShopifyOrder order) {
        String returns = order.returnStatus();
        if (returns == null || returns.equals("NO_RETURN")) {
            return order.fulfillmentStatus();
        }
        // Some of the words say only with the field's name that it is a return: IN_PROGRESS, INSPECTION_COMPLETE.
        return order.fulfillmentStatus() + ", " + (returns.startsWith("RETURN") ? returns : "RETURN_" + returns);
    }

    private static PaymentStatus payment(@Nullable String word) {
        return word == null
                ? PaymentStatus.UNKNOWN
                : switch (word) {
                    case "PENDING" -> PaymentStatus.PENDING;
                    case "AUTHORIZED" -> PaymentStatus.AUTHORIZED;
                    case "PAID" -> PaymentStatus.PAID;
                    case "PARTIALLY_PAID" -> PaymentStatus.PARTIALLY_PAID;
                    case "PARTIALLY_REFUNDED" -> PaymentStatus.PARTIALLY_REFUNDED;
                    case "REFUNDED" -> PaymentStatus.REFUNDED;
                    case "VOIDED" -> PaymentStatus.VOIDED;
                    case "EXPIRED" -> PaymentStatus.EXPIRED;
                    default -> PaymentStatus.UNKNOWN;
                };
    }

    private static OrderStatus status(
            ShopifyOrder order, PaymentStatus payment, Totals totals, List<Shipment> shipments) {
        String fulfillment = order.fulfillmentStatus();
        boolean all = fulfillment.equals("FULFILLED");
        boolean finished = finished(order, payment);
        Sent sent = all && !finished ? Sent.ALL : fulfillment.equals("PARTIALLY_FULFILLED") ? Sent.PART : Sent.NOTHING;
        boolean refundedPartly = payment == PaymentStatus.PARTIALLY_REFUNDED
                || (payment != PaymentStatus.REFUNDED
                        && totals.refunded().amount().signum() > 0);
        return new OrderStatus.Signs(
                        order.cancelledAt() != null,
                        payment == PaymentStatus.REFUNDED,
                        payment == PaymentStatus.EXPIRED
                                || payment == PaymentStatus.VOIDED
                                || fulfillment.equals("REQUEST_DECLINED"),
                        fulfillment.equals("ON_HOLD"),
                        refundedPartly,
                        sent,
                        finished,
                        payment == PaymentStatus.PENDING,
                        shipments)
                .status();
    }

    /** Whether nothing is left to be done: it was handed over, or there is nothing to send and nothing to be paid. */
    private static boolean finished(ShopifyOrder order, PaymentStatus payment) {
        String fulfillment = order.fulfillmentStatus();
        if (fulfillment.equals("FULFILLED")) {
            return pickedUp(order) || nothingToShip(order);
        }
        boolean nothingOpen = fulfillment.equals("FULFILLMENT_NOT_REQUIRED")
                // Versions before 2026-10 don't know that word and say UNFULFILLED of an order without open units.
                || (fulfillment.equals("UNFULFILLED")
                        && Integer.valueOf(0).equals(order.unitsOpen())
                        && nothingToShip(order));
        return nothingOpen && payment != PaymentStatus.PENDING;
    }

    private static boolean pickedUp(ShopifyOrder order) {
        List<Fulfillment> counting = order.fulfillments().stream()
                .filter(fulfillment -> !"CANCELLED".equals(fulfillment.status()))
                .toList();
        return !counting.isEmpty()
                && counting.stream().allMatch(fulfillment -> "PICKED_UP".equals(fulfillment.displayStatus()));
    }

    private static boolean nothingToShip(ShopifyOrder order) {
        if (Boolean.FALSE.equals(order.requiresShipping())) {
            return true;
        }
        boolean tracked = order.fulfillments().stream()
                .flatMap(fulfillment -> fulfillment.tracking().stream())
                .anyMatch(tracking -> tracking.number() != null || tracking.url() != null);
        return !order.shippingChosen() && !tracked && (order.soldInShop() || order.shippingAddress() == null);
    }

    /** One for each tracking number; one without a number where there is none. */
    private static Stream<Shipment> shipments(Fulfillment fulfillment) {
        Shipment.Status status = shipmentStatus(fulfillment);
        boolean onTheWay = status != Shipment.Status.PENDING
                && status != Shipment.Status.CANCELLED
                && status != Shipment.Status.READY_FOR_PICKUP;
        List<Tracking> parcels =
                fulfillment.tracking().isEmpty() ? List.of(new Tracking(null, null, null)) : fulfillment.tracking();
        return parcels.stream()
                .map(parcel -> new Shipment(
                        parcel.company(),
                        parcel.number(),
                        link(parcel.url(), LINK),
                        status,
                        onTheWay ? fulfillment.createdAt() : null,
                        fulfillment.estimatedDeliveryAt(),
                        fulfillment.deliveredAt()));
    }

    private static Shipment.Status shipmentStatus(Fulfillment fulfillment) {
        String request = fulfillment.status() == null ? "SUCCESS" : fulfillment.status();
        if (request.equals("CANCELLED")) {
            return Shipment.Status.CANCELLED;
        }
        if (request.equals("ERROR") || request.equals("FAILURE")) {
            return Shipment.Status.FAILED;
        }
        String word = fulfillment.displayStatus();
        if (word == null) {
            return request.equals("SUCCESS") ? Shipment.Status.IN_TRANSIT : Shipment.Status.PENDING;
        }
        return switch (word) {
            case "LABEL_PRINTED", "LABEL_PURCHASED", "LABEL_VOIDED", "CONFIRMED", "SUBMITTED" ->
                Shipment.Status.PENDING;
            // After a failed attempt the carrier still has the parcel and comes again.
            case "FULFILLED",
                    "MARKED_AS_FULFILLED",
                    "IN_TRANSIT",
                    "CARRIER_PICKED_UP",
                    "DELAYED",
                    "ATTEMPTED_DELIVERY" -> Shipment.Status.IN_TRANSIT;
            case "OUT_FOR_DELIVERY" -> Shipment.Status.OUT_FOR_DELIVERY;
            case "READY_FOR_PICKUP" -> Shipment.Status.READY_FOR_PICKUP;
            case "DELIVERED", "PICKED_UP" -> Shipment.Status.DELIVERED;
            case "FAILURE", "NOT_DELIVERED" -> Shipment.Status.FAILED;
            case "CANCELED" -> Shipment.Status.CANCELLED;
            default -> Shipment.Status.UNKNOWN;
        };
    }

    private static OrderItem item(Line line, String currency) {
        return new OrderItem(
                clean(line.name()),
                line.sku(),
                Math.max(0, line.quantity()),
                new Money(orZero(line.total()), currency),
                link(line.imageUrl(), SECURE_LINK));
    }

    /** Shopify's titles are plain text, but merchants paste HTML into them. */
    private static String clean(String text) {
        return SPACES.matcher(TAG.matcher(text).replaceAll("")).replaceAll(" ").strip();
    }

    private static @Nullable String link(@Nullable String url, Pattern allowed) {
        return url != null && allowed.matcher(url).matches() ? url : null;
    }

    private static Customer customer(ShopifyOrder order) {
        BillTo billing = order.billing();
        String name = order.customerName();
        if (name == null && billing != null) {
            name = billing.name();
        }
        if (name == null && order.shippingAddress() != null) {
            name = order.shippingAddress().name();
        }
        String phone = billing == null ? null : billing.phone();
        return new Customer(
                name,
                order.email(),
                phone != null ? phone : order.phone(),
                billing == null ? null : billing.postcode());
    }

    private static List<TimelineEntry> timeline(ShopifyOrder order, List<Shipment> shipments) {
        List<TimelineEntry> entries = new ArrayList<>();
        add(entries, order.createdAt(), Kind.CREATED, "Order placed");
        for (Shipment shipment : shipments) {
            if (shipment.status() != Shipment.Status.FAILED) {
                String by = shipment.carrier() == null ? "" : " with " + clean(shipment.carrier());
                add(entries, shipment.shippedAt(), Kind.SHIPPED, "Shipped" + by);
            }
            add(entries, shipment.deliveredAt(), Kind.DELIVERED, "Delivered");
        }
        order.refundedAt().forEach(at -> add(entries, at, Kind.REFUNDED, "Refunded"));
        add(entries, order.cancelledAt(), Kind.CANCELLED, "Cancelled");
        return entries.stream()
                .distinct()
                .sorted(Comparator.comparing(TimelineEntry::at))
                .toList();
    }

    private static void add(List<TimelineEntry> entries, @Nullable Instant at, Kind kind, String label) {
        if (at != null) {
            entries.add(new TimelineEntry(at, kind, label));
        }
    }
}
