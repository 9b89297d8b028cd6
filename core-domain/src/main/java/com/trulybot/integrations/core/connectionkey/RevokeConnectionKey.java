package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import java.time.InstantSource;
import java.util.Map;

/** Ends a connection key: from then on it proves nothing. Stores that it connected stay connected. */
public final class RevokeConnectionKey {
    private final ConnectionKeys keys;
    private final InstantSource clock;

    public RevokeConnectionKey(ConnectionKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** False when the workspace has no such key. */
    public boolean revoke(Merchant merchant, Origin origin, ConnectionKeyId id) {
        return keys.revoke(
                merchant.workspace(),
                id,
                Activity.of(
                        merchant,
                        ActivityType.CONNECTION_KEY_REVOKED,
                        "A connection key was revoked.",
                        origin.with(Map.of("connectionKeyId", id.toString())),
                        clock.instant()));
    }
}
