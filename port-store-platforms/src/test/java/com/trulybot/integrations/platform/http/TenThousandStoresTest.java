package com.trulybot.integrations.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.platform.StoreHttp.Request;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That a great many stores leave nothing behind: lanes, lookups, connections, threads, memory. */
@Timeout(300)
class TenThousandStoresTest {
    private static final int STORES = 10_500;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private static String host(int number) {
        return "shop" + number + ".example";
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofMinutes(2));
    }

    /** Plain HTTP, as 10,500 handshakes would take a minute and show nothing more. */
    private static OutboundSettings exempting(int stores) {
        return OutboundSettings.defaults()
                .withAllow(IntStream.range(0, stores)
                        .mapToObj(i -> host(i) + ":80")
                        .collect(Collectors.joining(",")));
    }

    private static long used() {
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tenThousandStoresAskedOnceEachLeaveNothingBehind() throws Exception {
        AtomicLong nanos = new AtomicLong();
        OutboundSettings settings = exempting(STORES);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (KeepAliveServer server = new KeepAliveServer()) {
            StoreLane.Registry lanes =
                    new StoreLane.Registry(settings.requestsPerStore(), settings.requestsOverall(), nanos::get);
            PretendNetwork network = new PretendNetwork(server.port());
            try (OkHttpStoreHttp http = new OkHttpStoreHttp(
                    settings,
                    InstantSource.system(),
                    SecureShops.PUBLIC,
                    network,
                    lanes,
                    AnswerMemory.ofTheHeap(),
                    OkHttpStoreHttp.IDLE_FOR)) {
                // One store first, so that what is made once is there when we begin to count.
                http.send(Request.get(URI.create("http://" + host(0)), Map.of()), ample());
                long before = used();

                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < STORES; i++) {
                    Request request = Request.get(URI.create("http://" + host(i)), Map.of());
                    answers.add(callers.submit(() -> http.send(request, ample()).status()));
                }
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).isEqualTo(200);
                }
                answers.clear();
                network.asked.clear();

                // Each registry is bounded, however many stores there are …
                assertThat(server.connections()).isGreaterThanOrEqualTo(STORES);
                await(() -> http.connections().connectionCount() <= OkHttpStoreHttp.IDLE_CONNECTIONS);
                await(() -> lanes.size() <= StoreLane.Registry.KEPT || collected());
                await(() -> http.dns().underWay() == 0);
                assertThat(http.dns().threads()).isLessThanOrEqualTo(GuardedDns.THREADS);
                assertThat(lanes.room().taken()).isZero();

                // … and when their time has come, all of it goes.
                nanos.addAndGet(StoreLane.Registry.KEPT_FOR.toNanos() + 1);
                http.connections().evictAll();
                await(() -> lanes.size() == 0 || collected());
                await(() -> http.connections().connectionCount() == 0);
                await(() -> http.dns().threads() == 0);
                await(() -> used() < before + 4 * 1024 * 1024);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** Lanes that nobody holds go with the next collection. */
    private static boolean collected() {
        System.gc();
        return false;
    }

    @Test
    void connectionsThatAreIdleForLongAreClosed() throws Exception {
        OutboundSettings settings = exempting(50);
        try (KeepAliveServer server = new KeepAliveServer();
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        settings,
                        InstantSource.system(),
                        SecureShops.PUBLIC,
                        new PretendNetwork(server.port()),
                        new StoreLane.Registry(1, 1),
                        AnswerMemory.ofTheHeap(),
                        Duration.ofMillis(1))) {
            for (int i = 0; i < 50; i++) {
                http.send(Request.get(URI.create("http://" + host(i)), Map.of()), ample());
            }

            await(() -> http.connections().connectionCount() == 0);
            assertThat(server.connections()).isEqualTo(50);
        }
    }

    /** Or a store could hang with one set of slots, be pushed out of the registry, and be given another. */
    @Test
    void aLaneInUseIsNotForgottenHoweverManyStoresThereAre() {
        AtomicLong nanos = new AtomicLong();
        StoreLane.Registry lanes = new StoreLane.Registry(1, 1, nanos::get);
        StoreLane held = lanes.of("held.example:443");
        for (int i = 0; i < 2 * StoreLane.Registry.KEPT; i++) {
            lanes.of(host(i));
        }
        nanos.addAndGet(StoreLane.Registry.KEPT_FOR.toNanos() + 1);
        assertThat(lanes.size()).isPositive();

        assertThat(lanes.of("held.example:443")).isSameAs(held);
        await(() -> lanes.size() == 1 || collected());
    }
}
