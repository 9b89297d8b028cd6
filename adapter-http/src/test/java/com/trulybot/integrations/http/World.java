package com.trulybot.integrations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.authorization.SettleAuthorization;
import com.trulybot.integrations.core.authorization.StoreAuthorizer;
import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.connectionkey.ProveKeyHolder;
import com.trulybot.integrations.core.connectionkey.RevokeConnectionKey;
import com.trulybot.integrations.core.conversation.AnswerShopper;
import com.trulybot.integrations.core.conversation.AttemptLimiter;
import com.trulybot.integrations.core.conversation.AttemptLimits;
import com.trulybot.integrations.core.conversation.Conversation;
import com.trulybot.integrations.core.conversation.ConversationId;
import com.trulybot.integrations.core.conversation.Conversations;
import com.trulybot.integrations.core.integration.CheckStore;
import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.CredentialVault;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.DisconnectStore;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderCache;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.order.SearchOrders;
import com.trulybot.integrations.core.webhook.ReceiveDelivery;
import com.trulybot.integrations.core.widget.ChangeWidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettingsCatalog;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The real server with the real use cases, over ports that live in memory. */
final class World implements AutoCloseable {
    static final String SECRET = "a-secret-for-tests-with-more-than-32-bytes";
    static final UserId ADA = UserId.parse("7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61");
    static final UserId EVE = UserId.parse("11111111-2222-4333-8444-555555555555");
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    /** What stands in for a file to download. */
    static final byte[] PLUGIN = {'P', 'K', 3, 4, 0, -1};

    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    final ShopOnPaper shop = new ShopOnPaper();
    final ActivitiesInMemory activities = new ActivitiesInMemory();
    final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    final StoreOnPaper store = new StoreOnPaper();
    final InMemoryConnecting.Keys keys = new InMemoryConnecting.Keys(activities);
    final InMemoryConnecting.Requests requests = new InMemoryConnecting.Requests();
    final InMemoryConnecting.Pending installations = new InMemoryConnecting.Pending();
    final InMemoryConnecting.Inbox inbox = new InMemoryConnecting.Inbox();
    final InMemoryConnecting.Records records = new InMemoryConnecting.Records();
    final Map<UserId, WidgetSettings> widgets = new ConcurrentHashMap<>();
    final Map<ConversationId, Conversation> conversations = new ConcurrentHashMap<>();
    final Set<UserId> strangers = ConcurrentHashMap.newKeySet();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    volatile List<HealthSource.Part> health = List.of(new HealthSource.Part("database", HealthSource.State.OK, null));
    volatile RuntimeException databaseFault;
    volatile Instant now = NOW;
    private final ExecutorService searches = Executors.newCachedThreadPool();
    final HttpApi api;

    /** Without limits that a test could meet. */
    static World unlimited() {
        int many = 1_000_000;
        return new World(new HttpApiSettings.RateLimits(many, many, many, many, many), null, List.of(), Duration.ZERO);
    }

    World() {
        this(HttpApiSettings.RateLimits.DEFAULT, null, List.of(), Duration.ZERO);
    }

    World(HttpApiSettings.RateLimits limits, JwksFetcher keySet, List<String> proxies, Duration pace) {
        this(limits, keySet, proxies, pace, URI.create("https://bot.example"), null);
    }

