package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.workspace.Merchant;
import java.util.Optional;

/** Asks a connected store now, because its merchant wants to know. */
public final class CheckStore {
    private final Integrations integrations;
    private final StoreSetup setup;
    private final WatchStore watch;

    public CheckStore(Integrations integrations, StoreSetup setup, WatchStore watch) {
        this.integrations = integrations;
        this.setup = setup;
        this.watch = watch;
    }

    /**
     * Asks it, and notes how it answered.
     *
     * @return the integration as it is then; empty when the workspace has none of that id on that platform that is
     *     connected
     * @throws StoreException for what is wrong with the store
     */
    public Optional<Integration> check(Merchant merchant, PlatformId platform, IntegrationId id, Deadline deadline) {
        Optional<Integration> found = integrations
                .find(merchant.workspace(), id)
                .filter(integration -> integration.platform().equals(platform) && integration.connected());
        found.ifPresent(integration -> watch.ask(integration, () -> setup.confirm(integration, deadline)));
        return found.flatMap(integration -> integrations.find(merchant.workspace(), id));
    }
}
