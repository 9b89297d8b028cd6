package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connected store and what opens it.
 *
 * @param shopDomain as the adapter gave it in its {@link com.trulybot.integrations.core.integration.StoreProfile}
 * @param config as the adapter gave it there
 */
public record StoreAccess(
        IntegrationId integration,
        StoreUrl url,
        @Nullable String shopDomain,
        Credentials credentials,
        Map<String, String> config) {
    public StoreAccess {
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(credentials, "credentials");
        config = Map.copyOf(config);
    }

    static StoreAccess of(Integration integration, Credentials credentials) {
        return new StoreAccess(
                integration.id(), integration.storeUrl(), integration.shopDomain(), credentials, integration.config());
    }

    @Override
    public String toString() {
        return "StoreAccess[" + integration + ", " + url + "]";
    }
}
