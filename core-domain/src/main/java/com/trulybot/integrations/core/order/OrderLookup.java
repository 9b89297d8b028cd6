package com.trulybot.integrations.core.order;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of looking for an order. */
public sealed interface OrderLookup {
    OrderLookup NOT_FOUND = new NotFound();
    OrderLookup OUT_OF_REACH = new OutOfReach();

    static OrderLookup of(Optional<Order> order) {
        return order.<OrderLookup>map(Found::new).orElse(NOT_FOUND);
    }

    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(Function<Order, R> found, Supplier<R> notFound, Supplier<R> outOfReach);

    /** The order itself. */
    record Found(Order order) implements OrderLookup {
        public Found {
            Objects.requireNonNull(order, "order");
        }

        @Override
        public <R> R match(Function<Order, R> found, Supplier<R> notFound, Supplier<R> outOfReach) {
            return found.apply(order);
        }
    }

    /** The store has no such order, or it is someone else's. */
    record NotFound() implements OrderLookup {
        @Override
        public <R> R match(Function<Order, R> found, Supplier<R> notFound, Supplier<R> outOfReach) {
            return notFound.get();
        }
    }

    /** Older than what the platform lets us see: for the merchant's ears only. */
    record OutOfReach() implements OrderLookup {
        @Override
        public <R> R match(Function<Order, R> found, Supplier<R> notFound, Supplier<R> outOfReach) {
            return outOfReach.get();
        }
    }
}
