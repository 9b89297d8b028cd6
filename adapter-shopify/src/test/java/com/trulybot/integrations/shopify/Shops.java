package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Shops to test with: snowdevil, looked at on 23 November 2026. */
final class Shops {
    static final String DOMAIN = "snowdevil.myshopify.com";
    static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    static final IntegrationId INTEGRATION = IntegrationId.parse("8f14e45f-ceea-467f-a0e6-0d5b1c2f7a11");
    static final Map<String, String> GRAPHQL = Map.of();
    static final Map<String, String> REST = Map.of("API_MODE", "rest");

    private Shops() {}

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    static PlatformContext context(StoreHttp http, Map<String, String> settings) {
        return context(http, settings, NOW);
    }

    static PlatformContext context(StoreHttp http, Map<String, String> settings, Instant now) {
        return new PlatformContext() {
            @Override
            public StoreHttp http() {
                return http;
            }

            @Override
            public InstantSource clock() {
                return InstantSource.fixed(now);
            }

            @Override
            public Optional<String> setting(String name) {
                return Optional.ofNullable(settings.get(name));
            }
        };
    }

    static Credentials token() {
        return Credentials.of(Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_fixture")));
    }

    static Store open(StoreHttp http, Map<String, String> settings) {
        return open(http, settings, Map.of("currency", "USD"));
    }

    static Store open(StoreHttp http, Map<String, String> settings, Map<String, String> config) {
        return open(http, settings, config, token());
    }

    static Store open(
            StoreHttp http, Map<String, String> settings, Map<String, String> config, Credentials credentials) {
        StoreAccess access =
                new StoreAccess(INTEGRATION, StoreUrl.parse("https://" + DOMAIN), DOMAIN, credentials, config);
        return platform().open(access, context(http, settings));
    }

    /** Whose time passes only by waiting. */
    static ShopifyPlatform platform() {
        return new ShopifyPlatform(new FakePause());
    }

    static StoreAccess access(Credentials credentials) {
        return new StoreAccess(INTEGRATION, StoreUrl.parse("https://" + DOMAIN), DOMAIN, credentials, Map.of());
    }

    static StoreProposal proposal(String address, Map<Field, Secret> secrets) {
        return new StoreProposal(ShopifyPlatform.ID, address, secrets, null, null, null);
    }

    static Order found(OrderLookup lookup) {
        return lookup.match(
                order -> order,
                () -> {
                    throw new AssertionError("not found");
                },
                () -> {
                    throw new AssertionError("out of reach");
                });
    }
}
