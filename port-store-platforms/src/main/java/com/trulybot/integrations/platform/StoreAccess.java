package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connected store and what opens it.
 *
 * @param shopDomain as the adapter gave it in its {@link com.trulybot.integrations.core.integration.StoreProfile}
 * @param config as the adapter gave it there
 * @param renewed takes credentials that the platform gave in exchange for these, such as a new access token, and keeps
 *     them for the next {@link StorePlatform#open}; does nothing when the store was disconnected or connected anew
 *     meanwhile
 */
public record StoreAccess(
        IntegrationId integration,
        StoreUrl url,
        @Nullable String shopDomain,
        Credentials credentials,
        Map<String, String> config,
        Consumer<Credentials> renewed) {
    public StoreAccess {
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(credentials, "credentials");
        config = Map.copyOf(config);
        Objects.requireNonNull(renewed, "renewed");
    }

    @Override
    public String toString() {
        return "StoreAccess[" + integration + ", " + url + "]";
    }
}
