package com.trulybot.integrations.core.workspace;

import java.util.Objects;
import java.util.UUID;

/** The tenant that owns integrations; every merchant route sees only rows of one workspace. */
public record WorkspaceId(UUID value) {
    public WorkspaceId {
        Objects.requireNonNull(value, "value");
    }

    /** Reads the canonical text form; anything else is an {@link IllegalArgumentException}. */
    public static WorkspaceId parse(String text) {
        return new WorkspaceId(CanonicalUuid.parse(text, "workspace id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
