package com.trulybot.integrations.core.order;

import static com.trulybot.integrations.core.order.OrderFixture.EVE;
import static com.trulybot.integrations.core.order.OrderFixture.ORDERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.InMemoryIntegrations;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.SearchOrders.Result;
import com.trulybot.integrations.core.order.SearchOrders.Status;
import com.trulybot.integrations.core.order.SearchOrders.StoreAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SearchOrdersTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final InMemoryIntegrations integrations = new InMemoryIntegrations(new InMemoryActivities());
    private final InMemoryOrders stores = new InMemoryOrders();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final SearchOrders searchOrders =
            new SearchOrders(stores, new WatchStore(integrations, new SettableClock()), executor);
    private final Integration one = store("https://one.example");
    private final Integration two = store("https://two.example");

    private Integration store(String url) {
        return integrations.given(IntegrationFixture.woo(IntegrationFixture.ANNA, url));
    }

    private Order has(Integration store, String number, Instant createdAt) {
        return stores.has(OrderFixture.of(store, number, createdAt));
    }

    @AfterEach
    void nobodyWorksOn() throws InterruptedException {
        executor.shutdownNow();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatAllStoresFindComesNewestFirst() {
        Order first = has(one, "1", ORDERED);
        Order second = has(two, "2", ORDERED.plusSeconds(1));
        Order third = has(one, "3", ORDERED.plusSeconds(2));
        Order undated = has(two, "4", (Instant) null);
        Result result = searchOrders.search(List.of(one, two), EVE, 100, LONG);
        assertThat(result.orders()).containsExactly(third, second, first, undated);
        assertThat(result.stores()).extracting(StoreAnswer::integration).containsExactly(one.id(), two.id());
        assertThat(result.stores()).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(Status.OK);
            assertThat(answer.problem()).isEmpty();
            assertThat(answer.time()).isBetween(Duration.ZERO, LONG);
        });
    }

    @Test
    void theLimitIsForAllStoresTogether() {
        has(one, "1", ORDERED);
        Order second = has(two, "2", ORDERED.plusSeconds(1));
        Order third = has(one, "3", ORDERED.plusSeconds(2));
        assertThat(searchOrders.search(List.of(one, two), EVE, 2, LONG).orders())
                .containsExactly(third, second);
        assertThat(searchOrders.search(List.of(one, two), EVE, 3, LONG).orders())
                .hasSize(3);
    }

    @Test
    void spacesAroundTheTextDoNotMatter() {
        Order order = has(one, "1001", ORDERED);
        assertThat(searchOrders.search(List.of(one), "  1001 ", 20, LONG).orders())
                .containsExactly(order);
    }

    @Test
    void aBlankTextWouldFindEverythingAndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> searchOrders.search(List.of(one), " \t", 20, LONG))
                .withMessageContaining("must not be blank");
        assertThat(stores.asked()).isZero();
    }

    @Test
    void withoutStoresNothingIsFound() {
        assertThat(searchOrders.search(List.of(), "1001", 20, LONG)).isEqualTo(new Result(List.of(), List.of()));
    }

    @Test
    void aStoreThatHangsTimesOutIsStoppedAndHoldsNobodyBack() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        stores.ails(one, () -> hang(stopped));
        Order order = has(two, "1001", ORDERED);
        Result result = searchOrders.search(List.of(one, two), "1001", 20, SHORT);
        assertThat(result.orders()).containsExactly(order);
        StoreAnswer slow = result.stores().get(0);
        assertThat(slow.integration()).isEqualTo(one.id());
        assertThat(slow.status()).isEqualTo(Status.TIMEOUT);
        assertThat(slow.problem()).contains(StoreProblem.STORE_TIMEOUT);
        assertThat(slow.time()).isBetween(SHORT, LONG);
        assertThat(result.stores().get(1).status()).isEqualTo(Status.OK);
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void hang(CountDownLatch stopped) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            stopped.countDown();
            throw new IllegalStateException("stopped", e);
        }
    }

    @Test
    void storesAreAskedSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        Runnable waitForTheOther = () -> {
            both.countDown();
            try {
                assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        stores.ails(one, waitForTheOther);
        stores.ails(two, waitForTheOther);
        assertThat(searchOrders.search(List.of(one, two), "1001", 20, LONG).stores())
                .extracting(StoreAnswer::status)
                .containsExactly(Status.OK, Status.OK);
    }

    @Test
    void aStoresFaultIsItsAnswerAndIsNoted() {
        stores.ails(one, StoreProblem.STORE_FROZEN);
        stores.ails(two, StoreProblem.STORE_TIMEOUT);
        Result result = searchOrders.search(List.of(one, two), "1001", 20, LONG);
        assertThat(result.orders()).isEmpty();
        assertThat(result.stores()).extracting(StoreAnswer::status).containsExactly(Status.ERROR, Status.TIMEOUT);
        assertThat(result.stores())
                .extracting(answer -> answer.problem().orElseThrow())
                .containsExactly(StoreProblem.STORE_FROZEN, StoreProblem.STORE_TIMEOUT);
        assertThat(integrations.connected(IntegrationFixture.ANNA.workspace(), 10))
                .extracting(Integration::status)
                .containsExactly(IntegrationStatus.ACTIVE, IntegrationStatus.NEEDS_ATTENTION);
    }

    @Test
    void aBugAtOneStoreIsAnErrorWithoutAProblemAndTheOthersAnswer() {
        stores.ails(one, () -> {
            throw new IllegalStateException("a bug, made for this test");
        });
        Order order = has(two, "1001", ORDERED);
        Result result = searchOrders.search(List.of(one, two), "1001", 20, LONG);
        assertThat(result.orders()).containsExactly(order);
        assertThat(result.stores().get(0).status()).isEqualTo(Status.ERROR);
        assertThat(result.stores().get(0).problem()).isEmpty();
    }

    @Test
    void whoWaitsCanBeInterrupted() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        stores.ails(one, () -> hang(stopped));
        Thread.currentThread().interrupt();
        Result result = searchOrders.search(List.of(one), "1001", 20, LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.stores().get(0).status()).isEqualTo(Status.TIMEOUT);
        assertThat(result.orders()).isEmpty();
    }
}
