package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus.Signs;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.TimelineEntry.Kind;
import com.trulybot.integrations.core.order.Totals;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads an order as Acme writes it. */
final class OrderJson {
    private final PlatformId platform;
    private final IntegrationId integration;

    OrderJson(PlatformId platform, IntegrationId integration) {
        this.platform = platform;
        this.integration = integration;
    }

    /**
     * The order; empty when it is a draft or in the bin.
     *
     * @throws StoreException when it is no order of Acme's at all
     */
    Optional<Order> read(JsonNode json) {
        String state = json.path("state").asText();
        if (state.equals("draft") || state.equals("binned")) {
            return Optional.empty();
        }
        try {
            return Optional.of(order(json, state));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
    }

    private Order order(JsonNode json, String state) {
        String currency = json.path("currency").asText();
        Totals totals = new Totals(
                money(json, "subtotal", currency),
                money(json, "discount", currency),
                Money.zero(currency),
                money(json, "shipping", currency),
                money(json, "tax", currency),
                true,
                money(json, "total", currency),
                money(json, "refunded", currency));
        List<OrderItem> items = new ArrayList<>();
        for (JsonNode item : json.path("items")) {
            items.add(new OrderItem(
                    item.path("name").asText(),
                    text(item, "sku"),
                    item.path("quantity").asInt(),
                    money(item, "total", currency),
                    null));
        }
        List<Shipment> shipments = new ArrayList<>();
        json.path("parcels").forEach(parcel -> shipments.add(shipment(parcel)));
        boolean refunded = !totals.refunded().isZero();
        boolean whole =
                refunded && totals.refunded().amount().compareTo(totals.total().amount()) >= 0;
        Signs signs = new Signs(
                state.equals("cancelled"), // cancelled
                whole, // refundedWhole
                state.equals("payment_failed"), // failed
                state.equals("held"), // onHold
                refunded, // refundedPartly
                sent(state),
                state.equals("done"), // finished
                state.equals("unpaid"), // awaitingPayment
                shipments);
        JsonNode buyer = json.path("buyer");
        return new Order(
                json.path("id").asText(),
                json.path("number").asText(),
                platform,
                integration,
                signs.status(),
                state,
                payment(json, refunded, whole),
                time(json, "placed"),
                time(json, "changed"),
                totals,
                items,
                shipments,
                new Customer(text(buyer, "name"), text(buyer, "email"), text(buyer, "phone"), text(buyer, "postcode")),
                address(json.path("ship_to")),
                timeline(time(json, "placed"), shipments));
    }

    private static Signs.Sent sent(String state) {
        return switch (state) {
            case "sent" -> Signs.Sent.ALL;
            case "part_sent" -> Signs.Sent.PART;
            default -> Signs.Sent.NOTHING;
        };
    }

    private static PaymentStatus payment(JsonNode json, boolean refunded, boolean whole) {
        if (refunded) {
            return whole ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED;
        }
        return json.path("paid").asBoolean() ? PaymentStatus.PAID : PaymentStatus.PENDING;
    }

    private static Shipment shipment(JsonNode parcel) {
        Instant arrived = time(parcel, "arrived");
        String link = text(parcel, "link");
        return new Shipment(
                text(parcel, "carrier"),
                text(parcel, "tracking"),
                link != null && link.startsWith("https://") ? link : null,
                arrived == null ? Shipment.Status.IN_TRANSIT : Shipment.Status.DELIVERED,
                time(parcel, "sent"),
                null,
                arrived);
    }

    private static List<TimelineEntry> timeline(Instant placed, List<Shipment> shipments) {
        List<TimelineEntry> timeline = new ArrayList<>();
        add(timeline, placed, Kind.CREATED, "Ordered");
        for (Shipment shipment : shipments) {
            add(timeline, shipment.shippedAt(), Kind.SHIPPED, "Shipped");
            add(timeline, shipment.deliveredAt(), Kind.DELIVERED, "Delivered");
        }
        timeline.sort(Comparator.comparing(TimelineEntry::at));
        return timeline;
    }

    private static void add(List<TimelineEntry> timeline, Instant at, Kind kind, String label) {
        if (at != null) {
            timeline.add(new TimelineEntry(at, kind, label));
        }
    }

    private static Address address(JsonNode json) {
        return json.isObject()
                ? new Address(
                        text(json, "name"),
                        null,
                        text(json, "street"),
                        null,
                        text(json, "city"),
                        null,
                        text(json, "postcode"),
                        text(json, "country"))
                : null;
    }

    private static Money money(JsonNode json, String name, String currency) {
        return Money.of(json.path(name).asText(), currency);
    }

    private static Instant time(JsonNode json, String name) {
        String text = text(json, name);
        return text == null ? null : Instant.parse(text);
    }

    /** Null when it is missing, null or blank. */
    private static String text(JsonNode json, String name) {
        String text = json.path(name).asText("");
        return text.isBlank() ? null : text;
    }
}
