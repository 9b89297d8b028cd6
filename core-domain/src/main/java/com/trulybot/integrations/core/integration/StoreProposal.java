package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.integration.Credentials.Field;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store that someone wants to connect, as it was given: unchecked. The platform's adapter checks it.
 *
 * @param address the store's URL or shop domain as typed; null when none was given
 * @param secrets the credentials that were given, by what each is for
 * @param storeName the name to show; null to take the store's own
 * @param storeEmail the address to show; null to take the store's own
 * @param permissions what the giver says that the credentials may do; null when not said
 */
public record StoreProposal(
        PlatformId platform,
        @Nullable String address,
        Map<Field, Secret> secrets,
        @Nullable String storeName,
        @Nullable String storeEmail,
        @Nullable String permissions) {
    public StoreProposal {
        Objects.requireNonNull(platform, "platform");
        EnumMap<Field, Secret> copy = new EnumMap<>(Field.class);
        copy.putAll(secrets);
        secrets = Collections.unmodifiableMap(copy);
    }
}
