package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.integration.IntegrationId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation has come to so far.
 *
 * @param tokenDigest lower-case hex SHA-256 of its token
 * @param integration the store it is about
 * @param orderNumber what the shopper gave, as {@link com.trulybot.integrations.core.order.OrderReference#text()}; null
 *     until then
 * @param email what the shopper gave; null until then
 * @param refusals tries that did not fit since the last one that did
 */
public record Conversation(
        ConversationId id,
        String tokenDigest,
        IntegrationId integration,
        ConversationState state,
        @Nullable String orderNumber,
        @Nullable String email,
        int refusals,
        Instant createdAt,
        Instant updatedAt) {
    public Conversation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(tokenDigest, "tokenDigest");
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    Conversation with(
            ConversationState next, @Nullable String number, @Nullable String address, int refused, Instant now) {
        return new Conversation(id, tokenDigest, integration, next, number, address, refused, createdAt, now);
    }

    @Override
    public String toString() {
        return "Conversation[" + id + ", " + state + "]";
    }
}
