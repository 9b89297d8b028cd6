package com.trulybot.integrations.persistence;

import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Reads which rule of the database a statement broke. */
final class Violation {
    private Violation() {}

    /** The name of the unique or foreign-key constraint that was violated; empty when it was something else. */
    static Optional<String> constraint(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException postgres) {
                ServerErrorMessage message = postgres.getServerErrorMessage();
                boolean violation = PSQLState.UNIQUE_VIOLATION.getState().equals(postgres.getSQLState())
                        || PSQLState.FOREIGN_KEY_VIOLATION.getState().equals(postgres.getSQLState());
                return violation && message != null ? Optional.ofNullable(message.getConstraint()) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