    /** Reached at that address, and at the port in it if there is one. */
    World(URI publicUrl, StoreAuthorizer authorizer) {
        this(
                new HttpApiSettings.RateLimits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000),
                null,
                List.of(),
                Duration.ZERO,
                publicUrl,
                authorizer);
    }

    private World(
            HttpApiSettings.RateLimits limits,
            JwksFetcher keySet,
            List<String> proxies,
            Duration pace,
            URI publicUrl,
            StoreAuthorizer given) {
        StoreAuthorizer authorizer = given == null ? store : given;
        WatchStore watch = new WatchStore(integrations, () -> now);
        ConnectStore connectStore = new ConnectStore(shop, store, new Envelope(), integrations, activities, () -> now);
        FindOrder findOrder = new FindOrder(shop, new NoCache(), watch);
        this.api = HttpApi.start(
                new HttpApiSettings(
                        new HttpApiSettings.Listener("127.0.0.1", Math.max(0, publicUrl.getPort())),
                        new HttpApiSettings.Listener("127.0.0.1", 0),
                        publicUrl,
                        new HttpApiSettings.Auth(Secret.of(SECRET), null, "authenticated"),
                        proxies,
                        limits,
                        Duration.ofSeconds(10)),
                new HttpApi.Ports(
                        user -> {
                            if (databaseFault != null) {
                                throw databaseFault;
                            }
                            return !strangers.contains(user);
                        },
                        shop,
                        store,
                        authorizer,
                        integrations,
                        connectStore,
                        new DisconnectStore(integrations, store, () -> now),
                        new CheckStore(integrations, store, watch),
                        new OfferConnection(authorizer, requests, new OurAddresses(publicUrl), () -> now),
                        new SettleAuthorization(
                                authorizer, requests, installations, integrations, connectStore, () -> now),
                        new ReceiveDelivery(store, inbox, integrations, () -> now),
                        keys,
                        new CreateConnectionKey(keys, () -> now),
                        new RevokeConnectionKey(keys, () -> now),
                        new ProveKeyHolder(keys, () -> now),
                        records,
                        findOrder,
                        new SearchOrders(shop, watch, searches),
                        new AnswerShopper(
                                integrations,
                                new Conversing(),
                                new Catalog(),
                                findOrder,
                                new NoLimits(),
                                AttemptLimits.DEFAULT,
                                () -> now,
                                pace),
                        new Catalog(),
                        new ChangeWidgetSettings(new Catalog(), () -> now),
                        activities,
                        Map.of("plugin.zip", PLUGIN::clone),
                        new HealthOnPaper(),
                        keySet,
                        meters,
                        () -> "# TYPE up gauge\nup 1\n",
                        () -> now));
    }

    /** As if nothing had happened; what was counted stays counted. */
    void forget() {
        integrations.rows.clear();
        integrations.taken = false;
        activities.all.clear();
        widgets.clear();
        conversations.clear();
        strangers.clear();
        databaseFault = null;
        now = NOW;
        keys.all.clear();
        keys.nonces.clear();
        requests.clear();
        installations.all.clear();
        inbox.clear();
        records.all.clear();
        store.forget();
        shop.forget();
    }

    @Override
    public void close() {
        api.close();
        searches.shutdownNow();
    }

    /** An answer, with its JSON. */
    record Answer(int status, HttpResponse<byte[]> http) {
        String text() {
            return new String(http.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(http.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String code() {
            return json().path("code").asText();
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse(null);
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder asAda(String path) {
        return to(path).header("Authorization", "Bearer " + token(ADA));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path) {
        return send(asAda(path));
    }

    Answer post(String path, String body) {
        return send(asAda(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    Answer say(String body) {
        return send(to("/api/widget/messages")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.managementPort() + path)));
    }

    /** Connects a WooCommerce store of Ada's and gives its id. */
    IntegrationId connect(String host) {
        Answer answer = post(
                "/api/integrations/woocommerce/connect",
                "{\"storeUrl\":\"https://" + host + "\",\"apiKey\":\"ck_0123456789abcdef\",\"apiSecret\":\"cs_1\"}");
        return IntegrationId.parse(answer.json().path("integration").path("id").asText());
    }

    static JWTClaimsSet.Builder claims(UserId user) {
        return new JWTClaimsSet.Builder()
                .subject(user.toString())
                .audience("authenticated")
                .expirationTime(Date.from(NOW.plusSeconds(600)));
    }

    static String token(UserId user) {
        return signed(claims(user).build());
    }

    static String signed(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            jwt.sign(new MACSigner(SECRET));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class ActivitiesInMemory implements Activities {
        final List<Activity> all = new CopyOnWriteArrayList<>();

        @Override
        public void record(Activity activity) {
            all.add(0, activity);
        }

        @Override
        public Page<Activity> list(WorkspaceId workspace, Page.Request request) {
            return InMemoryIntegrations.pageOf(
                    all.stream()
                            .filter(activity -> activity.merchant().workspace().equals(workspace))
                            .toList(),
                    request);
        }
    }

    private record OurAddresses(URI publicUrl) implements OfferConnection.Addresses {
        @Override
        public URI callback(PlatformId platform) {
            return URI.create(publicUrl + "/api/integrations/" + platform + "/callback");
        }

        @Override
        public URI back(PlatformId platform) {
            return URI.create(publicUrl + "/connect/" + platform + "/return");
        }
    }

    private final class HealthOnPaper implements HealthSource {
        @Override
        public List<Part> readiness() {
            return health;
        }

        @Override
        public List<Part> details() {
            return health;
        }
    }

    private final class Catalog implements WidgetSettingsCatalog {
        @Override
        public Optional<WidgetSettings> find(UserId user) {
            return Optional.ofNullable(widgets.get(user));
        }

        @Override
        public WidgetSettings own(UserId user) {
            return widgets.getOrDefault(user, WidgetSettings.DEFAULT);
        }

        @Override
        public WidgetSettings save(UserId user, WidgetSettings given, Activity activity) {
            WidgetSettings kept = new WidgetSettings(
                    given.color(),
                    given.mode(),
                    given.position(),
                    given.greeting(),
                    given.locale(),
                    given.texts(),
                    given.customCss(),
                    given.features(),
                    given.proofs(),
                    given.handoverEmail(),
                    given.handoverPhone(),
                    given.handoverUrl(),
                    given.retentionDays(),
                    own(user).version() + 1);
            widgets.put(user, kept);
            activities.record(activity);
            return kept;
        }
    }

    private final class Conversing implements Conversations {
        @Override
        public Optional<Conversation> find(ConversationId id) {
            return Optional.ofNullable(conversations.get(id));
        }

        @Override
        public void save(Conversation conversation) {
            conversations.put(conversation.id(), conversation);
        }
    }

    private static final class Envelope implements CredentialVault {
        @Override
        public SealedCredentials seal(IntegrationId integration, Credentials credentials) {
            return SealedCredentials.NONE;
        }

        @Override
        public Credentials open(IntegrationId integration, SealedCredentials sealed) {
            return Credentials.of(Map.of());
        }
    }

    private static final class NoLimits implements AttemptLimiter {
        @Override
        public int take(String scope) {
            return 1;
        }

        @Override
        public void giveBack(String scope) {}
    }

    private static final class NoCache implements OrderCache {
        @Override
        public Optional<Order> get(IntegrationId integration, OrderReference reference) {
            return Optional.empty();
        }

        @Override
        public void put(IntegrationId integration, OrderReference reference, Order order) {}

        @Override
        public void forget(IntegrationId integration, String orderId) {}
    }

    static String uuid() {
        return UUID.randomUUID().toString();
    }
}
