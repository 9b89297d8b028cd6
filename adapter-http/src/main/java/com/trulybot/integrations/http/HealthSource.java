package com.trulybot.integrations.http;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the server itself is. Both methods must answer within a second or two, whatever hangs behind them. */
public interface HealthSource {
    /** What must be well before requests may come: the database and its migrations. Asked often. */
    List<Part> readiness();

    /** Everything worth knowing, for the management port. */
    List<Part> details();

    /** How one part is; {@link #code()} is the word in the answer. */
    enum State {
        OK,
        /** Works, but not as it should. */
        DEGRADED,
        DOWN;

        String code() {
            return switch (this) {
                case OK -> "ok";
                case DEGRADED -> "degraded";
                case DOWN -> "down";
            };
        }
    }

    /**
     * One part.
     *
     * @param name such as {@code database}
     * @param detail one sentence without anything secret; null when there is nothing to add
     */
    record Part(String name, State state, @Nullable String detail) {
        public Part {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(state, "state");
        }
    }
}
