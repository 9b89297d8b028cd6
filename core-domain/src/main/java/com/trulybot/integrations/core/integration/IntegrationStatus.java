package com.trulybot.integrations.core.integration;

import java.util.Locale;

/** Where a connection stands; {@link #code()} is the stable word in the API and the database. */
public enum IntegrationStatus {
    /** In use. */
    ACTIVE,
    /** In use, but the store refuses us in a way that only the merchant can mend. */
    NEEDS_ATTENTION,
    /** Ended; the credentials are erased. */
    DISCONNECTED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
