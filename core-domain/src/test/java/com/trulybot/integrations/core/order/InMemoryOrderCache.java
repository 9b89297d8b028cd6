package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.IntegrationId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers until it is told to forget. */
public final class InMemoryOrderCache implements OrderCache {
    private record Key(IntegrationId integration, OrderReference reference) {}

    private final Map<Key, Order> orders = new ConcurrentHashMap<>();

    @Override
    public Optional<Order> get(IntegrationId integration, OrderReference reference) {
        return Optional.ofNullable(orders.get(new Key(integration, reference)));
    }

    @Override
    public void put(IntegrationId integration, OrderReference reference, Order order) {
        orders.put(new Key(integration, reference), order);
    }

    @Override
    public void forget(IntegrationId integration, String orderId) {
        orders.entrySet()
                .removeIf(entry -> entry.getKey().integration().equals(integration)
                        && entry.getValue().id().equals(orderId));
    }
}
