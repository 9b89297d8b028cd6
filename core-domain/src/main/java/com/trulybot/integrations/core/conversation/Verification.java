package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import java.util.Objects;
import java.util.function.Function;

/** Whether an order is the shopper's. */
sealed interface Verification {
    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(Function<Order, R> verified, Function<Refused, R> refused, Function<StoreProblem, R> unanswered);

    /** Number and proof fit. */
    record Verified(Order order) implements Verification {
        public Verified {
            Objects.requireNonNull(order, "order");
        }

        @Override
        public <R> R match(
                Function<Order, R> verified, Function<Refused, R> refused, Function<StoreProblem, R> unanswered) {
            return verified.apply(order);
        }
    }

    /**
     * They don't, or there is no such order, or it can't be seen: never says which.
     *
     * @param exhausted whether there were too many tries: then whatever is proven doesn't count for a while
     */
    record Refused(boolean exhausted) implements Verification {
        @Override
        public <R> R match(
                Function<Order, R> verified, Function<Refused, R> refused, Function<StoreProblem, R> unanswered) {
            return refused.apply(this);
        }
    }

    /** The store did not say. */
    record Unanswered(StoreProblem problem) implements Verification {
        public Unanswered {
            Objects.requireNonNull(problem, "problem");
        }

        @Override
        public <R> R match(
                Function<Order, R> verified, Function<Refused, R> refused, Function<StoreProblem, R> unanswered) {
            return unanswered.apply(problem);
        }
    }
}
