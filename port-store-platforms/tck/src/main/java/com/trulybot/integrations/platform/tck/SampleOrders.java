package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.Totals;
import java.time.Instant;
import java.util.List;

/** Orders to put into an {@link InMemoryPlatform}. */
public final class SampleOrders {
    private static final String CURRENCY = "EUR";
    private static final Instant BEGIN = Instant.parse("2026-11-01T09:00:00Z");

    private SampleOrders() {}

    /** An order that is on its way: 49.90 EUR, one item, one parcel. The higher its id, the newer it is. */
    public static Order shipped(long id, String number, String email) {
        Instant created = BEGIN.plusSeconds(id * 60);
        Instant sent = created.plusSeconds(3_600);
        Shipment parcel = new Shipment(
                "DHL",
                "JD0146" + id,
                "https://track.example/JD0146" + id,
                Shipment.Status.IN_TRANSIT,
                sent,
                null,
                null);
        return new Order(
                Long.toString(id),
                number,
                InMemoryPlatform.ID,
                NOWHERE,
                OrderStatus.SHIPPED,
                "sent",
                PaymentStatus.PAID,
                created,
                sent,
                totals(),
                List.of(new OrderItem("Linen shirt", "LS-1", 1, eur("45.00"), null)),
                List.of(parcel),
                new Customer("Ada Example", email, "+49 30 1234567", "10115"),
                new Address("Ada Example", null, "Example Street 1", null, "Berlin", null, "10115", "DE"),
                List.of(
                        new TimelineEntry(created, TimelineEntry.Kind.CREATED, "Ordered"),
                        new TimelineEntry(sent, TimelineEntry.Kind.SHIPPED, "Shipped")));
    }

    /** Replaced by the integration that asks. */
    private static final IntegrationId NOWHERE = IntegrationId.parse("00000000-0000-4000-8000-000000000000");

    /** The same order as one of this integration. */
    static Order of(Order order, PlatformId platform, IntegrationId integration) {
        return new Order(
                order.id(),
                order.number(),
                platform,
                integration,
                order.status(),
                order.platformStatus(),
                order.paymentStatus(),
                order.createdAt(),
                order.updatedAt(),
                order.totals(),
                order.items(),
                order.shipments(),
                order.customer(),
                order.shippingAddress(),
                order.timeline());
    }

    private static Totals totals() {
        Money none = Money.zero(CURRENCY);
        return new Totals(eur("45.00"), none, none, eur("4.90"), eur("7.97"), true, eur("49.90"), none);
    }

    private static Money eur(String amount) {
        return Money.of(amount, CURRENCY);
    }
}
