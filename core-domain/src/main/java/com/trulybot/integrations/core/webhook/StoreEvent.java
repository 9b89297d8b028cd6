package com.trulybot.integrations.core.webhook;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store's platform told us, once it is proven that it was the platform.
 *
 * @param topic what happened in the platform's own words, such as {@code orders/updated}
 * @param deliveryKey the same for the same delivery sent again, and for no other of this platform; at most 200 characters
 * @param shopDomain the platform's own name for the shop; null where the address that was called tells the store
 * @param orderId the platform's plain id of the order concerned; null when it concerns none
 * @param at when it happened by the platform's clock; null when not said
 * @param shopper whom it concerns, where it is about stored data; null otherwise
 */
public record StoreEvent(
        Kind kind,
        String topic,
        String deliveryKey,
        @Nullable String shopDomain,
        @Nullable String orderId,
        @Nullable Instant at,
        @Nullable Shopper shopper) {
    /** What it means to us. */
    public enum Kind {
        /** An order was made, changed, sent or paid. */
        ORDER_CHANGED,
        /** An order is there no longer. */
        ORDER_DELETED,
        /** The merchant took our access away. */
        UNINSTALLED,
        /** Our access has become wider or narrower. */
        PERMISSIONS_CHANGED,
        /** A shopper wants to know what is stored about them. */
        CUSTOMER_DATA_REQUESTED,
        /** What is stored about a shopper must go. */
        CUSTOMER_REDACTED,
        /** What is stored about a whole shop must go. */
        SHOP_REDACTED,
        /** Genuine, and nothing that we act on. */
        OTHER;

        /** Whether it must be done also for shops that were disconnected. */
        boolean outlivesConnection() {
            return this == UNINSTALLED
                    || this == CUSTOMER_DATA_REQUESTED
                    || this == CUSTOMER_REDACTED
                    || this == SHOP_REDACTED;
        }
    }

    private static final int LONGEST_KEY = 200;

    /** One that is about no shopper's stored data. */
    public StoreEvent(
            Kind kind,
            String topic,
            String deliveryKey,
            @Nullable String shopDomain,
            @Nullable String orderId,
            @Nullable Instant at) {
        this(kind, topic, deliveryKey, shopDomain, orderId, at, null);
    }

    public StoreEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(topic, "topic");
        if (deliveryKey.isBlank() || deliveryKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("deliveryKey must have 1 to " + LONGEST_KEY + " characters");
        }
    }
}
