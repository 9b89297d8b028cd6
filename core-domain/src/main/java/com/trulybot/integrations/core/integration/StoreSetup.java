package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;

/** What connected stores have of ours in them, beyond the keys. */
public interface StoreSetup {
    /**
     * Asks the live store whether the kept credentials still open it, as when it was connected. A store's fault is an
     * outcome here, not an exception.
     */
    ConnectionCheck inspect(Integration integration, Deadline deadline);

    /**
     * The same, with all that is wrong thrown.
     *
     * @throws StoreException for a store's fault; kept credentials that can't be right are {@code
     *     STORE_CREDENTIALS_REJECTED}
     * @throws IllegalStateException when a setting of this server is missing, which says nothing of the store
     */
    default Confirmed confirm(Integration integration, Deadline deadline) {
        return inspect(integration, deadline)
                .match(
                        confirmed -> confirmed,
                        invalid -> {
                            throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
                        },
                        refused -> {
                            throw new StoreException(refused.problem(), null, refused.detail(), null);
                        },
                        notConfigured -> {
                            throw new IllegalStateException(
                                    "settings of this server for " + integration.platform() + " are missing");
                        });
    }

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
