package com.trulybot.integrations.core.order;

import static com.trulybot.integrations.core.order.OrderFixture.EVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.InMemoryIntegrations;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.OrderLookup.Found;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FindOrderTest {
    private static final OrderReference N1001 = OrderReference.parse("1001");

    private final InMemoryIntegrations integrations = new InMemoryIntegrations(new InMemoryActivities());
    private final InMemoryOrders stores = new InMemoryOrders();
    private final InMemoryOrderCache cache = new InMemoryOrderCache();
    private final FindOrder findOrder = new FindOrder(stores, cache, new WatchStore(integrations, new SettableClock()));
    private final Integration woo = integrations.given(IntegrationFixture.woo());
    private final Order order = stores.has(OrderFixture.of(woo, "1001", EVE));
    private final Deadline deadline = Deadline.in(Duration.ofMinutes(1));

    @Test
    void theLiveStoreIsAskedEachTime() {
        assertThat(findOrder.live(woo, OrderQuery.byNumber(N1001), deadline)).isEqualTo(new Found(order));
        Order changed = stores.has(OrderFixture.refunded(order, "5"));
        assertThat(findOrder.live(woo, OrderQuery.byNumber(N1001), deadline)).isEqualTo(new Found(changed));
        assertThat(stores.asked()).isEqualTo(2);
    }

    @Test
    void whatTheStoreAnsweredMomentsAgoIsNotAskedAgain() {
        findOrder.recent(woo, OrderQuery.byNumber(N1001, EVE), deadline);
        stores.has(OrderFixture.refunded(order, "5"));
        assertThat(findOrder.recent(woo, OrderQuery.byNumber(N1001, EVE), deadline))
                .isEqualTo(new Found(order));
        assertThat(stores.asked()).isOne();
    }

    @Test
    void whatTheLiveWayFoundIsRememberedForTheOther() {
        findOrder.live(woo, OrderQuery.byNumber(N1001), deadline);
        assertThat(findOrder.recent(woo, OrderQuery.byNumber(N1001, EVE), deadline))
                .isEqualTo(new Found(order));
        assertThat(stores.asked()).isOne();
    }

    @Test
    void anOrderThatIsRememberedButNotTheirsTakesTheLiveWay() {
        findOrder.recent(woo, OrderQuery.byNumber(N1001, EVE), deadline);
        assertThat(findOrder.recent(woo, OrderQuery.byNumber(N1001, "ben@example.com"), deadline))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(stores.asked()).isEqualTo(2);
    }

    @Test
    void whatIsRememberedOfOneStoreIsNothingToAnother() {
        Integration other = integrations.given(IntegrationFixture.woo(IntegrationFixture.BEN, "https://other.example"));
        findOrder.live(woo, OrderQuery.byNumber(N1001), deadline);
        assertThat(findOrder.recent(other, OrderQuery.byNumber(N1001), deadline))
                .isEqualTo(OrderLookup.NOT_FOUND);
    }

    @Test
    void byIdTheStoreIsAskedAndNothingRemembered() {
        OrderQuery byId = OrderQuery.byId(order.id());
        assertThat(findOrder.recent(woo, byId, deadline)).isEqualTo(new Found(order));
        assertThat(findOrder.recent(woo, byId, deadline)).isEqualTo(new Found(order));
        assertThat(stores.asked()).isEqualTo(2);
        assertThat(cache.get(woo.id(), N1001)).isEmpty();
    }

    @Test
    void whatWasNotFoundIsAskedAgain() {
        OrderReference unknown = OrderReference.parse("9999");
        findOrder.recent(woo, OrderQuery.byNumber(unknown), deadline);
        Order late = stores.has(OrderFixture.of(woo, "9999", EVE));
        assertThat(findOrder.recent(woo, OrderQuery.byNumber(unknown), deadline))
                .isEqualTo(new Found(late));
    }

    @Test
    void anOrderOutOfReachIsSaidToBe() {
        stores.hasTooOld("7");
        assertThat(findOrder.live(woo, OrderQuery.byNumber(OrderReference.parse("7")), deadline))
                .isEqualTo(OrderLookup.OUT_OF_REACH);
    }

    @Test
    void aStoresFaultComesThroughAndIsNoted() {
        stores.ails(woo, StoreProblem.STORE_FROZEN);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> findOrder.recent(woo, OrderQuery.byNumber(N1001), deadline))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_FROZEN));
        assertThat(integrations.find(IntegrationFixture.ANNA.workspace(), woo.id()))
                .get()
                .extracting(Integration::status)
                .isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
    }
}
