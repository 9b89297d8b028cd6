package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.conversation.AttemptLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an {@link AttemptLimiter} promises, wherever it counts. */
interface AttemptLimiterContract {
    AttemptLimiter limiter();

    /** Makes that much time pass for the scope. */
    void pass(String scope, Duration time);

    private static String scope() {
        return "conversation:" + UUID.randomUUID();
    }

    @Test
    default void eachTryCountsOneMore() {
        String scope = scope();
        AttemptLimiter limiter = limiter();
        assertThat(limiter.take(scope)).isEqualTo(1);
        assertThat(limiter.take(scope)).isEqualTo(2);
        assertThat(limiter.take(scope())).isEqualTo(1);
        assertThat(limiter.take(scope)).isEqualTo(3);
    }

    @Test
    default void whatIsGivenBackDoesNotCount() {
        String scope = scope();
        AttemptLimiter limiter = limiter();
        limiter.take(scope);
        limiter.take(scope);
        limiter.giveBack(scope);
        assertThat(limiter.take(scope)).isEqualTo(2);
    }

    @Test
    default void thereAreNeverLessThanNone() {
        String scope = scope();
        AttemptLimiter limiter = limiter();
        limiter.giveBack(scope);
        limiter.take(scope);
        limiter.giveBack(scope);
        limiter.giveBack(scope);
        limiter.giveBack(scope);
        assertThat(limiter.take(scope)).isEqualTo(1);
    }

    @Test
    default void aTryCountsForAnHourAndNotForever() {
        String scope = scope();
        AttemptLimiter limiter = limiter();
        limiter.take(scope);
        limiter.take(scope);
        pass(scope, Duration.ofMinutes(40));
        assertThat(limiter.take(scope)).isEqualTo(3);
        pass(scope, Duration.ofMinutes(19));
        assertThat(limiter.take(scope)).isEqualTo(4);
        // The first two are older than an hour now, the others are not: no burst at the edge of a window.
        pass(scope, Duration.ofMinutes(3));
        assertThat(limiter.take(scope)).isEqualTo(3);
        pass(scope, Duration.ofMinutes(62));
        assertThat(limiter.take(scope)).isEqualTo(1);
    }

    @Test
    default void whatIsGivenBackLateIsTheNewest() {
        String scope = scope();
        AttemptLimiter limiter = limiter();
        limiter.take(scope);
        pass(scope, Duration.ofMinutes(30));
        limiter.take(scope);
        limiter.giveBack(scope);
        pass(scope, Duration.ofMinutes(32));
        assertThat(limiter.take(scope)).isEqualTo(1);
    }

    @Test
    default void manyAtOnceAreEachCounted() throws Exception {
        String scope = scope();
        AttemptLimiter limiter = limiter();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> taking = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                taking.add(threads.submit(() -> limiter.take(scope)));
            }
            List<Integer> counts = new ArrayList<>();
            for (Future<Integer> taken : taking) {
                counts.add(taken.get());
            }
            assertThat(counts).contains(64).allMatch(count -> count >= 1 && count <= 64);
            assertThat(limiter.take(scope)).isEqualTo(65);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void anyTextIsAScope() {
        AttemptLimiter limiter = limiter();
        for (String scope : List.of("", "\0", "é🙂", "x".repeat(10_000))) {
            int before = limiter.take(scope);
            assertThat(limiter.take(scope)).isEqualTo(before + 1);
            IntStream.rangeClosed(0, before).forEach(i -> limiter.giveBack(scope));
        }
    }
}
