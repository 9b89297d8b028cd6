package com.trulybot.integrations.core.integration;

/** What connected stores have of ours in them, beyond the keys. */
public interface StoreSetup {
    /**
     * Asks the live store whether the kept credentials still open it, as when it was connected. A store's fault is an
     * outcome here, not an exception.
     */
    ConnectionCheck inspect(Integration integration, Deadline deadline);

    /**
     * Sees to it that the store tells us of changes, once each and at the right address, that nothing of an earlier
     * version of ours is left in its pages, and that credentials that end are renewed. Changes nothing when called again.
     * What the credentials are not allowed to do is left out.
     *
     * @throws StoreException for a store's fault
     */
    void setUp(Integration integration, Deadline deadline);

    /**
     * Removes from the store what is ours, as far as it answers.
     *
     * @param before the integration as it was while it had its credentials
     */
    void takeDown(Integration before, Deadline deadline);

    /** Looks at the storefront as a visitor does. */
    WidgetPresence widget(Integration integration, Deadline deadline);

    /** Whether the store is to sign its webhooks with a secret of ours. */
    boolean wantsWebhookSecret(PlatformId platform);
}
