package com.trulybot.integrations.app;

import static com.trulybot.integrations.app.Setting.*;

import com.trulybot.integrations.core.authorization.SettleAuthorization;
import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.connectionkey.ProveKeyHolder;
import com.trulybot.integrations.core.connectionkey.RevokeConnectionKey;
import com.trulybot.integrations.core.conversation.AnswerShopper;
import com.trulybot.integrations.core.conversation.AttemptLimiter;
import com.trulybot.integrations.core.conversation.AttemptLimits;
import com.trulybot.integrations.core.integration.CheckStore;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.DisconnectStore;
import com.trulybot.integrations.core.integration.KeepUpStores;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.OrderCache;
import com.trulybot.integrations.core.order.SearchOrders;
import com.trulybot.integrations.core.webhook.ReceiveDelivery;
import com.trulybot.integrations.core.webhook.WorkEvent;
import com.trulybot.integrations.core.widget.ChangeWidgetSettings;
import com.trulybot.integrations.http.HttpApi;
import com.trulybot.integrations.http.HttpApiSettings;
import com.trulybot.integrations.http.JwksFetcher;
import com.trulybot.integrations.persistence.Database;
import com.trulybot.integrations.persistence.Encryption;
import com.trulybot.integrations.persistence.JdbiAccounts;
import com.trulybot.integrations.persistence.JdbiConnectionKeys;
import com.trulybot.integrations.persistence.JdbiConversations;
import com.trulybot.integrations.persistence.JdbiDeliveryInbox;
import com.trulybot.integrations.persistence.JdbiInstallations;
import com.trulybot.integrations.persistence.JdbiIntegrations;
import com.trulybot.integrations.persistence.JdbiShopperRecords;
import com.trulybot.integrations.persistence.JdbiUpkeep;
import com.trulybot.integrations.persistence.Jobs;
import com.trulybot.integrations.persistence.LocalAttemptLimiter;
import com.trulybot.integrations.persistence.LocalOrderCache;
import com.trulybot.integrations.persistence.Redis;
import com.trulybot.integrations.persistence.RedisAttemptLimiter;
import com.trulybot.integrations.persistence.RedisOrderCache;
import com.trulybot.integrations.persistence.WebhookQueue;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StorePlatforms;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
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
        Storage storage = Storage.open(settings, parts);
        Database database = storage.database();
        Encryption encryption = storage.encryption();
        @Nullable
        Redis redis =
                settings.find(REDIS_URL).map(url -> parts.add(Redis.open(url))).orElse(null);
        Stores stores = Stores.open(settings, storage, clock, parts);
        StorePlatforms platforms = stores.platforms();
        JdbiIntegrations integrations = stores.integrations();
        ExecutorService waiting = Threads.perTask();
        parts.add(waiting::shutdownNow);

        OrderCache cache = redis == null
                ? new LocalOrderCache(ORDERS_REMEMBERED)
                : new RedisOrderCache(redis, encryption, ORDERS_REMEMBERED);
        WatchStore watch = new WatchStore(integrations, clock);
        FindOrder findOrder = new FindOrder(platforms, cache, watch);
        JdbiShopperRecords records = new JdbiShopperRecords(database, encryption);
        PrometheusMeterRegistry meters = Meters.open();
        parts.add(meters::close);
        JobsWatch jobs = new JobsWatch(
                new WorkEvent(integrations, platforms, watch, cache, records, clock),
                new KeepUpStores(new JdbiUpkeep(database), platforms, watch, clock),
                new WebhookQueue(database),
                meters);
        Health health = new Health(database, redis, jobs);
        JdbiConnectionKeys connectionKeys = new JdbiConnectionKeys(database, encryption);
        HttpApi.Ports ports = new HttpApi.Ports(
                new JdbiAccounts(database),
                platforms,
                platforms,
                platforms,
                integrations,
                stores.connectStore(),
                new DisconnectStore(integrations, platforms, clock),
                new CheckStore(integrations, platforms, watch),
                stores.offerConnection(),
                new SettleAuthorization(
                        platforms,
                        stores.requests(),
                        new JdbiInstallations(database),
                        integrations,
                        stores.connectStore(),
                        clock),
                new ReceiveDelivery(platforms, new JdbiDeliveryInbox(database, encryption), integrations, clock),
                connectionKeys,
                new CreateConnectionKey(connectionKeys, clock),
                new RevokeConnectionKey(connectionKeys, clock),
                new ProveKeyHolder(connectionKeys, clock),
                records,
                findOrder,
                new SearchOrders(platforms, watch, waiting),
                answerShopper(settings, storage, redis, stores, findOrder, clock),
                stores.widgets(),
                new ChangeWidgetSettings(stores.widgets(), clock),
                stores.activities(),
                downloads(platforms, Stores.publicUrl(settings)),
                health,
                keys(settings, stores.http()),
                meters,
                meters::scrape,
                clock);
        HttpApi api = parts.add(HttpApi.start(http(settings), ports));
        // Last, so that it is the first to end: nothing is begun while the rest is being closed.
        parts.add(Jobs.open(
                database,
                encryption,
                jobs::work,
                jobs::keepUpOne,
                Threads.perTask(),
                Duration.ofSeconds(settings.number(DRAIN_SECONDS)),
                clock));
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

    private static AnswerShopper answerShopper(
            Settings settings,
            Storage storage,
            @Nullable Redis redis,
            Stores stores,
            FindOrder findOrder,
            InstantSource clock) {
        AttemptLimiter attempts =
                redis == null ? new LocalAttemptLimiter() : new RedisAttemptLimiter(redis, storage.encryption());
        return new AnswerShopper(
                stores.integrations(),
                new JdbiConversations(storage.database(), storage.encryption()),
                stores.widgets(),
                findOrder,
                attempts,
                new AttemptLimits(
                        settings.number(ATTEMPTS_PER_CONVERSATION),
                        settings.number(ATTEMPTS_PER_ADDRESS),
                        settings.number(ATTEMPTS_PER_ORDER)),
                clock,
                Duration.ofMillis(settings.number(REFUSAL_PACE_MILLIS)));
    }

    private static Map<String, Supplier<byte[]>> downloads(StorePlatforms platforms, URI publicUrl) {
        Map<String, Supplier<byte[]>> downloads = new TreeMap<>();
        platforms.plugins().forEach((id, plugin) -> downloads.put(plugin.fileName(), () -> plugin.file(publicUrl)));
        return downloads;
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
                Stores.publicUrl(settings),
                new HttpApiSettings.Auth(
                        settings.find(AUTH_JWT_SECRET).map(Secret::of).orElse(null),
                        settings.find(AUTH_ISSUER).orElse(null),
                        settings.text(AUTH_AUDIENCE)),
                settings.list(TRUSTED_PROXIES),
                new HttpApiSettings.RateLimits(
                        settings.number(LIMIT_WORKSPACE_PER_MINUTE),
                        settings.number(LIMIT_ADDRESS_PER_MINUTE),
                        settings.number(LIMIT_ASSETS_PER_MINUTE),
                        settings.number(LIMIT_MESSAGES_PER_MINUTE),
                        settings.number(LIMIT_STORES_PER_MINUTE)),
                Duration.ofSeconds(settings.number(DRAIN_SECONDS)));
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
