package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a verified shopper is shown of an order, and no more: no address, no name, no payment.
 *
 * @param statusText what the status means, in the shopper's words
 * @param shipments without cancelled ones
 * @param refunded null when nothing was
 * @param email masked; null when the order has none
 */
public record OrderCard(
        String number,
        OrderStatus status,
        String statusText,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        List<Item> items,
        List<Shipment> shipments,
        Money total,
        @Nullable Money refunded,
        @Nullable String email,
        List<TimelineEntry> timeline) {
    /**
     * One line.
     *
     * @param imageUrl null when there is no picture
     */
    public record Item(String name, int quantity, @Nullable String imageUrl) {
        public Item {
            Objects.requireNonNull(name, "name");
        }
    }

    public OrderCard {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(statusText, "statusText");
        items = List.copyOf(items);
        shipments = List.copyOf(shipments);
        Objects.requireNonNull(total, "total");
        timeline = List.copyOf(timeline);
    }
}
