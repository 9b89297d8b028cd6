package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.get;
import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StoreLaneTest {
    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private static Request once(RawServer server) {
        return new Request("GET", URI.create(server.url("/")), Map.of(), null, false);
    }

    @Test
    void aStoreThatKeepsFailingIsLeftAlone() throws Exception {
        try (RawServer broken = RawServer.statuses("500 Broken");
                RawServer well = RawServer.statuses("200 OK");
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults().withAllow(broken.authority() + "," + well.authority()),
                        InstantSource.system())) {
            for (int i = 0; i < StoreLane.TRIES_BEFORE_OPEN; i++) {
                assertThat(http.send(get(broken, "/"), ample()).status()).isEqualTo(500);
            }

            StoreException problem = Problems.of(() -> http.send(get(broken, "/"), ample()));

            assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE);
            assertThat(problem.retryAfter().orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(15));
            assertThat(broken.requests).hasSize(StoreLane.TRIES_BEFORE_OPEN);
            assertThat(http.send(get(well, "/"), ample()).status()).isEqualTo(200);
        }
    }

    @Test
    void ofManyStoresAtOneAddressTheOneThatKeepsFailingIsLeftAlone() throws Exception {
        try (RawServer platform = RawServer.statuses("500 Broken");
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults().withAllow(platform.authority()), InstantSource.system())) {
            Request broken = once(platform).of("abc");
            for (int i = 0; i < StoreLane.TRIES_BEFORE_OPEN; i++) {
                assertThat(http.send(broken, ample()).status()).isEqualTo(500);
            }

            assertThat(Problems.of(() -> http.send(broken, ample())).problem())
                    .isEqualTo(StoreProblem.STORE_UNAVAILABLE);
            assertThat(http.send(once(platform).of("def"), ample()).status()).isEqualTo(500);
            assertThat(http.send(once(platform), ample()).status()).isEqualTo(500);
        }
    }

    @Test
    void repeatsEndWhenTheCircuitOpens() throws Exception {
        try (RawServer broken = RawServer.statuses("503 Busy");
                OkHttpStoreHttp http = to(broken)) {
            for (int i = 1; i < StoreLane.TRIES_BEFORE_OPEN; i++) {
                assertThat(http.send(once(broken), ample()).status()).isEqualTo(503);
            }
            // It may be repeated, but its first try is the failure that opens the circuit.
            assertThat(http.send(get(broken, "/"), ample()).status()).isEqualTo(503);
            assertThat(broken.requests).hasSize(StoreLane.TRIES_BEFORE_OPEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Slow down", "404 Not Found", "401 Unauthorized"})
    void answersThatAreNotTheStoresFailureDoNotOpenTheCircuit(String status) throws Exception {
        try (RawServer server = RawServer.statuses(status);
                OkHttpStoreHttp http = to(server)) {
            for (int i = 0; i < 2 * StoreLane.TRIES_BEFORE_OPEN; i++) {
                assertThat(http.send(once(server), ample()).status())
                        .isEqualTo(Integer.parseInt(status.substring(0, 3)));
            }
        }
    }

    @Test
    void aStoreThatHangsIsLeftAloneToo() throws Exception {
        try (RawServer server = new RawServer(
                        (socket, out, request) -> Thread.currentThread().join());
                OkHttpStoreHttp http = to(server)) {
            for (int i = 0; i < StoreLane.TRIES_BEFORE_OPEN; i++) {
                assertThat(Problems.of(() -> http.send(once(server), Deadline.in(Duration.ofMillis(50))))
                                .problem())
                        .isEqualTo(StoreProblem.STORE_TIMEOUT);
            }
            assertThat(Problems.of(() -> http.send(once(server), ample())).problem())
                    .isEqualTo(StoreProblem.STORE_UNAVAILABLE);
        }
    }

    @Test
    void noMoreThanSoManyRequestsAreUnderWayAtOnceAndTheOthersWait() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore go = new Semaphore(0);
        ExecutorService shoppers = Executors.newFixedThreadPool(8);
        try (RawServer server = new RawServer((socket, out, request) -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    go.acquire();
                    underWay.decrementAndGet();
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                });
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults()
                                .withAllow(server.authority())
                                .withRequestsPerStore(2),
                        InstantSource.system())) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        shoppers.submit(() -> http.send(once(server), ample()).status()));
            }
            while (underWay.get() < 2) {
                Thread.onSpinWait();
            }
            assertThat(Problems.of(() -> http.send(once(server), Deadline.in(Duration.ofMillis(50))))
                            .problem())
                    .isEqualTo(StoreProblem.STORE_TIMEOUT);
            go.release(8);
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
            assertThat(most).hasValue(2);
        } finally {
            shoppers.shutdownNow();
        }
    }

    @Test
    void whoIsInterruptedWhileWaitingForRoomIsFreed() throws Exception {
        StoreLane lane = new StoreLane.Registry(1, 1).of("shop.example:443");
        Thread.currentThread().interrupt();

        StoreException problem = Problems.of(() -> lane.run(ample(), () -> {
            throw new AssertionError("must not be sent");
        }));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
    }

    @Test
    void aDeadlineThatHasPassedSendsNothing() throws Exception {
        try (RawServer server = RawServer.statuses("200 OK");
                OkHttpStoreHttp http = to(server)) {
            assertThat(Problems.of(() -> http.send(once(server), Deadline.in(Duration.ZERO)))
                            .problem())
                    .isEqualTo(StoreProblem.STORE_TIMEOUT);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aStoreHasOneLane() {
        StoreLane.Registry lanes = new StoreLane.Registry(1, 1);

        assertThat(lanes.of("a.example:443")).isSameAs(lanes.of("a.example:443"));
        assertThat(lanes.of("a.example:443")).isNotSameAs(lanes.of("a.example:8443"));
    }
}
