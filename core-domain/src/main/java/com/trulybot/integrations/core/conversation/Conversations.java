package com.trulybot.integrations.core.conversation;

import java.util.Optional;

/** The conversations of the last days. What a shopper said in them is kept encrypted. */
public interface Conversations {
    Optional<Conversation> find(ConversationId id);

    /** Adds it, or replaces the one of that id. */
    void save(Conversation conversation);
}
