package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Ends a connection: the credentials are erased at once; deleting takes all else with it. */
public final class DisconnectStore {
    private final Integrations integrations;
    private final InstantSource clock;

    public DisconnectStore(Integrations integrations, InstantSource clock) {
        this.integrations = integrations;
        this.clock = clock;
    }

    /**
     * Erases the credentials and marks the connection as ended. Repeatable: what is ended stays as it is.
     *
     * @return the ended integration; empty when the workspace has none of that id on that platform
     */
    public Optional<Integration> disconnect(Merchant merchant, PlatformId platform, IntegrationId id) {
        Optional<Integration> found = integrations
                .find(merchant.workspace(), id)
                .filter(integration -> integration.platform().equals(platform));
        return found.map(integration -> integration.connected() ? end(merchant, integration) : integration);
    }

    private Integration end(Merchant merchant, Integration integration) {
        Instant now = clock.instant();
        Integration ended = integration.disconnected(now);
        integrations.replace(
                ended,
                integration.activity(merchant, ActivityType.STORE_DISCONNECTED, " was disconnected.", Map.of(), now));
        return ended;
    }

    /** Deletes the integration and everything stored about its shoppers; false when the workspace has none of that id. */
    public boolean delete(Merchant merchant, IntegrationId id) {
        return integrations
                .find(merchant.workspace(), id)
                .map(integration -> integrations.delete(
                        merchant.workspace(),
                        id,
                        integration.activity(
                                merchant, ActivityType.STORE_DELETED, " was deleted.", Map.of(), clock.instant())))
                .orElse(false);
    }
}
