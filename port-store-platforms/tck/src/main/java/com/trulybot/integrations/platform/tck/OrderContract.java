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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
        KnownOrder known = store.scenario().order();
        Store open = store.open();

        assertThat(open.search(known.email(), 1, ample())).hasSize(1);
        for (int limit : new int[] {1, 2, 99, 100}) {
            assertThat(open.search(known.number(), limit, ample())).hasSizeBetween(1, limit);
        }
    }

    @Test
    default void searchFindsNothingForWhatNothingHas(StoreUnderTest store) {
        Store open = store.open();

        assertThat(open.search("nobody-of-that-name@example.net", 100, ample())).isEmpty();
        assertThat(open.search(store.scenario().unknownNumber(), 100, ample())).isEmpty();
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
            assertThat(order.platform()).isEqualTo(store.platform().id());
        });
    }

    @Test
    default void aWrongEmailCostsTheSameRequestsAsAWrongNumber(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        String unknown = store.scenario().unknownNumber();
        Store open = store.open();

        assertThat(requests(store, open, number(known.number()).of("nobody@example.net")))
                .isEqualTo(requests(store, open, number(unknown).of(known.email())));
        assertThat(requests(store, open, OrderQuery.byId(known.id()).of("nobody@example.net")))
                .isEqualTo(requests(store, open, OrderQuery.byId(unknown).of(known.email())));
    }

    @Test
    default void anAddressThatIsOnlyLikeTheOwnersIsAnothers(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        String email = known.email();
        Store open = store.open();

        for (String like : List.of(
                "x" + email,
                email.substring(1),
                email + "x",
                email.replace("@", "+x@"),
                email.replace('k', '\u212a') + (email.contains("k") ? "" : " \u212a"),
                "%" + email.substring(1),
                "*",
                "*" + email.substring(email.indexOf('@')),
                email + "," + email,
                email + "&email=" + email)) {
            assertThat(open.find(number(known.number()).of(like), ample()))
                    .as("%s", like)
                    .isEqualTo(OrderLookup.NOT_FOUND);
        }
    }

    @Test
    default void ofTwoNumbersThatAreAlikeTheEmailDecides(StoreUnderTest store) {
        store.scenario().lookalike().ifPresent(like -> {
            KnownOrder known = store.scenario().order();
            Store open = store.open();
            String digits = like.number().replaceAll("[^0-9]", "");

            assertThat(found(open.find(number(digits).of(known.email()), ample())))
                    .map(Order::id)
                    .contains(known.id());
            assertThat(found(open.find(number(digits).of(like.email()), ample())))
                    .map(Order::id)
                    .contains(like.id());
            assertThat(open.find(number(digits).of("nobody@example.net"), ample()))
                    .isEqualTo(OrderLookup.NOT_FOUND);
        });
    }

    @Test
    default void ofTwoNumbersThatAreAlikeTheOneThatIsMeantIsPicked(StoreUnderTest store) {
        store.scenario().lookalike().ifPresent(like -> {
            KnownOrder known = store.scenario().order();
            Store open = store.open();
            Order first = found(open.find(OrderQuery.byId(known.id()), ample())).orElseThrow();
            Order second = found(open.find(OrderQuery.byId(like.id()), ample())).orElseThrow();

            for (String spelling : List.of(like.number().replaceAll("[^0-9]", ""), first.number(), second.number())) {
                OrderQuery query = number(spelling);
                assertThat(found(open.find(query, ample())).map(Order::id))
                        .as(spelling)
                        .isEqualTo(query.pick(List.of(first, second)).map(Order::id));
            }
        });
    }

    @Test
    default void anOrderOutOfReachIsToldFromOneThatIsNotThere(StoreUnderTest store) {
        store.scenario().orderOutOfReach().ifPresent(hidden -> {
            Store open = store.open();

            assertThat(open.find(number(hidden.number()), ample())).isEqualTo(OrderLookup.OUT_OF_REACH);
            assertThat(open.find(number(hidden.number()).of(hidden.email()), ample()))
                    .isEqualTo(OrderLookup.OUT_OF_REACH);
            assertThat(open.find(number(hidden.number()).of("nobody@example.net"), ample()))
                    .as("whose it is can't be seen either")
                    .isEqualTo(OrderLookup.OUT_OF_REACH);
        });
    }

    @Test
    default void whatIsAskedForIsAskedForLetterByLetter(StoreUnderTest store) {
        KnownOrder known = store.scenario().order();
        Store open = store.open();

        for (String odd : List.of("7/../" + known.number(), known.number() + "#7", known.number() + " 7", "é/7 #x")) {
            assertThat(found(open.find(number(odd), ample()))).as("%s", odd).isEmpty();
        }
        for (String odd : List.of(
                "nobody@example.net&limit=100",
                "nobody@example.net#",
                "nobody+x@example.net",
                "\"nobody\" OR email:*",
                "100% *",
                "a\\\"b:c)(",
                "é ü 店 \ud83d\ude42",
                "\r\nX-Injected: 1")) {
            assertThat(open.search(odd, 100, ample())).as("%s", odd).isEmpty();
        }
    }

    @Test
    default void manyMayAskAtOnceAndNoneGetsAnothersAnswer(StoreUnderTest store) throws Exception {
        List<KnownOrder> known =
                List.of(store.scenario().order(), store.scenario().anothersOrder());
        String unknown = store.scenario().unknownNumber();
        List<Store> stores = List.of(store.open(), store.open());
        CountDownLatch begin = new CountDownLatch(1);
        List<Callable<Optional<String>>> questions = new ArrayList<>();
        List<Optional<String>> answers = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            KnownOrder one = known.get(i % 2);
            Store open = stores.get(i / 2 % 2);
            OrderQuery query = i % 3 == 0
                    ? number(unknown)
                    : i % 3 == 1 ? number(one.number()).of(one.email()) : OrderQuery.byId(one.id());
            answers.add(i % 3 == 0 ? Optional.empty() : Optional.of(one.id()));
            questions.add(() -> {
                begin.await();
                return found(open.find(query, ample())).map(Order::id);
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<String>>> given = new ArrayList<>();
            questions.forEach(question -> given.add(threads.submit(question)));
            begin.countDown();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(given.get(i).get()).isEqualTo(answers.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int requests(StoreUnderTest store, Store open, OrderQuery query) {
        int before = store.scenario().requests();
        assertThat(open.find(query, ample())).isEqualTo(OrderLookup.NOT_FOUND);
        return store.scenario().requests() - before;
    }
}
