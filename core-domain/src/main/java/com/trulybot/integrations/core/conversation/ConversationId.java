package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.workspace.CanonicalUuid;
import java.util.Objects;
import java.util.UUID;

/** One shopper's conversation. Knowing it proves nothing; the conversation's token does. */
public record ConversationId(UUID value) {
    public ConversationId {
        Objects.requireNonNull(value, "value");
    }

    /** Reads the canonical text form; anything else is an {@link IllegalArgumentException}. */
    public static ConversationId parse(String text) {
        return new ConversationId(CanonicalUuid.parse(text, "conversation id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
