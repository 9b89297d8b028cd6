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
 * @param failures how many times in a row the problem was noted; 0 while all is well
 */
public record Health(
        State state,
        @Nullable StoreProblem problem,
        Instant since,
        @Nullable Instant checkedAt,
        @Nullable Duration answerTime,
        int failures) {
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
        return new Health(State.OK, null, now, now, answerTime, 0);
    }

    public static Health unknown(Instant since) {
        return new Health(State.UNKNOWN, null, since, null, null, 0);
    }

    /** After an answer. */
    Health answered(Instant now, Duration time) {
        return new Health(State.OK, null, state == State.OK ? since : now, now, time, 0);
    }

    /** After a problem. */
    Health failed(Instant now, StoreProblem cause) {
        State next = cause.passes() ? State.DEGRADED : State.FAILING;
        boolean same = state == next && problem == cause;
        return new Health(next, cause, same ? since : now, now, answerTime, same ? failures + 1 : 1);
    }
}
