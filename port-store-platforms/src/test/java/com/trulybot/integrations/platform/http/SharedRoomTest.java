package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.http.SharedRoom.Share;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedRoomTest {
    private static final Deadline NOW = Deadline.in(Duration.ZERO);

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    /** How many places the store gets when it asks for as many as it can have. */
    private static int fill(SharedRoom room, Share store) throws InterruptedException {
        int got = 0;
        while (room.enter(store, NOW)) {
            got++;
        }
        return got;
    }

    private static List<Share> stores(int count) {
        return Stream.generate(Share::new).limit(count).toList();
    }

    @Test
    void aStoreAloneMayTakeItsWholeLimit() throws InterruptedException {
        SharedRoom room = new SharedRoom(4_096, 64);

        assertThat(fill(room, new Share())).isEqualTo(64);
        assertThat(room.taken()).isEqualTo(64);
    }

    @Test
    void aLimitForOneStoreThatIsAlmostThatForAllLeavesSomethingToTheOthers() throws InterruptedException {
        SharedRoom room = new SharedRoom(4_096, 4_000);

        assertThat(fill(room, new Share())).isBetween(2_000, 3_000);
    }

    @Test
    void withoutCompetitionForItTheRoomIsGivenToTheLastPlace() throws InterruptedException {
        SharedRoom room = new SharedRoom(3, 64);

        for (Share store : stores(3)) {
            assertThat(room.enter(store, NOW)).isTrue();
        }
        assertThat(room.enter(new Share(), NOW)).isFalse();
    }

    /** With fixed limits alone, 64 stores of 64 requests would have it all. */
    @Test
    void sixtyFourStoresThatHangLeaveRoom() throws InterruptedException {
        SharedRoom room = new SharedRoom(4_096, 64);
        for (Share store : stores(64)) {
            assertThat(fill(room, store)).isPositive();
        }

        assertThat(4_096 - room.taken()).isGreaterThan(1_000);
        assertThat(fill(room, new Share())).isGreaterThan(10);
    }

    /** Each lets go of all it holds at its deadline, one store after the other, and takes what it can get at once. */
    @Test
    void hundredsOfStoresThatHangAgainAndAgainLeaveRoom() throws InterruptedException {
        SharedRoom room = new SharedRoom(4_096, 64);
        List<Share> hanging = stores(300);
        int[] held = new int[hanging.size()];
        int free = 0;
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < held.length; i++) {
                for (; held[i] > 0; held[i]--) {
                    room.leave(hanging.get(i));
                }
                held[i] = fill(room, hanging.get(i));
            }
            assertThat(4_096 - room.taken()).isGreaterThan(Math.max(free, 250));
            free = 4_096 - room.taken();
        }

        assertThat(free).isGreaterThan(600);
        assertThat(fill(room, new Share())).isGreaterThan(4);
    }

    @Test
    void whoWaitsIsLetInWhenThereIsRoomAndInOrder() throws Exception {
        SharedRoom room = new SharedRoom(1, 1);
        Share first = new Share();
        assertThat(room.enter(first, NOW)).isTrue();
        List<Integer> order = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                Share share = new Share();
                all.add(threads.submit(() -> {
                    assertThat(room.enter(share, ample())).isTrue();
                    order.add(number); // the one place guards it
                    room.leave(share);
                    return null;
                }));
                while (room.waiting() <= i) {
                    Thread.onSpinWait();
                }
            }
            room.leave(first);
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(order).containsExactly(0, 1, 2);
        assertThat(room.taken()).isZero();
        assertThat(room.waiting()).isZero();
    }

    @Test
    void whoWaitsBehindAStoreThatHasItsShareIsNotHeldUpByIt() throws Exception {
        SharedRoom room = new SharedRoom(4, 1);
        Share greedy = new Share();
        assertThat(room.enter(greedy, NOW)).isTrue();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> more = thread.submit(() -> room.enter(greedy, ample()));
            while (room.waiting() == 0) {
                Thread.onSpinWait();
            }

            assertThat(room.enter(new Share(), NOW)).isTrue();

            room.leave(greedy);
            assertThat(more.get()).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void whoGivesUpLeavesNothingBehind() throws Exception {
        SharedRoom room = new SharedRoom(1, 1);
        Share holder = new Share();
        assertThat(room.enter(holder, NOW)).isTrue();

        assertThat(room.enter(new Share(), Deadline.in(Duration.ofMillis(20)))).isFalse();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> interrupted = thread.submit(() ->
                assertThatThrownBy(() -> room.enter(new Share(), ample())).isInstanceOf(InterruptedException.class));
        while (room.waiting() == 0) {
            Thread.onSpinWait();
        }
        thread.shutdownNow();
        interrupted.get();

        assertThat(room.waiting()).isZero();
        room.leave(holder);
        assertThat(room.enter(holder, NOW)).isTrue();
    }

    /** Many threads, few places: none is lost and never are there more. */
    @Test
    void placesAreNeitherLostNorMade() throws Exception {
        SharedRoom room = new SharedRoom(5, 3);
        List<Share> stores = stores(7);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> all = IntStream.range(0, 16)
                    .mapToObj(worker -> threads.submit(() -> {
                        int most = 0;
                        for (int i = 0; i < 2_000; i++) {
                            Share store = stores.get((worker + i) % stores.size());
                            Deadline patience = i % 3 == 0 ? NOW : ample();
                            if (room.enter(store, patience)) {
                                most = Math.max(most, room.taken());
                                room.leave(store);
                            }
                        }
                        return most;
                    }))
                    .toList();
            for (Future<Integer> one : all) {
                assertThat(one.get()).isLessThanOrEqualTo(5);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(room.taken()).isZero();
        assertThat(room.waiting()).isZero();
    }

    @Test
    void aStoreThatHangsLeavesRoomToTheOthersAndTheRestOfItsCallersWait() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try (RawServer hanging = new RawServer(
                        (socket, out, request) -> Thread.currentThread().join());
                RawServer well = RawServer.statuses("200 OK")) {
            OutboundSettings settings = OutboundSettings.defaults()
                    .withAllow(hanging.authority() + "," + well.authority())
                    .withRequestsPerStore(4)
                    .withRequestsOverall(4);
            try (OkHttpStoreHttp http = new OkHttpStoreHttp(settings, InstantSource.system())) {
                for (int i = 0; i < 10; i++) {
                    var unused = callers.submit(() -> http.send(get(hanging, "/"), Deadline.in(Duration.ofHours(1))));
                }
                while (hanging.requests.size() < 3) {
                    Thread.onSpinWait();
                }

                assertThat(http.send(get(well, "/"), ample()).status()).isEqualTo(200);
                assertThat(hanging.requests).hasSize(3);
            } finally {
                callers.shutdownNow();
            }
        }
    }

    @Test
    void whenAllRoomIsTakenOneMoreWaitsUntilItsDeadline() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (RawServer hanging = new RawServer(
                        (socket, out, request) -> Thread.currentThread().join());
                RawServer well = RawServer.statuses("200 OK")) {
            OutboundSettings settings = OutboundSettings.defaults()
                    .withAllow(hanging.authority() + "," + well.authority())
                    .withRequestsOverall(1);
            try (OkHttpStoreHttp http = new OkHttpStoreHttp(settings, InstantSource.system())) {
                var unused = caller.submit(() -> http.send(get(hanging, "/"), Deadline.in(Duration.ofHours(1))));
                while (hanging.requests.isEmpty()) {
                    Thread.onSpinWait();
                }

                assertThat(Problems.of(() -> http.send(get(well, "/"), Deadline.in(Duration.ofMillis(100))))
                                .problem())
                        .isEqualTo(StoreProblem.STORE_TIMEOUT);
                assertThat(well.requests).isEmpty();
            } finally {
                caller.shutdownNow();
            }
        }
    }
}
