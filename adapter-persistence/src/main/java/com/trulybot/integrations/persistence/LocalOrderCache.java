package com.trulybot.integrations.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderCache;
import com.trulybot.integrations.core.order.OrderReference;
import java.time.Duration;
import java.util.Optional;

/** Remembers orders in this process. */
public final class LocalOrderCache implements OrderCache {
    private static final int ORDERS_AT_MOST = 10_000;

    /** Which order a number means; a number whose order is forgotten leads nowhere. */
    private final Cache<NumberKey, OrderKey> ids;

    private final Cache<OrderKey, Order> orders;

    /**
     * An empty one.
     *
     * @param keptFor how long an order is remembered
     */
    public LocalOrderCache(Duration keptFor) {
        this(keptFor, Ticker.systemTicker());
    }

    LocalOrderCache(Duration keptFor, Ticker ticker) {
        this.ids = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(keptFor)
                .maximumSize(2 * ORDERS_AT_MOST)
                .build();
        this.orders = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(keptFor)
                .maximumSize(ORDERS_AT_MOST)
                .build();
    }

    @Override
    public Optional<Order> get(IntegrationId integration, OrderReference reference) {
        OrderKey id = ids.getIfPresent(new NumberKey(integration, reference));
        return id == null ? Optional.empty() : Optional.ofNullable(orders.getIfPresent(id));
    }

    @Override
    public void put(IntegrationId integration, OrderReference reference, Order order) {
        OrderKey id = new OrderKey(integration, order.id());
        orders.put(id, order);
        ids.put(new NumberKey(integration, reference), id);
    }

    @Override
    public void forget(IntegrationId integration, String orderId) {
        orders.invalidate(new OrderKey(integration, orderId));
    }

    private record NumberKey(IntegrationId integration, OrderReference reference) {}

    private record OrderKey(IntegrationId integration, String orderId) {}
}
