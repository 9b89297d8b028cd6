package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.Shipment;

/** Makes of an order what its shopper may see. */
final class OrderCards {
    private OrderCards() {}

    static OrderCard of(Order order) {
        return new OrderCard(
                order.number(),
                order.status(),
                Wording.statusText(order.status()),
                order.createdAt(),
                order.updatedAt(),
                order.items().stream()
                        .map(item -> new OrderCard.Item(item.name(), item.quantity(), item.imageUrl()))
                        .toList(),
                order.shipments().stream()
                        .filter(shipment -> shipment.status() != Shipment.Status.CANCELLED)
                        .toList(),
                order.totals().total(),
                order.totals().refunded().isZero() ? null : order.totals().refunded(),
                order.customer().maskedEmail(),
                order.timeline());
    }
}
