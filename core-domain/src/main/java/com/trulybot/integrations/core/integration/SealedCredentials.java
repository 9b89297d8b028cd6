package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.integration.Credentials.Field;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as they are kept: each encrypted, and bound to its integration and field, so that it opens nowhere else.
 *
 * @param ciphertexts text safe for a database column
 */
public record SealedCredentials(
        Map<Field, String> ciphertexts, @Nullable Instant accessTokenExpiresAt) {
    /** What a disconnected integration has. */
    public static final SealedCredentials NONE = new SealedCredentials(Map.of(), null);

    public SealedCredentials {
        EnumMap<Field, String> copy = new EnumMap<>(Field.class);
        copy.putAll(ciphertexts);
        ciphertexts = Collections.unmodifiableMap(copy);
    }

    @Override
    public String toString() {
        return "SealedCredentials" + ciphertexts.keySet();
    }
}
