package com.trulybot.integrations.core.integration;

import java.time.Duration;
import java.util.Objects;

/**
 * The moment by which an answer must be there, all repeats included. Kept on the JVM's monotonic clock, so that a
 * jumping wall clock neither ends nor prolongs it.
 */
public final class Deadline {
    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** So long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(
                System.nanoTime() + Objects.requireNonNull(time, "time").toNanos());
    }

    /** What is left, zero when it has passed; never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    public boolean passed() {
        return atNanos - System.nanoTime() <= 0;
    }

    /**
     * Ends the work when it is too late for it.
     *
     * @throws StoreException with {@link StoreProblem#STORE_TIMEOUT} when it has passed
     */
    public void check() {
        if (passed()) {
            throw new StoreException(StoreProblem.STORE_TIMEOUT);
        }
    }

    @Override
    public String toString() {
        return "Deadline[in " + remaining().toMillis() + " ms]";
    }
}
