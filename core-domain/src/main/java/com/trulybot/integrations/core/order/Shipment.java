package com.trulybot.integrations.core.order;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One parcel.
 *
 * @param carrier as the store names it; null when unknown
 * @param trackingNumber null when unknown
 * @param trackingUrl an http or https address and nothing else, since it becomes a link; null when unknown
 * @param shippedAt null when unknown, as the other times are
 */
public record Shipment(
        @Nullable String carrier,
        @Nullable String trackingNumber,
        @Nullable String trackingUrl,
        Status status,
        @Nullable Instant shippedAt,
        @Nullable Instant estimatedDeliveryAt,
        @Nullable Instant deliveredAt) {
    /** {@link #code()} is the stable word in the API. */
    public enum Status {
        PENDING,
        IN_TRANSIT,
        OUT_FOR_DELIVERY,
        DELIVERED,
        READY_FOR_PICKUP,
        FAILED,
        CANCELLED,
        UNKNOWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Shipment {
        Objects.requireNonNull(status, "status");
        if (trackingUrl != null && !trackingUrl.matches("(?i)https?://[^\\s\"<>]+")) {
            throw new IllegalArgumentException("a tracking address begins with https:// or http://");
        }
    }
}
