package com.trulybot.integrations.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
    private volatile long openUntilNanos = System.nanoTime();

    private StoreLane(String store, int requests) {
        this.breaker = CircuitBreaker.of(store, BREAKER);
        this.slots = new Semaphore(requests, true);
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntilNanos = System.nanoTime() + OPEN.toNanos();
            }
        });
    }

    /** The lanes in use. A million stores are no leak: a store that nobody asks for is forgotten. */
    static final class Registry {
        private final Cache<String, StoreLane> lanes = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(Duration.ofMinutes(30))
                .build();
        private final int requestsPerStore;

        Registry(int requestsPerStore) {
            this.requestsPerStore = requestsPerStore;
        }

        StoreLane of(String store) {
            return lanes.get(store, key -> new StoreLane(key, requestsPerStore));
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
        if (!enter(deadline)) {
            throw new StoreException(StoreProblem.STORE_TIMEOUT);
        }
        try {
            return counted(send);
        } finally {
            slots.release();
        }
    }

    private boolean enter(Deadline deadline) {
        try {
            return slots.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Exchange counted(Supplier<Exchange> send) {
        if (!breaker.tryAcquirePermission()) {
            Duration wait = Duration.ofNanos(Math.max(0, openUntilNanos - System.nanoTime()));
            throw new StoreException(StoreProblem.STORE_UNAVAILABLE, wait, null, null);
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
