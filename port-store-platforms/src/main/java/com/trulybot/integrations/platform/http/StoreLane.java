package com.trulybot.integrations.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What one store may take of us: so many requests at once, and none while it keeps failing. */
final class StoreLane {
    private static final Duration OPEN = Duration.ofSeconds(10);

    /** A question of a shopper's can be several requests of three tries each: one bad minute must not shut a store. */
    static final int TRIES_BEFORE_OPEN = 30;

    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(60)
            .minimumNumberOfCalls(TRIES_BEFORE_OPEN)
            .failureRateThreshold(50)
            .waitDurationInOpenState(OPEN)
            .permittedNumberOfCallsInHalfOpenState(3)
            .writableStackTraceEnabled(false)
            .build();

    private final CircuitBreaker breaker;
    private final Semaphore slots;
    private final SharedRoom room;
    private final SharedRoom.Share share = new SharedRoom.Share();
    private volatile long openUntilNanos = System.nanoTime();

    private StoreLane(String store, int requests, SharedRoom room) {
        this.breaker = CircuitBreaker.of(store, BREAKER);
        this.slots = new Semaphore(requests, true);
        this.room = room;
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntilNanos = System.nanoTime() + OPEN.toNanos();
            }
        });
    }

    /**
     * The lanes in use. A million stores are no leak: of those that nobody asks anything just now, 10,000 are kept, for
     * half an hour. A lane that is in use stays the store's lane even when it is not among these, or a store that hangs
     * could be given one set of slots after the other.
     */
    static final class Registry {
        static final int KEPT = 10_000;
        static final Duration KEPT_FOR = Duration.ofMinutes(30);

        /** Those somebody holds: as many as there are requests, and those above. */
        private final Cache<String, StoreLane> alive =
                Caffeine.newBuilder().weakValues().build();

        private final Cache<String, StoreLane> kept;
        private final int requestsPerStore;
        private final SharedRoom room;

        Registry(int requestsPerStore, int requestsOverall) {
            this(requestsPerStore, requestsOverall, Ticker.systemTicker());
        }

        Registry(int requestsPerStore, int requestsOverall, Ticker ticker) {
            this.requestsPerStore = requestsPerStore;
            this.room = new SharedRoom(requestsOverall, requestsPerStore);
            // With the scheduler they go when their time is up, and not when the next request happens to come.
            this.kept = Caffeine.newBuilder()
                    .maximumSize(KEPT)
                    .expireAfterAccess(KEPT_FOR)
                    .scheduler(Scheduler.systemScheduler())
                    .ticker(ticker)
                    .build();
        }

        StoreLane of(String store) {
            return kept.get(store, key -> alive.get(key, name -> new StoreLane(name, requestsPerStore, room)));
        }

        SharedRoom room() {
            return room;
        }

        /** How many lanes there are. */
        long size() {
            kept.cleanUp();
            alive.cleanUp();
            return alive.estimatedSize();
        }
    }

    /** Whether a request would be let through now. */
    boolean open() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    /**
     * Sends one request when there is room and the store has not been failing.
     *
     * @throws StoreException with {@code STORE_UNAVAILABLE} while the circuit is open, {@code STORE_TIMEOUT} when there
     *     was no room by the deadline
     */
    Exchange run(Deadline deadline, Supplier<Exchange> send) {
        deadline.check();
        // Nobody waits for room only to hear that the store is down.
        if (!open() && !reopening().isZero()) {
            throw unavailable();
        }
        try {
            if (!slots.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreException(StoreProblem.STORE_TIMEOUT);
            }
            try {
                if (!room.enter(share, deadline)) {
                    throw new StoreException(StoreProblem.STORE_TIMEOUT);
                }
                try {
                    return counted(send);
                } finally {
                    room.leave(share);
                }
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreProblem.STORE_TIMEOUT);
        }
    }

    private Duration reopening() {
        return Duration.ofNanos(Math.max(0, openUntilNanos - System.nanoTime()));
    }

    private StoreException unavailable() {
        return new StoreException(StoreProblem.STORE_UNAVAILABLE, reopening(), null, null);
    }

    private Exchange counted(Supplier<Exchange> send) {
        if (!breaker.tryAcquirePermission()) {
            throw unavailable();
        }
        long begun = System.nanoTime();
        Exchange.Mark mark = Exchange.Mark.NEITHER;
        try {
            Exchange exchange = send.get();
            mark = exchange.mark();
            return exchange;
        } finally {
            long nanos = System.nanoTime() - begun;
            switch (mark) {
                case WELL -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                case FAILED -> breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException("the store failed"));
                case NEITHER -> breaker.releasePermission();
            }
        }
    }
}
