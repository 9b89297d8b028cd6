package com.trulybot.integrations.http;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.authorization.SettleAuthorization;
import com.trulybot.integrations.core.authorization.StoreAuthorizer;
import com.trulybot.integrations.core.connectionkey.ConnectionKeys;
import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.connectionkey.ProveKeyHolder;
import com.trulybot.integrations.core.connectionkey.RevokeConnectionKey;
import com.trulybot.integrations.core.conversation.AnswerShopper;
import com.trulybot.integrations.core.integration.CheckStore;
import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.DisconnectStore;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.StoreConnector;
import com.trulybot.integrations.core.integration.StoreSetup;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.SearchOrders;
import com.trulybot.integrations.core.webhook.ReceiveDelivery;
import com.trulybot.integrations.core.webhook.ShopperRecords;
import com.trulybot.integrations.core.widget.ChangeWidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettingsCatalog;
import com.trulybot.integrations.core.workspace.Accounts;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.Key;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves the API and the widget on one port, metrics and detailed health on another. Runs requests on virtual threads
 * where the JVM has them (21 and newer), else on a bounded pool.
 */
public final class HttpApi implements AutoCloseable {
    private static final int MAX_THREADS = 250;
    private static final int MANAGEMENT_THREADS = 12;
    private static final int MIN_THREADS = 8;
    private static final int IDLE_MILLIS = 30_000;
    private static final int HEADER_CACHE = 128;

    /** The server that a request came to. */
    static final Key<AtomicReference<Javalin>> SERVER = new Key<>("server");

    private final Javalin api;
    private final Javalin management;
    private final Set<String> routes;

    private HttpApi(Javalin api, Javalin management, Set<String> routes) {
        this.api = api;
        this.management = management;
        this.routes = routes;
    }

    /**
     * What the HTTP side calls.
     *
     * @param downloads the files at {@code /downloads/}, by name
     * @param keys gets the key set of asymmetric tokens; null when none are believed
     * @param metrics the metrics as Prometheus text
     */
    public record Ports(
            Accounts accounts,
            StoreConnector stores,
            StoreSetup setup,
            StoreAuthorizer authorizer,
            Integrations integrations,
            ConnectStore connectStore,
            DisconnectStore disconnectStore,
            CheckStore checkStore,
            OfferConnection offerConnection,
            SettleAuthorization settleAuthorization,
            ReceiveDelivery receiveDelivery,
            ConnectionKeys connectionKeys,
            CreateConnectionKey createConnectionKey,
            RevokeConnectionKey revokeConnectionKey,
            ProveKeyHolder proveKeyHolder,
            ShopperRecords shopperRecords,
            FindOrder findOrder,
            SearchOrders searchOrders,
            AnswerShopper answerShopper,
            WidgetSettingsCatalog widgets,
            ChangeWidgetSettings changeWidgetSettings,
            Activities activities,
            Map<String, Supplier<byte[]>> downloads,
            HealthSource health,
            @Nullable JwksFetcher keys,
            MeterRegistry meters,
            Supplier<String> metrics,
            InstantSource clock) {
        public Ports {
            downloads = Map.copyOf(downloads);
        }
    }

    /**
     * Starts serving.
     *
     * @throws IllegalArgumentException when a setting can't be used, with what is wrong
     * @throws io.javalin.util.JavalinBindException when a port is taken
     */
    public static HttpApi start(HttpApiSettings settings, Ports ports) {
        Frame frame = new Frame(settings, ports);
        Javalin api = serve(settings.api(), settings.drain(), MAX_THREADS, frame::api);
        try {
            Javalin management = serve(settings.management(), Duration.ZERO, MANAGEMENT_THREADS, frame::management);
            return new HttpApi(api, management, Set.copyOf(frame.registered));
        } catch (RuntimeException e) {
            api.stop();
            throw e;
        }
    }

    /** Every route of both ports, as {@code GET /path}. */
    Set<String> routes() {
        return routes;
    }

    /** The port of the API, as it really is. */
    public int port() {
        return api.port();
    }

    /** The port of metrics and detailed health, as it really is. */
    public int managementPort() {
        return management.port();
    }

    /** Takes no more requests, finishes what is in flight, as long as the settings let it, and stops. */
    @Override
    public void close() {
        api.stop();
        management.stop();
    }

    /** Configures a server, which runs its requests on this executor. */
    private interface Setup {
        void accept(JavalinConfig config, Executor executor);
    }

