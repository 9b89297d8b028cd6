package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Ends a connection: the credentials are erased at once; deleting takes all else with it. */
public final class DisconnectStore {
    private final Integrations integrations;
    private final StoreSetup setup;
    private final InstantSource clock;

    public DisconnectStore(Integrations integrations, StoreSetup setup, InstantSource clock) {
        this.integrations = integrations;
        this.setup = setup;
        this.clock = clock;
    }

    /**
     * Erases the credentials and marks the connection as ended, and then removes from the store what is ours there, as
     * far as it answers. Repeatable: what is ended stays as it is.
     *
     * @return the ended integration; empty when the workspace has none of that id on that platform
     */
    public Optional<Integration> disconnect(
            Merchant merchant, Origin origin, PlatformId platform, IntegrationId id, Deadline deadline) {
        while (true) {
            Optional<Integration> found = integrations
                    .find(merchant.workspace(), id)
                    .filter(integration -> integration.platform().equals(platform));
            if (found.isEmpty() || !found.get().connected()) {
                return found;
            }
            Integration before = found.get();
            Instant now = clock.instant();
            Integration ended = before.disconnected(now);
            Activity activity = before.activity(
                    merchant, ActivityType.STORE_DISCONNECTED, " was disconnected.", origin.with(Map.of()), now);
            if (integrations.end(before, ended, activity)) {
                // Only now: whatever the store says, and however slowly, the credentials are no longer kept.
                setup.takeDown(before, deadline);
                return Optional.of(ended);
            }
            // It was ended or connected anew in the meantime, so look again.
        }
    }

    /** Deletes the integration and everything stored about its shoppers; false when the workspace has none of that id. */
    public boolean delete(Merchant merchant, Origin origin, IntegrationId id, Deadline deadline) {
        Optional<Integration> found = integrations.find(merchant.workspace(), id);
        boolean deleted = found.isPresent()
                && integrations.delete(
                        merchant.workspace(),
                        id,
                        found.get()
                                .activity(
                                        merchant,
                                        ActivityType.STORE_DELETED,
                                        " was deleted.",
                                        origin.with(Map.of()),
                                        clock.instant()));
        if (deleted && found.get().connected()) {
            setup.takeDown(found.get(), deadline);
        }
        return deleted;
    }
}
