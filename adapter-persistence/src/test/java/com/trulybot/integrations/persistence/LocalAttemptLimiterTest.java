package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.conversation.AttemptLimiter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalAttemptLimiterTest implements AttemptLimiterContract {
    /** The JVM's clock may be below zero. */
    private final AtomicLong nanos = new AtomicLong(-Duration.ofMinutes(90).toNanos());

    private final LocalAttemptLimiter limiter = new LocalAttemptLimiter(nanos::get);

    @Override
    public AttemptLimiter limiter() {
        return limiter;
    }

    @Override
    public void pass(String scope, Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void theClockOfTheMachineIsUsedUnlessAnotherIsGiven() {
        AttemptLimiter real = new LocalAttemptLimiter();
        assertThat(real.take("a")).isEqualTo(1);
        assertThat(real.take("a")).isEqualTo(2);
    }
}
