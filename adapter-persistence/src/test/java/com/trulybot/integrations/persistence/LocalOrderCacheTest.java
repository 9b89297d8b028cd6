package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.OrderCache;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalOrderCacheTest implements OrderCacheContract {
    private final AtomicLong nanos = new AtomicLong();
    private final OrderCache cache = new LocalOrderCache(Duration.ofSeconds(30), nanos::get);

    @Override
    public OrderCache cache() {
        return cache;
    }

    @Override
    public void passAll() {
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    }

    @Test
    void theClockOfTheMachineIsUsedUnlessAnotherIsGiven() {
        OrderCache real = new LocalOrderCache(Duration.ofMinutes(1));
        IntegrationId store = IntegrationId.random();
        real.put(store, NUMBER, Fixture.order(store, "17", "1001"));
        assertThat(real.get(store, NUMBER)).isPresent();
    }
}
