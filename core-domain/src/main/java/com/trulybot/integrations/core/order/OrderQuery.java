package com.trulybot.integrations.core.order;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which order is wanted. Platforms ignore filters they don't know and answer everything, so what they answer is never
 * trusted: {@link #accepts(Order)} and {@link #pick(Collection)} decide, in the adapter and once more behind it.
 *
 * @param reference the number; null when asked by id
 * @param id the platform's own id; null when asked by number
 * @param email only an order of this address is wanted; null for anyone's
 */
public record OrderQuery(
        @Nullable OrderReference reference,
        @Nullable String id,
        @Nullable String email) {
    public OrderQuery {
        if ((reference == null) == (id == null)) {
            throw new IllegalArgumentException("either reference or id must be given");
        }
    }

    public static OrderQuery byNumber(OrderReference reference) {
        return new OrderQuery(reference, null, null);
    }

    public static OrderQuery byNumber(OrderReference reference, String email) {
        return new OrderQuery(reference, null, email);
    }

    public static OrderQuery byId(String id) {
        return new OrderQuery(null, id, null);
    }

    /** The same, of this address only. */
    public OrderQuery of(String owner) {
        return new OrderQuery(reference, id, owner);
    }

    /** Whether this order may be the one. */
    public boolean accepts(Order order) {
        boolean named = reference != null
                ? reference.matches(order.number())
                : order.id().equals(id);
        return named && (email == null || order.customer().hasEmail(email));
    }

    /** The one that is meant: the exact number before one with prefix or suffix, the newest before older ones. */
    public Optional<Order> pick(Collection<Order> candidates) {
        return candidates.stream()
                .filter(this::accepts)
                .max(Comparator.comparing(this::exact)
                        .thenComparing(order -> order.createdAt() == null ? Instant.MIN : order.createdAt()));
    }

    private boolean exact(Order order) {
        return reference == null || reference.matchesExactly(order.number());
    }

    @Override
    public String toString() {
        return "OrderQuery[" + (reference != null ? reference : "id " + id) + "]";
    }
}
