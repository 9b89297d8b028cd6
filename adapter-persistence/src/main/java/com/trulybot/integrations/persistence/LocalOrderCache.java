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
    private final Cache<Number, Id> ids;

    private final Cache<Id, Order> orders;

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
        Id id = ids.getIfPresent(new Number(integration, reference));
        return id == null ? Optional.empty() : Optional.ofNullable(orders.getIfPresent(id));
    }

    @Override
    public void put(IntegrationId integration, OrderReference reference, Order order) {
        Id id = new Id(integration, order.id());
        orders.put(id, order);
        ids.put(new Number(integration, reference), id);
    }

    @Override
    public void forget(IntegrationId integration, String orderId) {
        orders.invalidate(new Id(integration, orderId));
    }

    private record Number(IntegrationId integration, OrderReference reference) {}

    private record Id(IntegrationId integration, String orderId) {}
}
