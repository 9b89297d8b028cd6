package com.trulybot.integrations.core.integration;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of checking a proposed store against the live one. */
public sealed interface ConnectionCheck {
    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(
            Function<Confirmed, R> confirmed,
            Function<Invalid, R> invalid,
            Function<Refused, R> refused,
            Function<NotConfigured, R> notConfigured);

    /**
     * The store answered and the credentials read its orders.
     *
     * @param credentials what to keep: the given ones, or what the platform gave for them
     */
    record Confirmed(StoreProfile profile, Credentials credentials) implements ConnectionCheck {
        public Confirmed {
            Objects.requireNonNull(profile, "profile");
            Objects.requireNonNull(credentials, "credentials");
        }

        @Override
        public <R> R match(
                Function<Confirmed, R> confirmed,
                Function<Invalid, R> invalid,
                Function<Refused, R> refused,
                Function<NotConfigured, R> notConfigured) {
            return confirmed.apply(this);
        }
    }

    /**
     * The proposal can't be right, whatever the store says: no store was asked.
     *
     * @param problems at least one, by the API's member name
     */
    record Invalid(List<FieldProblem> problems) implements ConnectionCheck {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems must not be empty");
            }
        }

        public static Invalid of(String field, String message) {
            return new Invalid(List.of(new FieldProblem(field, message)));
        }

        @Override
        public <R> R match(
                Function<Confirmed, R> confirmed,
                Function<Invalid, R> invalid,
                Function<Refused, R> refused,
                Function<NotConfigured, R> notConfigured) {
            return invalid.apply(this);
        }
    }

    /**
     * The store, or the way to it, says no.
     *
     * @param detail a sentence beyond {@link StoreProblem#advice()}; null when there is nothing to add
     */
    record Refused(StoreProblem problem, @Nullable String detail) implements ConnectionCheck {
        public Refused {
            Objects.requireNonNull(problem, "problem");
        }

        @Override
        public <R> R match(
                Function<Confirmed, R> confirmed,
                Function<Invalid, R> invalid,
                Function<Refused, R> refused,
                Function<NotConfigured, R> notConfigured) {
            return refused.apply(this);
        }
    }

    /** The proposal needs an app of ours at the platform, and this server has no credentials of one. */
    record NotConfigured() implements ConnectionCheck {
        @Override
        public <R> R match(
                Function<Confirmed, R> confirmed,
                Function<Invalid, R> invalid,
                Function<Refused, R> refused,
                Function<NotConfigured, R> notConfigured) {
            return notConfigured.apply(this);
        }
    }

    /** What is wrong with one member of the proposal, and how to mend it. */
    record FieldProblem(String field, String message) {
        public FieldProblem {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(message, "message");
        }
    }
}
