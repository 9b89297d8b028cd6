package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whether the merchant can be sent anywhere. */
public sealed interface AuthorizationStart {
    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(Function<Page, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured);

    /**
     * A page of the platform's where the merchant decides.
     *
     * @param store whose page it is
     */
    record Page(URI address, StoreUrl store) implements AuthorizationStart {
        public Page {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(store, "store");
        }

        @Override
        public <R> R match(Function<Page, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured) {
            return page.apply(this);
        }

        /** Names the store only: the address holds the state. */
        @Override
        public String toString() {
            return "Page[" + store + "]";
        }
    }

    /**
     * The request can't be right.
     *
     * @param problems at least one, by the API's member name
     */
    record Invalid(List<FieldProblem> problems) implements AuthorizationStart {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems must not be empty");
            }
        }

        @Override
        public <R> R match(Function<Page, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured) {
            return invalid.apply(this);
        }
    }

    /** It needs an app of ours at the platform, and this server has no credentials of one. */
    record NotConfigured() implements AuthorizationStart {
        @Override
        public <R> R match(Function<Page, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured) {
            return notConfigured.get();
        }
    }
}
