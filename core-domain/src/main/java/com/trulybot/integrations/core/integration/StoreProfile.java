package com.trulybot.integrations.core.integration;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store says of itself when it is connected.
 *
 * @param url where requests go from now on
 * @param shopDomain the platform's own name for the shop, where it has one; such a shop belongs to one account at a time
 * @param permissions what the credentials may do, in the platform's words; null when it doesn't say
 * @param config what the adapter wants to have with it at each use, such as {@code currency}; nothing secret
 */
public record StoreProfile(
        StoreUrl url,
        String name,
        @Nullable String email,
        @Nullable String shopDomain,
        @Nullable String permissions,
        Map<String, String> config) {
    public StoreProfile {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(name, "name");
        config = Map.copyOf(config);
    }
}
