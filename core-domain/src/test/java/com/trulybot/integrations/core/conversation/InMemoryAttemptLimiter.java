package com.trulybot.integrations.core.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Counts the tries of the hour that has passed. */
public final class InMemoryAttemptLimiter implements AttemptLimiter {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, ArrayDeque<Instant>> tries = new HashMap<>();

    public InMemoryAttemptLimiter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized int take(String scope) {
        ArrayDeque<Instant> its = tries.computeIfAbsent(scope, any -> new ArrayDeque<>());
        Instant now = clock.instant();
        while (!its.isEmpty() && !its.peekFirst().plus(WINDOW).isAfter(now)) {
            its.removeFirst();
        }
        its.addLast(now);
        return its.size();
    }

    @Override
    public synchronized void giveBack(String scope) {
        ArrayDeque<Instant> its = tries.get(scope);
        if (its != null) {
            its.pollLast();
        }
    }
}
