package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import java.time.Instant;
import java.util.List;

/** Orders of Eve's, to be changed one thing at a time. */
public final class OrderFixture {
    public static final Instant ORDERED = Instant.parse("2026-10-20T08:30:00Z");
    public static final String EVE = "eve@example.com";
    private static final IntegrationId STORE = IntegrationId.parse("7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61");

    private OrderFixture() {}

    /** Number 1001: two mugs, on their way in one parcel. */
    public static Order shipped() {
        return order(IntegrationFixture.WOO, STORE, "1", "1001", EVE, ORDERED);
    }

    public static Order numbered(String number) {
        return order(IntegrationFixture.WOO, STORE, "id-" + number, number, EVE, ORDERED);
    }

    public static Order numbered(String number, Instant createdAt) {
        return order(IntegrationFixture.WOO, STORE, "id-" + number + "-" + createdAt, number, EVE, createdAt);
    }

    /** Of that store's. */
    public static Order of(Integration store, String number, String email) {
        return order(store.platform(), store.id(), "id-" + number, number, email, ORDERED);
    }

    public static Order of(Integration store, String number, Instant createdAt) {
        return order(store.platform(), store.id(), "id-" + number, number, EVE, createdAt);
    }

    private static Order order(
            PlatformId platform, IntegrationId store, String id, String number, String email, Instant createdAt) {
        return new Order(
                id,
                number,
                platform,
                store,
                OrderStatus.SHIPPED,
                "completed",
                PaymentStatus.PAID,
                createdAt,
                createdAt,
                totals("0"),
                List.of(new OrderItem("Mug", "MUG-1", 2, euro("25.80"), null)),
                List.of(parcel(Shipment.Status.IN_TRANSIT)),
                new Customer("Eve Example", email, "+49 30 1234567", "10115"),
                new Address("Eve Example", null, "Street 1", null, "Berlin", null, "10115", "DE"),
                List.of());
    }

    /** The same with other money given back and other parcels. */
    private static Order with(Order order, String refunded, List<Shipment> shipments) {
        return new Order(
                order.id(),
                order.number(),
                order.platform(),
                order.integration(),
                order.status(),
                order.platformStatus(),
                order.paymentStatus(),
                order.createdAt(),
                order.updatedAt(),
                totals(refunded),
                order.items(),
                shipments,
                order.customer(),
                order.shippingAddress(),
                order.timeline());
    }

    public static Order refunded(Order order, String amount) {
        return with(order, amount, order.shipments());
    }

    public static Order sentAs(Order order, Shipment... shipments) {
        return with(order, "0", List.of(shipments));
    }

    public static Shipment parcel(Shipment.Status status) {
        return new Shipment("DHL", "JD01", "https://track.example/JD01", status, ORDERED, null, null);
    }

    static Totals totals(String refunded) {
        return new Totals(
                euro("25.80"), euro("0"), euro("0"), euro("4.90"), euro("4.90"), true, euro("30.70"), euro(refunded));
    }

    public static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }
}
