package com.trulybot.integrations.app;

import static com.trulybot.integrations.app.Setting.*;

import com.trulybot.integrations.core.conversation.AnswerShopper;
import com.trulybot.integrations.core.conversation.AttemptLimiter;
import com.trulybot.integrations.core.conversation.AttemptLimits;
import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.CredentialVault;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.DisconnectStore;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.OrderCache;
import com.trulybot.integrations.core.order.SearchOrders;
import com.trulybot.integrations.core.widget.ChangeWidgetSettings;
import com.trulybot.integrations.http.HttpApi;
import com.trulybot.integrations.http.HttpApiSettings;
import com.trulybot.integrations.http.JwksFetcher;
import com.trulybot.integrations.persistence.Database;
import com.trulybot.integrations.persistence.DatabaseSettings;
import com.trulybot.integrations.persistence.Encryption;
import com.trulybot.integrations.persistence.JdbiAccounts;
import com.trulybot.integrations.persistence.JdbiActivities;
import com.trulybot.integrations.persistence.JdbiConversations;
import com.trulybot.integrations.persistence.JdbiCredentialRenewals;
import com.trulybot.integrations.persistence.JdbiIntegrations;
import com.trulybot.integrations.persistence.JdbiWidgetSettings;
import com.trulybot.integrations.persistence.LocalAttemptLimiter;
import com.trulybot.integrations.persistence.LocalOrderCache;
import com.trulybot.integrations.persistence.Redis;
import com.trulybot.integrations.persistence.RedisAttemptLimiter;
import com.trulybot.integrations.persistence.RedisOrderCache;
import com.trulybot.integrations.persistence.TinkCredentialVault;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StorePlatforms;
import com.trulybot.integrations.platform.http.OkHttpStoreHttp;
import com.trulybot.integrations.platform.http.OutboundSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole, put together by hand: each part gets what it needs, and all are closed in reverse. */
final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);
    private static final Duration ORDERS_REMEMBERED = Duration.ofSeconds(5);
    private static final Duration JWKS_TIME = Duration.ofSeconds(5);

    private final Parts parts;
    private final Health health;
    private final HttpApi api;

    private Application(Parts parts, Health health, HttpApi api) {
        this.parts = parts;
        this.health = health;
        this.api = api;
    }

    /**
     * Opens everything and serves.
     *
     * @throws IOException saying how to mend it, when a file, a folder or the embedded database can't be used
     * @throws IllegalStateException saying how to mend it, when the database can't be used
     */
    static Application open(Settings settings, InstantSource clock) throws IOException {
        Parts parts = new Parts();
        try {
            return open(settings, clock, parts);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Application open(Settings settings, InstantSource clock, Parts parts) throws IOException {
        warn(settings);
        Database database = parts.add(Database.open(DatabaseSettings.parse(databaseUrl(settings, parts))));
        Encryption encryption = Encryption.open(database, key(settings));
        @Nullable
        Redis redis =
                settings.find(REDIS_URL).map(url -> parts.add(Redis.open(url))).orElse(null);
        CredentialVault vault = new TinkCredentialVault(encryption);
        JdbiWidgetSettings widgets = new JdbiWidgetSettings(database);
        JdbiIntegrations integrations = new JdbiIntegrations(database, widgets);
        JdbiActivities activities = new JdbiActivities(database);
        AttemptLimiter attempts =
                redis == null ? new LocalAttemptLimiter() : new RedisAttemptLimiter(redis, encryption);
        OrderCache cache = redis == null
                ? new LocalOrderCache(ORDERS_REMEMBERED)
                : new RedisOrderCache(redis, encryption, ORDERS_REMEMBERED);

        OkHttpStoreHttp stores = parts.add(new OkHttpStoreHttp(outbound(settings), clock));
        AdapterJars jars = parts.add(AdapterJars.open(settings.path(ADAPTERS_DIR)));
        StorePlatforms platforms = StorePlatforms.discover(
                new StorePlatforms.Host(
                        stores,
                        clock,
                        vault,
                        settings::platformSetting,
                        new JdbiCredentialRenewals(database),
                        publicUrl(settings)),
                jars.loader());
        ExecutorService waiting = Threads.perTask();
        parts.add(waiting::shutdownNow);

        WatchStore watch = new WatchStore(integrations, clock);
        FindOrder findOrder = new FindOrder(platforms, cache, watch);
        PrometheusMeterRegistry meters = Meters.open();
        parts.add(meters::close);
        Health health = new Health(database, redis);
        HttpApi.Ports ports = new HttpApi.Ports(
                new JdbiAccounts(database),
                platforms,
                integrations,
                new ConnectStore(platforms, vault, integrations, activities, clock),
                new DisconnectStore(integrations, clock),
                findOrder,
                new SearchOrders(platforms, watch, waiting),
                new AnswerShopper(
                        integrations,
                        new JdbiConversations(database, encryption),
                        widgets,
                        findOrder,
                        attempts,
                        new AttemptLimits(
                                settings.number(ATTEMPTS_PER_CONVERSATION),
                                settings.number(ATTEMPTS_PER_ADDRESS),
                                settings.number(ATTEMPTS_PER_ORDER)),
                        clock,
                        Duration.ofMillis(settings.number(REFUSAL_PACE_MILLIS))),
                widgets,
                new ChangeWidgetSettings(widgets, clock),
                activities,
                health,
                keys(settings, stores),
                meters,
                meters::scrape,
                clock);
        HttpApi api = parts.add(HttpApi.start(http(settings), ports));
        LOG.info(
                "serving {} on port {}, metrics and health on port {}; platforms {}",
                settings.text(PUBLIC_URL),
                api.port(),
                api.managementPort(),
                platforms.platforms());
        return new Application(parts, health, api);
    }

    private static void warn(Settings settings) {
        if (settings.find(DATABASE_READ_URL).isPresent()) {
            LOG.warn("DATABASE_READ_URL is set, but this version reads from DATABASE_URL alone");
        }
        settings.find(OUTBOUND_ALLOW)
                .ifPresent(allowed -> LOG.warn(
                        "OUTBOUND_ALLOW is set: {} may be asked without https and inside this network. For development"
                                + " and tests only; never where strangers connect stores.",
                        allowed));
    }

    private static String databaseUrl(Settings settings, Parts parts) throws IOException {
        Optional<String> external = settings.find(DATABASE_URL);
        return external.isPresent()
                ? external.get()
                : parts.add(EmbeddedPostgres.start(settings.path(DATA_DIR))).url();
    }

    private static byte[] key(Settings settings) throws IOException {
        Optional<String> given = settings.find(ENCRYPTION_KEY);
        if (given.isPresent()) {
            return Base64.getDecoder().decode(given.get());
        }
        Optional<String> file = settings.find(ENCRYPTION_KEY_FILE);
        String text = file.isPresent()
                ? Files.readString(Path.of(file.get()))
                : SecretFile.readOrMake(settings.path(DATA_DIR).resolve("encryption.key"));
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("the encryption key's file does not hold base64 of 32 bytes", e);
        }
    }

    private static OutboundSettings outbound(Settings settings) {
        OutboundSettings outbound = OutboundSettings.defaults()
                .withAllow(settings.find(OUTBOUND_ALLOW).orElse(""))
                .withPins(settings.find(OUTBOUND_PINS).orElse(""))
                .withRequestsPerStore(settings.number(STORE_MAX_CONCURRENT));
        return settings.find(OUTBOUND_CA_FILE)
                .map(file -> outbound.withCaFile(Path.of(file)))
                .orElse(outbound);
    }

    /** The key set comes the guarded way too. */
    private static @Nullable JwksFetcher keys(Settings settings, StoreHttp stores) {
        return settings.find(AUTH_JWKS_URL)
                .map(URI::create)
                .<JwksFetcher>map(address -> () -> {
                    try {
                        StoreHttp.Response answer =
                                stores.send(StoreHttp.Request.get(address, Map.of()), Deadline.in(JWKS_TIME));
                        if (answer.status() != 200) {
                            throw new IOException("AUTH_JWKS_URL answered " + answer.status());
                        }
                        return answer.body().getBytes(StandardCharsets.UTF_8);
                    } catch (StoreException e) {
                        throw new IOException("AUTH_JWKS_URL could not be read: " + e.problem(), e);
                    }
                })
                .orElse(null);
    }

    private static HttpApiSettings http(Settings settings) {
        return new HttpApiSettings(
                new HttpApiSettings.Listener(settings.text(HOST), settings.number(PORT)),
                new HttpApiSettings.Listener(settings.text(MANAGEMENT_HOST), settings.number(MANAGEMENT_PORT)),
                publicUrl(settings),
                new HttpApiSettings.Auth(
                        settings.find(AUTH_JWT_SECRET).map(Secret::of).orElse(null),
                        settings.find(AUTH_ISSUER).orElse(null),
                        settings.text(AUTH_AUDIENCE)),
                settings.list(TRUSTED_PROXIES),
                new HttpApiSettings.RateLimits(
                        settings.number(LIMIT_WORKSPACE_PER_MINUTE),
                        settings.number(LIMIT_ADDRESS_PER_MINUTE),
                        settings.number(LIMIT_ASSETS_PER_MINUTE),
                        settings.number(LIMIT_MESSAGES_PER_MINUTE)),
                Duration.ofSeconds(settings.number(DRAIN_SECONDS)));
    }

    private static URI publicUrl(Settings settings) {
        return URI.create(settings.text(PUBLIC_URL).replaceFirst("/+$", ""));
    }

    /** The public port, as it really is. */
    int port() {
        return api.port();
    }

    /** The management port, as it really is. */
    int managementPort() {
        return api.managementPort();
    }

    /** Says that it is no longer ready, finishes what is in flight, and closes everything. Repeatable. */
    @Override
    public void close() {
        health.closing();
        parts.close();
    }
}
