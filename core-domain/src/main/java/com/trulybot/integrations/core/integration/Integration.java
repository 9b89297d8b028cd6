package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One workspace's connection to one store.
 *
 * @param merchant whose it is
 * @param shopDomain the platform's own name for the shop; null where a platform has none
 * @param permissions what the credentials may do, in the platform's words; null when unknown
 * @param credentials as they are kept; {@link SealedCredentials#NONE} once disconnected
 * @param credentialHint what a merchant may see to tell which key is in use; null once disconnected
 * @param config the adapter's own notes; nothing secret
 * @param disconnectedAt null while connected
 * @param lastSyncAt when the store last answered a request; null when it never did
 */
public record Integration(
        IntegrationId id,
        Merchant merchant,
        PlatformId platform,
        StoreUrl storeUrl,
        String storeName,
        @Nullable String storeEmail,
        @Nullable String shopDomain,
        @Nullable String permissions,
        IntegrationStatus status,
        SealedCredentials credentials,
        @Nullable String credentialHint,
        Map<String, String> config,
        Health health,
        Instant connectedAt,
        @Nullable Instant disconnectedAt,
        @Nullable Instant lastSyncAt,
        Instant createdAt,
        Instant updatedAt) {
    /** In {@link #config()}: how many days back the platform shows orders, as a whole number. */
    public static final String VISIBLE_DAYS = "visibleDays";

    public Integration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(merchant, "merchant");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(storeUrl, "storeUrl");
        Objects.requireNonNull(storeName, "storeName");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(credentials, "credentials");
        config = Map.copyOf(config);
        Objects.requireNonNull(health, "health");
        Objects.requireNonNull(connectedAt, "connectedAt");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    /** Whether lookups may be tried: also while it needs attention, since that is how a mended store is noticed. */
    public boolean connected() {
        return status != IntegrationStatus.DISCONNECTED;
    }

    /** How many days back the platform lets us see orders, as the adapter noted it; 0 when there is no such bound. */
    public int visibleDays() {
        try {
            return Math.max(0, Integer.parseInt(config.getOrDefault(VISIBLE_DAYS, "0")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** That someone did something to it, or that it happened: the store's name and then these words. */
    public Activity activity(Merchant who, ActivityType type, String words, Map<String, String> more, Instant now) {
        Map<String, String> metadata = new HashMap<>(more);
        metadata.put("integrationId", id.toString());
        metadata.put("platform", platform.toString());
        metadata.put("storeUrl", storeUrl.toString());
        return Activity.of(who, type, storeName + words, metadata, now);
    }

    /** The same, ended: no credentials, no hint. */
    public Integration disconnected(Instant now) {
        return new Integration(
                id,
                merchant,
                platform,
                storeUrl,
                storeName,
                storeEmail,
                shopDomain,
                permissions,
                IntegrationStatus.DISCONNECTED,
                SealedCredentials.NONE,
                null,
                config,
                Health.unknown(now),
                connectedAt,
                now,
                lastSyncAt,
                createdAt,
                now);
    }
}
