package com.trulybot.integrations.core.integration;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of connecting a store. */
public sealed interface Connection {
    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(
            Function<Connected, R> connected,
            Function<ConnectionCheck.Invalid, R> invalid,
            Function<ConnectionCheck.Refused, R> refused,
            Supplier<R> notConfigured,
            Supplier<R> taken);

    /**
     * It is connected.
     *
     * @param created false when the workspace had that store already and it was brought up to date
     */
    record Connected(Integration integration, boolean created) implements Connection {
        public Connected {
            Objects.requireNonNull(integration, "integration");
        }

        @Override
        public <R> R match(
                Function<Connected, R> connected,
                Function<ConnectionCheck.Invalid, R> invalid,
                Function<ConnectionCheck.Refused, R> refused,
                Supplier<R> notConfigured,
                Supplier<R> taken) {
            return connected.apply(this);
        }
    }

    /** It is not, and nothing was stored: the check says why. */
    record NotConnected(ConnectionCheck check) implements Connection {
        public NotConnected {
            if (check instanceof ConnectionCheck.Confirmed) {
                throw new IllegalArgumentException("check must not be a confirmed one");
            }
        }

        @Override
        public <R> R match(
                Function<Connected, R> connected,
                Function<ConnectionCheck.Invalid, R> invalid,
                Function<ConnectionCheck.Refused, R> refused,
                Supplier<R> notConfigured,
                Supplier<R> taken) {
            return check.match(
                    confirmed -> {
                        throw new IllegalStateException("checked in the constructor");
                    },
                    invalid,
                    refused,
                    none -> notConfigured.get());
        }
    }

    /** Another account has this shop, and the platform's shops belong to one at a time. */
    record Taken() implements Connection {
        @Override
        public <R> R match(
                Function<Connected, R> connected,
                Function<ConnectionCheck.Invalid, R> invalid,
                Function<ConnectionCheck.Refused, R> refused,
                Supplier<R> notConfigured,
                Supplier<R> taken) {
            return taken.get();
        }
    }
}
