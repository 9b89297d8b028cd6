package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order, the same for every platform. Trashed orders and drafts are none: an adapter never makes one of them.
 *
 * @param id the platform's plain id, as text
 * @param number as the shop shows it, prefix and suffix included, without a leading {@code #}
 * @param platformStatus the platform's own word for the status
 * @param createdAt null where the store lost it
 * @param shippingAddress null when nothing is sent or the platform doesn't show it
 * @param timeline oldest first
 */
public record Order(
        String id,
        String number,
        PlatformId platform,
        IntegrationId integration,
        OrderStatus status,
        String platformStatus,
        PaymentStatus paymentStatus,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        Totals totals,
        List<OrderItem> items,
        List<Shipment> shipments,
        Customer customer,
        @Nullable Address shippingAddress,
        List<TimelineEntry> timeline) {
    public Order {
        if (id.isBlank() || number.isBlank() || number.startsWith("#")) {
            throw new IllegalArgumentException("an order has an id, and a number without a leading #");
        }
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(platformStatus, "platformStatus");
        Objects.requireNonNull(paymentStatus, "paymentStatus");
        Objects.requireNonNull(totals, "totals");
        items = List.copyOf(items);
        shipments = List.copyOf(shipments);
        Objects.requireNonNull(customer, "customer");
        timeline = List.copyOf(timeline);
    }

    /**
     * The same order with another timeline.
     *
     * @param other oldest first
     */
    public Order withTimeline(List<TimelineEntry> other) {
        return new Order(
                id,
                number,
                platform,
                integration,
                status,
                platformStatus,
                paymentStatus,
                createdAt,
                updatedAt,
                totals,
                items,
                shipments,
                customer,
                shippingAddress,
                other);
    }

    /** Names the order and nothing of its shopper, so that it may stand in a log. */
    @Override
    public String toString() {
        return "Order[" + platform + " " + id + ", " + status + "]";
    }
}
