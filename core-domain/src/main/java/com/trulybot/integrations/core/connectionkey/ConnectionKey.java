package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection key as its owner sees it later: without the secret.
 *
 * @param merchant whose programs it proves, and the workspace they act in
 * @param name what the owner calls it
 * @param hint the end of its text, to tell it from others
 * @param lastUsedAt to the minute; null when it never was
 */
public record ConnectionKey(
        ConnectionKeyId id,
        Merchant merchant,
        String name,
        String hint,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    public ConnectionKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(merchant, "merchant");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
