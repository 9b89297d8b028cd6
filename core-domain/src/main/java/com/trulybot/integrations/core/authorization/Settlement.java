package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.Connection;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of a platform's answer. */
public sealed interface Settlement {
    Settlement UNPROVEN = new Unproven();
    Settlement STATE_INVALID = new StateInvalid();
    Settlement GRANT_REFUSED = new GrantRefused();

    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(
            Function<Settled, R> settled,
            Function<Installed, R> installed,
            Supplier<R> unproven,
            Supplier<R> stateInvalid,
            Supplier<R> grantRefused);

    /** It was for an account; whether the store is connected to it now, the connection says. */
    record Settled(Connection connection) implements Settlement {
        @Override
        public <R> R match(
                Function<Settled, R> settled,
                Function<Installed, R> installed,
                Supplier<R> unproven,
                Supplier<R> stateInvalid,
                Supplier<R> grantRefused) {
            return settled.apply(this);
        }
    }

    /** The merchant came from the platform: the shop has our app now, and the account is proven on the embedded page. */
    record Installed(StoreUrl store) implements Settlement {
        @Override
        public <R> R match(
                Function<Settled, R> settled,
                Function<Installed, R> installed,
                Supplier<R> unproven,
                Supplier<R> stateInvalid,
                Supplier<R> grantRefused) {
            return installed.apply(this);
        }
    }

    /** Not the platform's answer, or altered on the way. Nobody is told which. */
    record Unproven() implements Settlement {
        @Override
        public <R> R match(
                Function<Settled, R> settled,
                Function<Installed, R> installed,
                Supplier<R> unproven,
                Supplier<R> stateInvalid,
                Supplier<R> grantRefused) {
            return unproven.get();
        }
    }

    /** The state is none of ours, was used before, is too old, belongs to another browser or another store. */
    record StateInvalid() implements Settlement {
        @Override
        public <R> R match(
                Function<Settled, R> settled,
                Function<Installed, R> installed,
                Supplier<R> unproven,
                Supplier<R> stateInvalid,
                Supplier<R> grantRefused) {
            return stateInvalid.get();
        }
    }

    /** The platform no longer honours the grant. Nothing was stored; starting again mends it. */
    record GrantRefused() implements Settlement {
        @Override
        public <R> R match(
                Function<Settled, R> settled,
                Function<Installed, R> installed,
                Supplier<R> unproven,
                Supplier<R> stateInvalid,
                Supplier<R> grantRefused) {
            return grantRefused.get();
        }
    }
}
