package com.trulybot.integrations.shopify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by waiting, and then at once. */
final class FakePause implements Pause {
    private final List<Duration> taken = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - 1000;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void take(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        taken.add(time);
        pass(time);
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** All waits so far. */
    synchronized List<Duration> taken() {
        return List.copyOf(taken);
    }

    /** Their sum. */
    synchronized Duration waited() {
        return taken.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
