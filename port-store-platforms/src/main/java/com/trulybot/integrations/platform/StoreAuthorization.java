package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Optional: the merchant grants us access on a page of the platform's own, and no secret is pasted. WooCommerce's key
 * hand-over and OAuth's authorization code (RFC 6749, section 4.1) are such ways.
 *
 * <p>The host makes the state, keeps with it which account and store it is for, binds it to the merchant's browser, and
 * takes it back once. The adapter knows where to send the browser and what the answer means.
 */
public interface StoreAuthorization {
    /** Where to send the merchant. Asks no store. */
    Start start(Request request, PlatformContext context);

    /**
     * Reads what came to the callback, and proves it where the platform signs it.
     *
     * @return empty when anything about it is wrong: which, nobody is told
     */
    Optional<Grant> read(Callback callback, PlatformContext context);

    /**
     * What is asked for.
     *
     * @param address the store as typed
     * @param state unguessable and good once; it comes back in the {@link Grant}
     * @param callback where the platform brings its answer
     * @param back where the platform sends the browser afterwards, where it does so apart from the callback
     */
    record Request(String address, String state, URI callback, URI back) {
        public Request {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(callback, "callback");
            Objects.requireNonNull(back, "back");
        }

        /** Names the store only: whoever has the state could answer in the merchant's name. */
        @Override
        public String toString() {
            return "Request[" + address + "]";
        }
    }

    /**
     * What came to the callback's address, as it came.
     *
     * @param query without {@code ?}, not decoded; empty when there was none
     * @param body read as UTF-8; empty when there was none
     */
    record Callback(String query, String body) {
        public Callback {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(body, "body");
        }

        /** Says nothing: both hold secrets. */
        @Override
        public String toString() {
            return "Callback[]";
        }
    }

    /** Access that a merchant granted, not taken yet: the host looks at its state first. */
    interface Grant {
        /** As the host gave it. */
        String state();

        /** The store that the platform vouches for; empty where only the state tells. */
        Optional<StoreUrl> store();

        /**
         * Takes the access, once, and asks the live store as {@link StorePlatform#check} does.
         *
         * @param address the store that the state was made for
         * @throws StoreException for a store's fault, as in {@link StorePlatform#check}
         */
        ConnectionCheck redeem(String address, Deadline deadline);
    }

    /** Whether the merchant can be sent anywhere. */
    sealed interface Start {
        /** One function per outcome, so that a new outcome breaks every caller at compile time. */
        <R> R match(Function<Page, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured);
    }

    /**
     * A page of the platform's where the merchant decides.
     *
     * @param store whose page it is
     */
    record Page(URI address, StoreUrl store) implements Start {
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
    record Invalid(List<FieldProblem> problems) implements Start {
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
    record NotConfigured() implements Start {
        @Override
        public <R> R match(Function<Page, R> page, Function<Invalid, R> invalid, Supplier<R> notConfigured) {
            return notConfigured.get();
        }
    }
}
