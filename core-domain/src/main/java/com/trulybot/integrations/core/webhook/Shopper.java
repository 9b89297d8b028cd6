package com.trulybot.integrations.core.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shopper whom a platform's request about stored data concerns.
 *
 * @param email null when the platform gives none
 * @param phone null when the platform gives none
 * @param orderIds the platform's plain ids of the orders concerned
 */
public record Shopper(@Nullable String email, @Nullable String phone, List<String> orderIds) {
    public Shopper {
        orderIds = List.copyOf(orderIds);
    }

    /** Says nothing of who it is. */
    @Override
    public String toString() {
        return "Shopper[" + orderIds.size() + " orders]";
    }
}
