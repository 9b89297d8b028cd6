package com.trulybot.integrations.core.activity;

import java.util.Locale;

/** What kind of thing happened; {@link #code()} is the stable word in the API and the database. */
public enum ActivityType {
    STORE_CONNECTED,
    STORE_UPDATED,
    STORE_CONNECT_REFUSED,
    STORE_DISCONNECTED,
    STORE_DELETED,
    STORE_NEEDS_ATTENTION,
    STORE_RECOVERED,
    WIDGET_SETTINGS_CHANGED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
