package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Makes a connection key; its text is shown this once. */
public final class CreateConnectionKey {
    private final ConnectionKeys keys;
    private final InstantSource clock;

    public CreateConnectionKey(ConnectionKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The new key, and its text. */
    public record Created(ConnectionKey key, KeyText text) {}

    /**
     * Makes one.
     *
     * @param name what the owner calls it
     */
    public Created create(Merchant merchant, Origin origin, String name) {
        Instant now = clock.instant();
        KeyText text = KeyText.random();
        ConnectionKey key =
                new ConnectionKey(text.id(), merchant, name, text.secret().hint(), now, null);
        keys.add(
                key,
                text.secret(),
                Activity.of(
                        merchant,
                        ActivityType.CONNECTION_KEY_CREATED,
                        "A connection key was made.",
                        origin.with(Map.of("connectionKeyId", key.id().toString())),
                        now));
        return new Created(key, text);
    }
}
