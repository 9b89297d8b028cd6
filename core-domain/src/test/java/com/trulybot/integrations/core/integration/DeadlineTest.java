package com.trulybot.integrations.core.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    @Test
    void anHourAheadHasNotPassed() {
        Deadline deadline = Deadline.in(Duration.ofHours(1));
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
        assertThat(deadline.toString()).matches("Deadline\\[in 3[0-9]{6} ms]");
        assertThatNoException().isThrownBy(deadline::check);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -3_600})
    void oneThatHasPassedLeavesNothingAndEndsTheWork(long seconds) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(seconds));
        assertThat(deadline.passed()).isTrue();
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline).hasToString("Deadline[in 0 ms]");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(deadline::check)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT));
    }

    @Test
    void aTimeIsNeeded() {
        assertThatNullPointerException().isThrownBy(() -> Deadline.in(null)).withMessage("time");
    }
}
