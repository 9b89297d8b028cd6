package com.trulybot.integrations.benchmarks;

import com.trulybot.integrations.core.integration.CredentialVault;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.platform.InProcessRenewals;
import com.trulybot.integrations.platform.StorePlatforms;
import com.trulybot.integrations.platform.http.OkHttpStoreHttp;
import com.trulybot.integrations.platform.http.OutboundSettings;
import com.trulybot.integrations.woocommerce.WooCommercePlatform;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The platforms and one adapter inside this process, as a JVM team embeds them: no database, no server. */
final class Embedded implements AutoCloseable {
    private static final OrderQuery QUERY = OrderQuery.byNumber(OrderReference.parse("20"), "alice@example.com");
    private static final Credentials CREDENTIALS = Credentials.of(Map.of(
            Credentials.Field.API_KEY, Secret.of("ck_" + "1".repeat(40)),
            Credentials.Field.API_SECRET, Secret.of("cs_" + "2".repeat(40))));

    private final OkHttpStoreHttp http;
    private final StorePlatforms platforms;
    private final Integration integration;

    Embedded(int storePort) {
        this(storePort, null);
    }

    /** With a certificate the store is asked over https. */
    Embedded(int storePort, @Nullable StandCertificate certificate) {
        InstantSource clock = InstantSource.system();
        http = new OkHttpStoreHttp(
                certificate == null ? outbound(storePort) : outbound(storePort).withCaFile(certificate.pem()), clock);
        platforms = StorePlatforms.of(
                new StorePlatforms.Host(
                        http,
                        clock,
                        new OpenVault(),
                        name -> Optional.empty(),
                        new InProcessRenewals(Optional::of, (seen, after) -> {}, clock),
                        URI.create("https://ours.example")),
                new WooCommercePlatform());
        Instant now = clock.instant();
        integration = new Integration(
                IntegrationId.random(),
                new Merchant(new UserId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID())),
                PlatformId.of("woocommerce"),
                StoreUrl.parse((certificate == null ? "http" : "https") + "://127.0.0.1:" + storePort),
                "Stand",
                null,
                null,
                null,
                IntegrationStatus.ACTIVE,
                SealedCredentials.NONE,
                null,
                Map.of(),
                Health.unknown(now),
                now,
                null,
                null,
                now,
                now);
    }

    private static OutboundSettings outbound(int storePort) {
        return OutboundSettings.defaults().withAllow("127.0.0.1:" + storePort).withRequestsPerStore(4_000);
    }

    void lookup() {
        OrderLookup lookup = platforms.find(integration, QUERY, Deadline.in(Duration.ofSeconds(10)));
        if (!(lookup instanceof OrderLookup.Found)) {
            throw new IllegalStateException("not found");
        }
    }

    /** So many lookups, so many at once, each on a virtual thread; how many a second. */
    double lookups(int calls, int atOnce) throws InterruptedException {
        return VirtualFlood.perSecond(this::lookup, calls, atOnce);
    }

    @Override
    public void close() {
        http.close();
    }

    /** Credentials are the database's affair, and there is none here. */
    private static final class OpenVault implements CredentialVault {
        @Override
        public SealedCredentials seal(IntegrationId id, Credentials credentials) {
            return SealedCredentials.NONE;
        }

        @Override
        public Credentials open(IntegrationId id, SealedCredentials sealed) {
            return CREDENTIALS;
        }
    }
}
