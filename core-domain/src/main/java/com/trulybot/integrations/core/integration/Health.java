package com.trulybot.integrations.core.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a store has been answering.
 *
 * @param problem the latest problem; null while all is well
 * @param since when the state began
 * @param checkedAt when the store was last asked; null when it never was
 * @param answerTime how long its last answer took; null when it never answered
 */
public record Health(
        State state,
        @Nullable StoreProblem problem,
        Instant since,
        @Nullable Instant checkedAt,
        @Nullable Duration answerTime) {
    /** {@link #code()} is the stable word in the API. */
    public enum State {
        OK,
        /** A passing problem was seen last. */
        DEGRADED,
        /** Only the merchant can mend it. */
        FAILING,
        /** Not asked yet. */
        UNKNOWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Health {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
    }

    public static Health ok(Instant now, Duration answerTime) {
        return new Health(State.OK, null, now, now, answerTime);
    }

    public static Health unknown(Instant since) {
        return new Health(State.UNKNOWN, null, since, null, null);
    }

    /** After an answer. */
    Health answered(Instant now, Duration time) {
        return new Health(State.OK, null, state == State.OK ? since : now, now, time);
    }

    /** After a problem. */
    Health failed(Instant now, StoreProblem cause) {
        State next = cause.passes() ? State.DEGRADED : State.FAILING;
        return new Health(next, cause, state == next && problem == cause ? since : now, now, answerTime);
    }
}
