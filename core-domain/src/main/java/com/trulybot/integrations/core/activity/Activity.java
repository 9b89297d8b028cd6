package com.trulybot.integrations.core.activity;

import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * One thing that happened, told to the merchant.
 *
 * @param merchant whose account and workspace it happened in
 * @param type the stable word of {@link ActivityType#code()}; open, so that rows of a newer version can still be read
 * @param description one sentence for a person; never holds a secret or a shopper's data
 * @param metadata details for programs, such as {@code platform} or {@code code}
 */
public record Activity(
        UUID id, Merchant merchant, String type, String description, Map<String, String> metadata, Instant createdAt) {
    public Activity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(merchant, "merchant");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        metadata = Map.copyOf(metadata);
        Objects.requireNonNull(createdAt, "createdAt");
    }

    public static Activity of(
            Merchant merchant, ActivityType type, String description, Map<String, String> metadata, Instant createdAt) {
        return new Activity(UUID.randomUUID(), merchant, type.code(), description, metadata, createdAt);
    }
}
