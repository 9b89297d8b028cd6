package com.trulybot.integrations.core.workspace;

import java.util.Objects;
import java.util.UUID;

/** A TrulyBot account, as {@code auth.users} knows it. */
public record UserId(UUID value) {
    public UserId {
        Objects.requireNonNull(value, "value");
    }

    /** Reads the canonical text form; anything else is an {@link IllegalArgumentException}. */
    public static UserId parse(String text) {
        return new UserId(CanonicalUuid.parse(text, "user id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