    private static Javalin serve(HttpApiSettings.Listener listener, Duration drain, int threads, Setup setup) {
        QueuedThreadPool pool = new QueuedThreadPool(threads, MIN_THREADS, IDLE_MILLIS);
        pool.setName("http");
        if (VirtualThreads.areSupported()) {
            pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
        }
        AtomicReference<Javalin> self = new AtomicReference<>();
        Consumer<JavalinConfig> all = config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.jetty.threadPool = pool;
            config.jetty.modifyServer(server -> {
                GracefulHandler graceful = new GracefulHandler();
                server.setHandler(graceful);
                server.setStopTimeout(drain.toMillis());
                server.setErrorHandler(new JettyRefusals());
            });
            config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyRefusals()));
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setSendXPoweredBy(false);
                // Jetty sets a connection's whole cache of headers up at once, and by default it is large: with two
                // thousand shoppers waiting it was part of what filled a small heap.
                http.setHeaderCacheSize(HEADER_CACHE);
            });
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.http.prefer405over404 = true;
            config.http.generateEtags = false;
            config.appData(SERVER, self);
            setup.accept(config, pool);
        };
        Javalin server = Javalin.create(all);
        self.set(server);
        return server.start(listener.host(), listener.port());
    }

    /** Puts the routes together. */
    private static final class Frame {
        private final Ports ports;
        private final RequestFrame requests;
        private final ClientAddress addresses;
        private final CallerAuth auth;
        private final Senders senders;
        private final URI publicUrl;
        private final Routes.Limits limits;
        private final RateLimiter perConversation;
        private final HealthRoutes health;
        private final Set<String> registered = new HashSet<>();

        Frame(HttpApiSettings settings, Ports ports) {
            this.ports = ports;
            this.requests = new RequestFrame(ports.meters(), settings.publicUrl());
            this.addresses = new ClientAddress(settings.trustedProxies());
            JwksKeys keys = ports.keys() == null ? null : new JwksKeys(ports.keys(), System::nanoTime);
            this.senders = new Senders(limiter("stores", settings.limits().stores()), addresses);
            this.auth = new CallerAuth(
                    new MerchantTokens(settings.auth(), keys, ports.clock()),
                    new RequestSignature(settings.publicUrl()),
                    ports.proveKeyHolder(),
                    ports.accounts(),
                    senders);
            this.publicUrl = settings.publicUrl();
            this.limits = new Routes.Limits(
                    limiter("workspace", settings.limits().workspace()),
                    limiter("address", settings.limits().address()),
                    limiter("assets", settings.limits().assets()));
            this.perConversation = limiter("conversation", settings.limits().conversation());
            this.health = new HealthRoutes(ports.health(), ports.metrics());
        }

        private static RateLimiter limiter(String name, int perMinute) {
            return new RateLimiter(name, perMinute, System::nanoTime);
        }

        void api(JavalinConfig config, Executor executor) {
            requests.install(config);
            Platforms platforms = new Platforms(ports.stores());
            Routes routes = new Routes(config.routes, auth, addresses, senders, limits);
            new WidgetRoutes(platforms, ports.answerShopper(), ports.widgets(), perConversation, addresses, executor)
                    .register(routes);
            new WidgetSettingsRoutes(ports.widgets(), ports.changeWidgetSettings()).register(routes);
            Pages pages = new Pages(publicUrl);
            pages.register(routes);
            EmbeddedRoutes embedded = new EmbeddedRoutes(platforms, ports, addresses, pages);
            embedded.register(routes);
            new IntegrationRoutes(
                            platforms,
                            ports.connectStore(),
                            ports.disconnectStore(),
                            ports.checkStore(),
                            new ConnectionOffers(ports.offerConnection(), publicUrl),
                            embedded,
                            ports.integrations(),
                            addresses)
                    .register(routes);
            new AuthorizationRoutes(platforms, ports, pages, publicUrl).register(routes);
            new ConnectionKeyRoutes(
                            ports.connectionKeys(), ports.createConnectionKey(), ports.revokeConnectionKey(), addresses)
                    .register(routes);
            new WebhookRoutes(platforms, ports.receiveDelivery(), auth, senders).register(routes);
            new PrivacyRoutes(ports.shopperRecords(), ports.clock()).register(routes);
            new DownloadRoutes(ports.downloads()).register(routes);
            new OrderRoutes(platforms, ports.integrations(), ports.findOrder(), ports.searchOrders()).register(routes);
            new ActivityRoutes(ports.activities()).register(routes);
            health.register(routes);
            new DocsRoutes().register(routes);
            routes.finish();
            registered.addAll(routes.all());
        }

        void management(JavalinConfig config, Executor executor) {
            requests.install(config);
            Routes routes = new Routes(config.routes, auth, addresses, senders, limits);
            health.registerManagement(routes);
            routes.finish();
            registered.addAll(routes.all());
        }
    }
}
