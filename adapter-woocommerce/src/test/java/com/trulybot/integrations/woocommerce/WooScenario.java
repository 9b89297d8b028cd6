package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.tck.AuthorizationScenario;
import com.trulybot.integrations.platform.tck.Fault;
import com.trulybot.integrations.platform.tck.KnownOrder;
import com.trulybot.integrations.platform.tck.RegistrationScenario;
import com.trulybot.integrations.platform.tck.StoreScenario;
import com.trulybot.integrations.platform.tck.WebhookScenario;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The recorded shop, for the contract kit. */
final class WooScenario implements StoreScenario {
    private static final Map<Field, Secret> SECRETS =
            Map.of(Field.API_KEY, Secret.of(Shop.KEY), Field.API_SECRET, Secret.of(Shop.SECRET));

    private final Map<Field, Secret> good;
    private final FakeWooCommerce shop = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final FakeWooServer server = new FakeWooServer(shop::answer);
    private final CountDownLatch closed = new CountDownLatch(1);

    WooScenario() {
        this(SECRETS);
    }

    /** With our plugin in the shop. */
    static WooScenario withPlugin() {
        Map<Field, Secret> secrets = new EnumMap<>(SECRETS);
        secrets.put(Field.PLUGIN_KEY, Secret.of(FakePlugin.KEY));
        WooScenario scenario = new WooScenario(secrets);
        scenario.shop.installPlugin();
        return scenario;
    }

    /** The order in the bin is recorded as Bob's; the kit wants one of the first order's owner. */
    private WooScenario(Map<Field, Secret> good) {
        this.good = good;
        shop.copy(20, 40, Map.of("status", "trash"));
        shop.copy(21, 41, Map.of("number", "US-20", "date_created_gmt", "2026-01-01T00:00:00"));
        shop.permit(FakeWooCommerce.Permission.BOTH);
    }

    @Override
    public Optional<WebhookScenario> webhooks() {
        return Optional.of(new WooWebhookScenario());
    }

    @Override
    public Optional<RegistrationScenario> webhookRegistration() {
        return Optional.of(new WooRegistrationScenario(shop, goodProposal()));
    }

    @Override
    public Optional<AuthorizationScenario> authorization() {
        return Optional.of(new WooAuthorizationScenario(url()));
    }

    @Override
    public boolean plugin() {
        return true;
    }

    @Override
    public StorePlatform platform() {
        return new WooCommercePlatform();
    }

    @Override
    public List<String> addresses() {
        return List.of(server.address());
    }

    @Override
    public StoreProposal goodProposal() {
        return proposal(url(), good);
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return proposal(
                url(), Map.of(Field.API_KEY, Secret.of(Shop.KEY), Field.API_SECRET, Secret.of("cs_wrong-0123456789")));
    }

    @Override
    public Map<String, StoreProposal> incompleteProposals() {
        return Map.of(
                "storeUrl", proposal(null, SECRETS),
                "apiKey", proposal(url(), Map.of(Field.API_SECRET, Secret.of(Shop.SECRET))),
                "apiSecret", proposal(url(), Map.of(Field.API_KEY, Secret.of(Shop.KEY))));
    }

    private String url() {
        return "http://" + server.address();
    }

    private static StoreProposal proposal(String address, Map<Field, Secret> secrets) {
        return new StoreProposal(WooCommercePlatform.ID, address, secrets, null, null, null);
    }

    @Override
    public KnownOrder order() {
        return new KnownOrder("20", "20", "alice@example.com", OrderStatus.PROCESSING, Money.of("57.15", "USD"));
    }

    @Override
    public KnownOrder anothersOrder() {
        return new KnownOrder("25", "25", "Bob.OBrien@Example.com", OrderStatus.REFUNDED, Money.of("35.39", "USD"));
    }

    @Override
    public Optional<KnownOrder> hiddenOrder() {
        return Optional.of(
                new KnownOrder("40", "40", "alice@example.com", OrderStatus.PROCESSING, Money.of("57.15", "USD")));
    }

    /** Numbered by a plugin. */
    @Override
    public Optional<KnownOrder> lookalike() {
        return Optional.of(
                new KnownOrder("41", "US-20", "jose.nunez@example.es", OrderStatus.ON_HOLD, Money.of("54.98", "USD")));
    }

    @Override
    public void fault(Fault fault) {
        shop.fault(request -> fault == null ? Optional.empty() : Optional.of(answer(fault, request)));
    }

    private Response answer(Fault fault, Request request) {
        return switch (fault) {
            case UNAVAILABLE -> recorded("broken/upstream_down_502");
            case RATE_LIMITED -> new Response(429, Map.of("Retry-After", List.of("1")), "");
            case HTML_PAGE -> recorded("broken/mode_maint200");
            case CUT_JSON -> cut(shop.answered(request));
            case HANG -> afterTheTest();
            case CREDENTIALS_REJECTED -> recorded("auth/https_revoked_key");
        };
    }

    private static Response recorded(String name) {
        Response response = Recording.of(name).response();
        return new Response(
                response.status(),
                Map.of("Content-Type", List.of(response.header("Content-Type").orElseThrow())),
                response.body());
    }

    private static Response cut(Response whole) {
        return new Response(
                whole.status(),
                whole.headers(),
                whole.body().substring(0, whole.body().length() / 2));
    }

    private Response afterTheTest() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Response(503, Map.of(), "");
    }

    @Override
    public int requests() {
        return shop.requests().size();
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }
}
