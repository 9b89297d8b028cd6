package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.workspace.CanonicalUuid;
import java.util.Objects;
import java.util.UUID;

/** Names a connection key; not secret. */
public record ConnectionKeyId(UUID value) {
    public ConnectionKeyId {
        Objects.requireNonNull(value, "value");
    }

    public static ConnectionKeyId random() {
        return new ConnectionKeyId(UUID.randomUUID());
    }

    /** Reads the canonical text form; anything else is an {@link IllegalArgumentException}. */
    public static ConnectionKeyId parse(String text) {
        return new ConnectionKeyId(CanonicalUuid.parse(text, "connection key id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
