package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderCache;
import com.trulybot.integrations.core.order.OrderReference;
import org.junit.jupiter.api.Test;

/** What an {@link OrderCache} promises, wherever it remembers. */
interface OrderCacheContract {
    OrderReference NUMBER = OrderReference.parse("1001");
    OrderReference FULL_NUMBER = OrderReference.parse("EU-1001");

    OrderCache cache();

    /** Makes so much time pass that nothing is remembered any more. */
    void passAll();

    @Test
    default void anOrderIsRememberedAsItWas() {
        IntegrationId store = IntegrationId.random();
        Order order = Fixture.order(store, "17", "EU-1001");
        cache().put(store, NUMBER, order);
        assertThat(cache().get(store, NUMBER)).contains(order);
        assertThat(cache().get(store, OrderReference.parse("#1001"))).contains(order);
    }

    @Test
    default void whatWasNotRememberedIsNotFound() {
        IntegrationId store = IntegrationId.random();
        assertThat(cache().get(store, NUMBER)).isEmpty();
        cache().put(store, NUMBER, Fixture.order(store, "17", "1001"));
        assertThat(cache().get(store, OrderReference.parse("1002"))).isEmpty();
        assertThat(cache().get(IntegrationId.random(), NUMBER)).isEmpty();
    }

    @Test
    default void aForgottenOrderIsForgottenUnderAllItsNumbers() {
        IntegrationId store = IntegrationId.random();
        IntegrationId other = IntegrationId.random();
        cache().put(store, NUMBER, Fixture.order(store, "17", "EU-1001"));
        cache().put(store, FULL_NUMBER, Fixture.order(store, "17", "EU-1001"));
        cache().put(other, NUMBER, Fixture.order(other, "17", "1001"));
        cache().forget(store, "17");
        cache().forget(store, "18");
        assertThat(cache().get(store, NUMBER)).isEmpty();
        assertThat(cache().get(store, FULL_NUMBER)).isEmpty();
        assertThat(cache().get(other, NUMBER)).isPresent();
    }

    @Test
    default void theLatestIsWhatIsRemembered() {
        IntegrationId store = IntegrationId.random();
        cache().put(store, NUMBER, Fixture.order(store, "17", "EU-1001"));
        Order later = Fixture.order(store, "18", "US-1001");
        cache().put(store, NUMBER, later);
        assertThat(cache().get(store, NUMBER)).contains(later);
    }

    @Test
    default void afterAWhileItIsForgotten() {
        IntegrationId store = IntegrationId.random();
        cache().put(store, NUMBER, Fixture.order(store, "17", "1001"));
        passAll();
        assertThat(cache().get(store, NUMBER)).isEmpty();
    }
}
