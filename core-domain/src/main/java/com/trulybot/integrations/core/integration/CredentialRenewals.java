package com.trulybot.integrations.core.integration;

import java.time.Duration;
import java.util.Optional;

/**
 * Who renews a store's credentials: one at a time, over all nodes. A platform may give a refresh token that is good
 * once, and two who use it together may both be left with nothing.
 */
public interface CredentialRenewals {
    /**
     * Takes the turn to renew these credentials.
     *
     * @param seen the integration as it was read
     * @param atMost after so long someone else may take the turn, because whoever had it must have died
     * @return empty while another has the turn, and when the integration was deleted or disconnected
     */
    Optional<Turn> begin(Integration seen, Duration atMost);

    /** The integration as it is kept now; empty when it was deleted or disconnected. */
    Optional<Integration> current(Integration seen);

    /** The turn of one who renews. It ends by itself when its time is over. */
    interface Turn {
        /** The integration as it was kept when the turn began: another may have renewed it just before. */
        Integration integration();

        /**
         * Keeps the new credentials and ends the turn. Does nothing else when the row's credentials are no longer those
         * of {@link #integration()}: the store was disconnected or connected anew.
         */
        void keep(SealedCredentials after);

        /** Ends the turn with nothing to keep. */
        void end();
    }
}
