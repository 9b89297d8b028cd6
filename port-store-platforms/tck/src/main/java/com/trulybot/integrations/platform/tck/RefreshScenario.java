package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials;

/** What a scenario adds when the platform has a {@link com.trulybot.integrations.platform.CredentialRefresh}. */
public interface RefreshScenario {
    /**
     * Credentials of {@link StoreScenario#goodProposal()}'s store, as they would be kept: their access token has ended,
     * and the store gives a new one for them. Others at each call.
     */
    Credentials ended();

    /** From now on the platform gives nothing for any credentials, as after the merchant has taken the access away. */
    void revoke();
}
