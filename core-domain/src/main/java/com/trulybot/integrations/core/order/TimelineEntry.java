package com.trulybot.integrations.core.order;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * One thing that happened to an order.
 *
 * @param label one short sentence for the shopper
 */
public record TimelineEntry(Instant at, Kind kind, String label) {
    /** {@link #code()} is the stable word in the API. */
    public enum Kind {
        CREATED,
        PAID,
        SHIPPED,
        DELIVERED,
        COMPLETED,
        REFUNDED,
        CANCELLED,
        /** Something the merchant wrote to the shopper, never what they noted for themselves. */
        NOTE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TimelineEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(label, "label");
    }
}
