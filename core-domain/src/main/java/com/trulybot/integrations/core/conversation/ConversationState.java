package com.trulybot.integrations.core.conversation;

import java.util.Locale;

/** What a conversation waits for; {@link #code()} is the stable word in the API. */
public enum ConversationState {
    /** Nothing is asked. */
    OPEN,
    NEEDS_ORDER_NUMBER,
    NEEDS_VERIFICATION,
    ANSWERED,
    HANDED_OVER,
    STORE_UNAVAILABLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
