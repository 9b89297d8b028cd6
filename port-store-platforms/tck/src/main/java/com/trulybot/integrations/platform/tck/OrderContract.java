package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.ample;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.found;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.ids;
import static com.trulybot.integrations.platform.tck.StoreUnderTest.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.platform.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How orders are found. */
public interface OrderContract extends Contract {
    @Test
    default void anOrderIsFoundByItsNumber(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();

        Order order = found(store.open().find(number(known.number()), ample())).orElseThrow();

        assertThat(order.id()).isEqualTo(known.id());
        assertThat(order.status()).isEqualTo(known.status());
        assertThat(order.totals().total().currency()).isEqualTo(known.total().currency());
        assertThat(order.totals().total().amount())
                .isEqualByComparingTo(known.total().amount());
        assertThat(order.customer().hasEmail(known.email())).isTrue();
        assertThat(order.platformStatus()).isNotBlank();
    }

    @Test
    default void anOrderIsFoundHoweverItsNumberIsWritten(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        String fullWidth = known.number()
                .chars()
                .map(c -> c >= '0' && c <= '9' ? c - '0' + '０' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Store open = store.open();

        assertThat(List.of("#" + known.number(), "  " + known.number() + " ", "No. " + known.number(), fullWidth))
                .allSatisfy(spelling -> assertThat(found(open.find(number(spelling), ample())))
                        .map(Order::id)
                        .contains(known.id()));
    }

    @Test
    default void anOrderIsFoundByItsId(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();

        assertThat(found(store.open().find(OrderQuery.byId(known.id()), ample())))
                .map(Order::id)
                .contains(known.id());
    }

    @Test
    default void anOrderIsFoundForItsOwner(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        Store open = store.open();

        assertThat(List.of(known.email(), known.email().toUpperCase(Locale.ROOT)))
                .allSatisfy(email -> assertThat(
                                found(open.find(number(known.number()).of(email), ample())))
                        .map(Order::id)
                        .contains(known.id()));
    }

    @Test
    default void anOrderIsNotFoundForAnyoneElse(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        String other = store.scenario().anothersOrder().email();
        Store open = store.open();

        assertThat(found(open.find(number(known.number()).of(other), ample()))).isEmpty();
        assertThat(found(open.find(OrderQuery.byId(known.id()).of(other), ample())))
                .isEmpty();
    }

    @Test
    default void aNumberThatNoOrderHasIsNotFound(StoreUnderTest store) {
        String unknown = store.scenario().unknownNumber();
        Store open = store.open();

        assertThat(open.find(number(unknown), ample())).isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(open.find(OrderQuery.byId(unknown), ample())).isEqualTo(OrderLookup.NOT_FOUND);
    }

    @Test
    default void anIdThatIsNoneIsNotFoundAndLeadsNowhereElse(StoreUnderTest store) {
        String id = store.scenario().order().id();
        Store open = store.open();

        assertThat(List.of("../" + id, id + "/../" + id, id + "?x=1", id + "#", "%2e%2e/" + id, id + "'--", "\u0000"))
                .allSatisfy(hostile ->
                        assertThat(open.find(OrderQuery.byId(hostile), ample())).isEqualTo(OrderLookup.NOT_FOUND));
    }

    @Test
    default void aTrashedOrderOrDraftIsNeverShown(StoreUnderTest store) {
        Store open = store.open();

        store.scenario().hiddenOrder().ifPresent(hidden -> {
            assertThat(found(open.find(number(hidden.number()), ample()))).isEmpty();
            assertThat(found(open.find(OrderQuery.byId(hidden.id()), ample()))).isEmpty();
            assertThat(ids(open.search(hidden.number(), 100, ample()))).doesNotContain(hidden.id());
            assertThat(ids(open.search(hidden.email(), 100, ample()))).doesNotContain(hidden.id());
        });
    }

    @Test
    default void searchFindsByEmailAndByNumber(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        Store open = store.open();

        assertThat(ids(open.search(known.email(), 100, ample()))).contains(known.id());
        assertThat(ids(open.search(known.number(), 100, ample()))).contains(known.id());
    }

    @Test
    default void searchKeepsToTheLimit(StoreUnderTest store) {
        Store open = store.open();

        assertThat(open.search(store.scenario().order().email(), 1, ample())).hasSize(1);
    }

    @Test
    default void searchTellsTheNewestFirst(StoreUnderTest store) {
        List<Instant> times = store.open().search(store.scenario().order().email(), 100, ample()).stream()
                .map(Order::createdAt)
                .filter(Objects::nonNull)
                .toList();

        assertThat(times).isNotEmpty().isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    default void everyOrderSaysWhereItComesFrom(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        Store open = store.open();
        List<Order> orders = new ArrayList<>(open.search(known.email(), 100, ample()));
        found(open.find(number(known.number()), ample())).ifPresent(orders::add);

        assertThat(orders).isNotEmpty().allSatisfy(order -> {
            assertThat(order.integration()).isEqualTo(store.integration());
            assertThat(order.platform()).isEqualTo(store.scenario().platform().id());
        });
    }

    @Test
    default void manyMayAskAtOnce(StoreUnderTest store) throws Exception {
        List<KnownOrder> known =
                List.of(store.scenario().order(), store.scenario().anothersOrder());
        Store open = store.open();
        List<Callable<Boolean>> questions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            KnownOrder one = known.get(i % 2);
            questions.add(() -> found(open.find(number(one.number()).of(one.email()), ample()))
                    .filter(order -> order.id().equals(one.id()))
                    .isPresent());
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> answer : threads.invokeAll(questions)) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
