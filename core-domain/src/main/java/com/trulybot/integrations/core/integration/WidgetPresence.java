package com.trulybot.integrations.core.integration;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the chat widget is on a store's pages.
 *
 * @param settingsPage where in the store's admin the merchant switches it on; null when there is no such page
 */
public record WidgetPresence(State state, @Nullable URI settingsPage) {
    /** {@link #code()} is the stable word in the API. */
    public enum State {
        ON,
        OFF,
        /** The storefront can't be looked at: it asks for a password, say. */
        UNKNOWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public WidgetPresence {
        Objects.requireNonNull(state, "state");
    }
}
