package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Stores that are connected, and what one is connected with. */
public final class IntegrationFixture {
    public static final PlatformId WOO = PlatformId.of("woocommerce");
    public static final PlatformId SHOPIFY = PlatformId.of("shopify");
    public static final Merchant ANNA = merchant(1);
    public static final Merchant BEN = merchant(2);

    private IntegrationFixture() {}

    private static Merchant merchant(int n) {
        return new Merchant(new UserId(new UUID(n, 1)), new WorkspaceId(new UUID(n, 2)));
    }

    /** Anna's shop: active, healthy, asked a moment ago. */
    public static Integration woo() {
        return woo(ANNA, "https://shop.example");
    }

    public static Integration woo(Merchant merchant, String url) {
        return store(merchant, WOO, url, null, Map.of(), SettableClock.START);
    }

    /** One whose platform shows the orders of 60 days only. */
    public static Integration shopify(Merchant merchant, String shopDomain) {
        return store(
                merchant,
                SHOPIFY,
                "https://" + shopDomain,
                shopDomain,
                Map.of(Integration.VISIBLE_DAYS, "60"),
                SettableClock.START);
    }

    private static Integration store(
            Merchant merchant,
            PlatformId platform,
            String url,
            String shopDomain,
            Map<String, String> config,
            Instant now) {
        return new Integration(
                IntegrationId.random(),
                merchant,
                platform,
                StoreUrl.parse(url),
                "Anna's Mugs",
                "anna@shop.example",
                shopDomain,
                "read",
                IntegrationStatus.ACTIVE,
                new SealedCredentials(Map.of(Field.API_KEY, "sealed"), null),
                "…cdef",
                config,
                Health.ok(now, Duration.ofMillis(120)),
                now,
                null,
                now,
                now,
                now);
    }

    /** The same in another state. */
    public static Integration with(Integration integration, IntegrationStatus status, Health health) {
        return new Integration(
                integration.id(),
                integration.merchant(),
                integration.platform(),
                integration.storeUrl(),
                integration.storeName(),
                integration.storeEmail(),
                integration.shopDomain(),
                integration.permissions(),
                status,
                integration.credentials(),
                integration.credentialHint(),
                integration.config(),
                health,
                integration.connectedAt(),
                integration.disconnectedAt(),
                integration.lastSyncAt(),
                integration.createdAt(),
                integration.updatedAt());
    }

    /** The same, connected at another time. */
    public static Integration connectedAt(Integration integration, Instant at) {
        return new Integration(
                integration.id(),
                integration.merchant(),
                integration.platform(),
                integration.storeUrl(),
                integration.storeName(),
                integration.storeEmail(),
                integration.shopDomain(),
                integration.permissions(),
                IntegrationStatus.ACTIVE,
                integration.credentials(),
                integration.credentialHint(),
                integration.config(),
                integration.health(),
                at,
                null,
                integration.lastSyncAt(),
                integration.createdAt(),
                at);
    }

    /** The same with other notes of its adapter. */
    public static Integration with(Integration integration, Map<String, String> config) {
        return new Integration(
                integration.id(),
                integration.merchant(),
                integration.platform(),
                integration.storeUrl(),
                integration.storeName(),
                integration.storeEmail(),
                integration.shopDomain(),
                integration.permissions(),
                integration.status(),
                integration.credentials(),
                integration.credentialHint(),
                config,
                integration.health(),
                integration.connectedAt(),
                integration.disconnectedAt(),
                integration.lastSyncAt(),
                integration.createdAt(),
                integration.updatedAt());
    }
}
