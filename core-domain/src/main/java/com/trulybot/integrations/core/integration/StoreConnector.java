package com.trulybot.integrations.core.integration;

import java.util.Set;

/** Talks to stores that are to be connected. */
public interface StoreConnector {
    /** The platforms there are. */
    Set<PlatformId> platforms();

    /**
     * Asks the live store whether the proposal holds. A store's fault is an outcome here, not an exception.
     *
     * @throws IllegalArgumentException when there is no such platform
     */
    ConnectionCheck check(StoreProposal proposal, Deadline deadline);
}
