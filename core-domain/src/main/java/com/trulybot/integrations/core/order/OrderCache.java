package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.IntegrationId;
import java.util.Optional;

/**
 * Orders that a store answered moments ago, so that a shopper's next question doesn't wait for the store again. Losing
 * any of it at any time is harmless; a cache that is down answers empty.
 */
public interface OrderCache {
    /** The order that was remembered for this number. It has been verified for nobody. */
    Optional<Order> get(IntegrationId integration, OrderReference reference);

    void put(IntegrationId integration, OrderReference reference, Order order);

    /** Forgets the order under whatever number it was remembered. */
    void forget(IntegrationId integration, String orderId);
}
