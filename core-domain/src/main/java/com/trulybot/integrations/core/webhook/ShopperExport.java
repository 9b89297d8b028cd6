package com.trulybot.integrations.core.webhook;

import com.trulybot.integrations.core.integration.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about a shopper, collected for the merchant to hand on.
 *
 * @param expiresAt it is gone from then on
 */
public record ShopperExport(
        UUID id,
        IntegrationId integration,
        Shopper shopper,
        List<Talk> conversations,
        Instant createdAt,
        Instant expiresAt) {
    public ShopperExport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(shopper, "shopper");
        conversations = List.copyOf(conversations);
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * One conversation in the chat.
     *
     * @param state what it had come to
     * @param orderNumber what the shopper gave; null when none
     * @param email what the shopper gave; null when none
     */
    public record Talk(
            Instant begunAt,
            Instant updatedAt,
            String state,
            @Nullable String orderNumber,
            @Nullable String email) {
        /** Says nothing of who it was. */
        @Override
        public String toString() {
            return "Talk[" + begunAt + "]";
        }
    }
}
