package com.trulybot.integrations.core.activity;

import java.util.Locale;

/** What kind of thing happened; {@link #code()} is the stable word in the API and the database. */
public enum ActivityType {
    STORE_CONNECTED,
    STORE_UPDATED,
    STORE_CONNECT_REFUSED,
    STORE_DISCONNECTED,
    STORE_DELETED,
    STORE_UNINSTALLED,
    STORE_MOVED,
    STORE_NEEDS_ATTENTION,
    STORE_RECOVERED,
    CONNECTION_KEY_CREATED,
    CONNECTION_KEY_REVOKED,
    WIDGET_SETTINGS_CHANGED,
    CUSTOMER_DATA_REQUESTED,
    CUSTOMER_REDACTED,
    SHOP_REDACTED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
