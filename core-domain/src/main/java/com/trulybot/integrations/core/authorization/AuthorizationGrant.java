package com.trulybot.integrations.core.authorization;

/** Access that a merchant granted on the platform's page. */
public interface AuthorizationGrant extends AccessGrant {
    /** As the host gave it; empty where the merchant came from the platform and we gave none. */
    String state();

    /**
     * Whether the merchant's own browser brought it, which must then be the browser that was sent out. False where the
     * store's server brings it.
     */
    boolean throughBrowser();
}
