package com.trulybot.integrations.core.order;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order.
 *
 * @param name clean text, no HTML
 * @param sku null when it has none
 * @param total for the whole quantity, after discounts
 * @param imageUrl an https address; null when there is no picture
 */
public record OrderItem(
        String name,
        @Nullable String sku,
        int quantity,
        Money total,
        @Nullable String imageUrl) {
    public OrderItem {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(total, "total");
    }
}
