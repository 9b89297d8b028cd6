package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.workspace.CanonicalUuid;
import java.util.Objects;
import java.util.UUID;

/** One workspace's connection to one store. */
public record IntegrationId(UUID value) {
    public IntegrationId {
        Objects.requireNonNull(value, "value");
    }

    public static IntegrationId random() {
        return new IntegrationId(UUID.randomUUID());
    }

    /** Reads the canonical text form; anything else is an {@link IllegalArgumentException}. */
    public static IntegrationId parse(String text) {
        return new IntegrationId(CanonicalUuid.parse(text, "integration id"));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
