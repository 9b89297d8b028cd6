package com.trulybot.integrations.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, never for a time. */
final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Await() {}

    /** The first value that comes without an exception and is not null; the last exception when none does in a minute. */
    static <T> T value(Callable<T> attempt) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        Exception last = new IllegalStateException("nothing came");
        while (System.nanoTime() < end) {
            try {
                T value = attempt.call();
                if (value != null) {
                    return value;
                }
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw last;
    }
}
