package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static com.trulybot.integrations.persistence.Fixture.SHOPIFY;
import static com.trulybot.integrations.persistence.Fixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.persistence.WebhookQueue.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private DatabaseSettings settings;
    private Database database;
    private Encryption encryption;
    private JdbiDeliveryInbox inbox;
    private WebhookQueue queue;

    @BeforeEach
    void open() {
        settings = TestPostgres.empty().withMaxConnections(4);
        database = Database.open(settings);
        encryption = Encryption.open(database, EncryptionTest.key(1));
        inbox = new JdbiDeliveryInbox(database, encryption);
        queue = new WebhookQueue(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Jobs jobs(Consumer<ReceivedEvent> work, BooleanSupplier keepUpOne, Duration drain) {
        return Jobs.open(
                database, encryption, work, keepUpOne, Executors.newCachedThreadPool(), drain, InstantSource.system());
    }

    /** Received today: the jobs delete what was received long ago. */
    private ReceivedEvent kept(String key) {
        ReceivedEvent event = JdbiDeliveryInboxTest.changed(WOO, IntegrationId.random(), key, "a.example", today());
        assertThat(inbox.keep(event)).isTrue();
        return event;
    }

    private static Instant today() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private List<WebhookQueue.Entry> those(State state) {
        return queue.list(state, new Page.Request(100, null)).items();
    }

    private String one(String sql) {
        return TestPostgres.query(settings, sql).get(0);
    }

    /** As if the time had come for whatever waits for it. */
    private void letTimePass() {
        TestPostgres.execute(settings, "update scheduled_tasks set execution_time = now() where not picked");
    }

    @Test
    void eachEventIsWorkedOnceHoweverManyNodesThereAre() {
        List<UUID> worked = new CopyOnWriteArrayList<>();
        List<UUID> events = new ArrayList<>();
        try (Database second = Database.open(settings);
                Jobs one = jobs(event -> worked.add(event.id()), JobsTest::noStoreIsDue, DRAIN);
                Jobs two = Jobs.open(
                        second,
                        encryption,
                        event -> worked.add(event.id()),
                        JobsTest::noStoreIsDue,
                        Executors.newCachedThreadPool(),
                        DRAIN,
                        InstantSource.system())) {
            for (int i = 0; i < 60; i++) {
                events.add(kept("key-" + i).id());
            }
            Waiting.until(() -> those(State.DONE).size() == 60);
            assertThat(List.of(one, two)).hasSize(2);
        }
        assertThat(worked).containsExactlyInAnyOrderElementsOf(events);
        assertThat(one("select count(*) from scheduled_tasks where task_name = 'webhook-event'"))
                .isEqualTo("0");
        assertThat(those(State.DONE))
                .allSatisfy(entry -> assertThat(entry.tries()).isOne());
    }

    @Test
    void whatIsDoneNoLongerTellsWhomItWasAbout() {
        ReceivedEvent event = new ReceivedEvent(
                UUID.randomUUID(),
                SHOPIFY,
                null,
                new StoreEvent(
                        StoreEvent.Kind.CUSTOMER_REDACTED,
                        "customers/redact",
                        "key",
                        "a.myshopify.com",
                        null,
                        NOW,
                        new Shopper("ada@example.com", null, List.of("1"))),
                today());
        AtomicReference<ReceivedEvent> seen = new AtomicReference<>();
        inbox.keep(event);
        try (Jobs jobs = jobs(seen::set, JobsTest::noStoreIsDue, DRAIN)) {
            Waiting.until(() -> jobs != null && those(State.DONE).size() == 1);
        }
        assertThat(seen.get()).isEqualTo(event);
        assertThat(one("select count(*) from webhook_events where shopper_encrypted is not null"))
                .isEqualTo("0");
    }

    @Test
    void whatFailsIsTriedAgainLaterAndLaterAndThenLeftToTheOperator() {
        AtomicInteger tries = new AtomicInteger();
        AtomicReference<RuntimeException> failure =
                new AtomicReference<>(new IllegalStateException("ada@example.com is not to be logged"));
        ReceivedEvent event = kept("key");
        try (CapturedLog log = CapturedLog.ofEverything();
                Jobs jobs = jobs(
                        any -> {
                            tries.incrementAndGet();
                            RuntimeException now = failure.get();
                            if (now != null) {
                                throw now;
                            }
                        },
                        JobsTest::noStoreIsDue,
                        DRAIN)) {
            for (int done = 1; done < WebhookWork.TRIES; done++) {
                int sofar = done;
                Waiting.until(() -> tries.get() == sofar
                        && one("select picked from scheduled_tasks where task_name = 'webhook-event'")
                                .equals("f"));
                assertThat(one("select extract(epoch from t.execution_time - e.worked_at)::bigint from webhook_events e"
                                + " join scheduled_tasks t on t.task_instance = e.id::text"))
                        .isEqualTo(String.valueOf(WebhookWork.PAUSES[done - 1].toSeconds()));
                if (done == WebhookWork.TRIES - 1) {
                    failure.set(new StoreException(StoreProblem.STORE_UNREACHABLE));
                }
                letTimePass();
            }
            Waiting.until(() -> those(State.DEAD).size() == 1);
            Waiting.until(() -> one("select count(*) from scheduled_tasks where task_name = 'webhook-event'")
                    .equals("0"));
            assertThat(log.lines()).noneMatch(line -> line.contains("ada@example.com"));
            assertThat(log.lines()).anyMatch(line -> line.contains("failed for the last time"));
            WebhookQueue.Entry dead = those(State.DEAD).get(0);
            assertThat(dead.id()).isEqualTo(event.id());
            assertThat(dead.tries()).isEqualTo(WebhookWork.TRIES);
            assertThat(dead.lastError()).isEqualTo("StoreException store_unreachable");
            assertThat(dead.workedAt()).isNotNull();

            failure.set(null);
            assertThat(queue.replay(List.of(UUID.randomUUID()))).isZero();
            assertThat(queue.replay(List.of(event.id()))).isOne();
            assertThat(queue.replay(List.of(event.id()))).isZero();
            Waiting.until(() -> those(State.DONE).size() == 1);
            assertThat(those(State.DONE).get(0).tries()).isOne();
            assertThat(those(State.DONE).get(0).lastError()).isNull();
            assertThat(jobs).isNotNull();
        }
    }

    @Test
    void allThatIsDeadIsReplayedAtOnceAndNothingElse() {
        for (int i = 0; i < 3; i++) {
            kept("dead-" + i);
        }
        TestPostgres.execute(settings, "update webhook_events set state = 'dead'", "delete from scheduled_tasks");
        kept("waiting");
        TestPostgres.execute(
                settings,
                "insert into webhook_events (id, platform, scope, delivery_key, kind, topic, received_at, state)"
                        + " values (gen_random_uuid(), 'woocommerce', 's', 'k', 'order_changed', 't', now(), 'done')");

        assertThat(queue.counts()).isEqualTo(Map.of(State.WAITING, 1L, State.DEAD, 3L));
        assertThat(queue.replayAll()).isEqualTo(3);
        assertThat(queue.replayAll()).isZero();

        assertThat(those(State.WAITING)).hasSize(4);
        assertThat(those(State.DONE)).hasSize(1);
        assertThat(one("select count(*) from scheduled_tasks")).isEqualTo("4");
    }

    @Test
    void whatRunsWhenTheNodeStopsMayFinish() {
        ReceivedEvent event = kept("key");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Jobs jobs = jobs(
                any -> {
                    begun.countDown();
                    awaited(go);
                },
                JobsTest::noStoreIsDue,
                DRAIN);
        awaited(begun);
        Thread stopping = new Thread(jobs::close);
        stopping.start();
        Waiting.until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        go.countDown();
        Waiting.until(() -> !stopping.isAlive());

        assertThat(those(State.DONE)).extracting(WebhookQueue.Entry::id).containsExactly(event.id());
    }

    @Test
    void whatDoesNotFinishInTimeIsWorkedByTheNextNode() {
        ReceivedEvent event = kept("key");
        CountDownLatch begun = new CountDownLatch(1);
        Jobs first = jobs(
                any -> {
                    begun.countDown();
                    awaited(new CountDownLatch(1));
                },
                JobsTest::noStoreIsDue,
                Duration.ofMillis(300));
        awaited(begun);
        first.close();
        assertThat(those(State.WAITING)).extracting(WebhookQueue.Entry::tries).containsExactly(0);

        List<UUID> worked = new CopyOnWriteArrayList<>();
        try (Jobs second = jobs(any -> worked.add(any.id()), JobsTest::noStoreIsDue, DRAIN)) {
            Waiting.until(() -> second != null && those(State.DONE).size() == 1);
        }
        assertThat(worked).containsExactly(event.id());
    }

    @Test
    void whatANodeHadBegunWhenItDiedIsWorkedByAnotherAfterItsHeartbeats() {
        ReceivedEvent event = kept("key");
        TestPostgres.execute(
                settings,
                "update scheduled_tasks set picked = true, picked_by = 'dead', version = 2,"
                        + " last_heartbeat = now() - interval '21 seconds'",
                "update webhook_events set tries = 1");
        List<UUID> worked = new CopyOnWriteArrayList<>();
        try (Jobs jobs = jobs(any -> worked.add(any.id()), JobsTest::noStoreIsDue, DRAIN)) {
            Waiting.until(() -> jobs != null && those(State.DONE).size() == 1);
        }
        assertThat(worked).containsExactly(event.id());
        assertThat(those(State.DONE).get(0).tries()).isEqualTo(2);
    }

    @Test
    void anEventThatTakesTheProcessDownEachTimeIsLeftToTheOperator() {
        kept("key");
        TestPostgres.execute(settings, "update webhook_events set tries = " + WebhookWork.TRIES);
        List<UUID> worked = new CopyOnWriteArrayList<>();
        try (Jobs jobs = jobs(any -> worked.add(any.id()), JobsTest::noStoreIsDue, DRAIN)) {
            Waiting.until(() -> jobs != null && those(State.DEAD).size() == 1);
        }
        assertThat(worked).isEmpty();
        assertThat(those(State.DEAD).get(0).lastError()).isEqualTo("unfinished");
    }

    @Test
    void whatANewerVersionTookInWaitsForOneThatUnderstandsIt() {
        kept("key");
        TestPostgres.execute(settings, "update webhook_events set kind = 'order_teleported'");
        List<UUID> worked = new CopyOnWriteArrayList<>();
        try (Jobs jobs = jobs(any -> worked.add(any.id()), JobsTest::noStoreIsDue, DRAIN)) {
            Waiting.until(
                    () -> jobs != null && those(State.WAITING).stream().anyMatch(entry -> entry.lastError() != null));
        }
        assertThat(worked).isEmpty();
        assertThat(those(State.WAITING).get(0).lastError()).isEqualTo("IllegalArgumentException");
    }

    @Test
    void postgresMayStopAndStartAndNothingIsLost() {
        List<UUID> worked = new CopyOnWriteArrayList<>();
        try (Jobs jobs = jobs(any -> worked.add(any.id()), JobsTest::noStoreIsDue, DRAIN)) {
            ReceivedEvent before = kept("before");
            Waiting.until(() -> jobs != null && worked.contains(before.id()));
            ReceivedEvent during = kept("during");
            int port = TestPostgres.stop();
            TestPostgres.startAgain(port);
            Waiting.until(database::ready);
            ReceivedEvent after = kept("after");
            Waiting.until(() -> worked.contains(during.id()) && worked.contains(after.id()));
            Waiting.until(() -> those(State.DONE).size() == 3);
        }
    }

    @Test
    void storesThatAreDueAreLookedAfterOneAfterTheOtherAndAFailureEndsNothing() {
        AtomicInteger due = new AtomicInteger(30);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        BooleanSupplier keepUpOne = () -> {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            try {
                if (asked.incrementAndGet() == 3) {
                    throw new IllegalStateException("one store");
                }
                return due.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            } finally {
                together.decrementAndGet();
            }
        };
        try (Jobs jobs = jobs(any -> {}, keepUpOne, DRAIN)) {
            Waiting.until(() -> jobs != null && due.get() == 0 && asked.get() > 36);
        }
        assertThat(most.get()).isBetween(1, Jobs.UPKEEP_AT_ONCE);
    }

    @Test
    void whatIsOldIsDeletedAndWhatIsNeededStays() {
        String stale = "now() - interval '31 days'";
        String fresh = "now() - interval '6 days'";
        for (String received : List.of(stale, fresh)) {
            for (String state : List.of("waiting", "done", "dead")) {
                TestPostgres.execute(
                        settings,
                        "insert into webhook_events (id, platform, scope, delivery_key, kind, topic, received_at,"
                                + " state) values (gen_random_uuid(), 'woocommerce', 's', gen_random_uuid()::text,"
                                + " 'order_changed', 't', " + received + ", '" + state + "')");
            }
        }
        TestPostgres.execute(
                settings,
                "insert into webhook_events (id, platform, scope, delivery_key, kind, topic, received_at, state)"
                        + " values (gen_random_uuid(), 'woocommerce', 's', 'x', 'order_changed', 't',"
                        + " now() - interval '8 days', 'done'), (gen_random_uuid(), 'woocommerce', 's', 'y',"
                        + " 'order_changed', 't', now() - interval '29 days', 'dead')",
                "insert into used_nonces values (gen_random_uuid(), 'old', now() - interval '1 second'),"
                        + " (gen_random_uuid(), 'new', now() + interval '10 minutes')",
                "insert into connection_requests (stage, platform, store_url, address, account, expires_at) values"
                        + " ('sent', 'shopify', 'https://a', 'a', '', now() - interval '1 second'),"
                        + " ('sent', 'shopify', 'https://a', 'a', '', now() + interval '10 minutes')",
                "insert into installations values ('shopify', 'old', " + stale + "), ('shopify', 'new', " + fresh
                        + ")");

        new Cleaning(database, InstantSource.system()).run();

        assertThat(TestPostgres.query(
                        settings, "select state || ' ' || count(*) from webhook_events group by state order by state"))
                .containsExactly("dead 2", "done 1", "waiting 2");
        assertThat(TestPostgres.query(settings, "select nonce from used_nonces"))
                .containsExactly("new");
        assertThat(one("select count(*) from connection_requests")).isEqualTo("1");
        assertThat(TestPostgres.query(settings, "select store_key from installations"))
                .containsExactly("new");
    }

    @Test
    void aFailureIsDescribedByItsKindAndCode() {
        assertThat(WebhookWork.describe(new IllegalStateException("ada", new SQLException("ada@example.com", "40P01"))))
                .isEqualTo("SQLException 40P01");
        assertThat(WebhookWork.pause(0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(WebhookWork.pause(99)).isEqualTo(Duration.ofHours(10));
        Duration day = Duration.ZERO;
        for (Duration pause : WebhookWork.PAUSES) {
            day = day.plus(pause);
        }
        assertThat(day).isBetween(Duration.ofHours(23), Duration.ofHours(26));
    }

    private static boolean noStoreIsDue() {
        return false;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
