package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shoppers' orders through our plugin in the shop. */
class PluginOrdersTest {
    private static final String ROUTE = "/?rest_route=/trulybot/v1/orders";
    private static final String ALICE = "alice@example.com";

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final WooCommercePlatform platform = new WooCommercePlatform();
    private Instant now = Shop.NOW;
    private final InstantSource clock = () -> now;
    private Function<Request, Response> answers = fake::answer;
    private final Shop shop = Shop.answering(request -> answers.apply(request), clock);

    PluginOrdersTest() {
        fake.gate().clock(clock);
        fake.installPlugin();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "#20", "No. 20"})
    void oneRequestFindsTheOrderThatWooCommerceItselfWouldGive(String number) {
        Optional<Order> byPlugin = find(number, " Alice@Example.com ");

        assertThat(fake.asked()).containsExactly(ROUTE);
        fake.removePlugin();
        assertThat(byPlugin).isPresent().isEqualTo(find(number, ALICE));
    }

    @Test
    void theRequestIsSignedAndHoldsNoSecret() {
        find("20", ALICE);

        Request request = fake.requests().get(0);
        String time = Long.toString(Shop.NOW.getEpochSecond());
        String body = "{\"number\":\"20\",\"email\":\"alice@example.com\"}";
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo(body);
        assertThat(request.repeatable()).isFalse();
        assertThat(request.headers())
                .doesNotContainKeys("Authorization", "X-TrulyBot-User")
                .containsEntry("X-TrulyBot-Key-Id", FakePlugin.KEY_ID)
                .containsEntry("X-TrulyBot-Timestamp", time)
                .containsEntry(
                        "X-TrulyBot-Signature",
                        FakePlugin.signature(
                                FakePlugin.SECRET, time, request.headers().get("X-TrulyBot-Nonce"), body));
        assertThat(request.headers().values() + " " + request.uri() + request.body())
                .doesNotContain(FakePlugin.SECRET, Shop.KEY, Shop.SECRET);
    }

    /** Reckoned apart from this code. */
    @Test
    void theSignatureIsTheContracts() {
        PluginKey key = key().orElseThrow();

        assertThat(key.headers(
                        "POST",
                        PluginRoute.PATH,
                        "{\"number\":\"20\"}",
                        Instant.ofEpochSecond(1795410000L),
                        UUID.fromString("11111111-2222-4333-8444-555555555555")))
                .containsEntry("X-TrulyBot-Nonce", "11111111222243338444555555555555")
                .containsEntry(
                        "X-TrulyBot-Signature", "v1=9bb25a06a18f86ae2e51f54a42ff0733895ce00d12bd1a74da6faac3a7eafc9f");
        assertThat(key.toString()).isEqualTo("PluginKey[" + FakePlugin.KEY_ID + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"processing", "refunded", "fulfilled", "jpy", "tracking", "on_hold", "kwd", "entities"})
    void theRealPluginsAnswerIsTheOrderThatTheRealWooCommerceGives(String label) {
        JsonNode asked = request("plugin/order_" + label);
        OrderQuery query =
                query(asked.path("number").asText(), asked.path("email").asText());
        List<String> paths = new ArrayList<>();
        answers = request -> {
            paths.add(request.uri().getPath());
            String path = request.uri().getPath();
            String part = path.replaceFirst("/wp-json/wc/v3/orders/[0-9]+/?", "");
            return Recording.of("plugin/" + (path.equals("/") ? "order_" : "wc_") + label
                            + (part.isEmpty() || path.equals("/") ? "" : "_" + part))
                    .response();
        };

        Optional<Order> byPlugin = found(Shop.withPlugin(Shop.INTEGRATION, FakePlugin.KEY), query);

        assertThat(paths).containsExactly("/");
        assertThat(byPlugin).isPresent();
        assertThat(byPlugin).isEqualTo(found(Shop.access("https://shop.example", Map.of()), query));
    }

    @Test
    void theRealPluginKeepsWhatOpensThePaymentPageToItself() {
        assertThat(Recording.in("plugin"))
                .hasSizeGreaterThan(20)
                .allSatisfy(recording -> assertThat(recording.response().body())
                        .doesNotContain("order_key", "payment_url", "wc_order_", "customer_ip_address"));
    }

    @ParameterizedTest
    @CsvSource({
        "closed_api, 15, ann@shop.test, 15",
        "notices, 15, ann@shop.test, 15",
        "sub_folder, 15, ann@shop.test, 15",
        "plain_permalinks, 15, ann@shop.test, 15",
        "sequential_numbers, 15, ann@shop.test, 21",
        "prefixed_numbers, 1015, ann@shop.test, 15"
    })
    void everyShapeOfTheRealShopIsRead(String recording, String number, String email, String id) {
        answers = request -> Recording.of("plugin/" + recording).response();

        assertThat(find(number, email)).map(Order::id).contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong_number", "wrong_email", "trashed", "draft"})
    void whatTheRealPluginDoesNotFindIsNotFoundAndNobodyElseIsAsked(String recording) {
        List<Request> asked = new ArrayList<>();
        answers = request -> {
            asked.add(request);
            return Recording.of("plugin/" + recording).response();
        };

        assertThat(find("15", "ann@shop.test")).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aWrongEmailCostsWhatAWrongNumberCosts() {
        assertThat(find("20", "mallory@example.org")).isEmpty();
        assertThat(find("98", ALICE)).isEmpty();

        assertThat(fake.asked()).containsExactly(ROUTE, ROUTE);
    }

    /** The plugin is only a part of the shop: what it answers is judged as all else. */
    @Test
    void anotherOrderThanWasAskedForIsNotFound() {
        answers = request -> Recording.of("plugin/order_processing").response();

        assertThat(find("15", "mallory@shop.test")).isEmpty();
        assertThat(find("16", "ann@shop.test")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plugin/no_route",
                "plugin/forged",
                "plugin/expired",
                "plugin/unsigned",
                "plugin/nothing_asked",
                "plugin/htpasswd",
                "plugin/wc_processing",
                "broken/mode_maint200",
                "broken/mode_fatal",
                "broken/mode_waf403",
                "broken/upstream_down_502",
                "misc/html_404"
            })
    void wherePluginDoesNotAnswerWooCommerceIsAskedAndThePluginLeftAloneForAWhile(String recording) {
        instead(Recording.of(recording).response());

        assertThat(find("20", ALICE)).isPresent();
        assertThat(fake.asked()).containsExactly(ROUTE, "/wp-json/wc/v3/orders/20");
        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(find("20", ALICE)).isPresent();
        assertThat(fake.asked().subList(2, 3)).containsExactly("/wp-json/wc/v3/orders/20");

        fake.fault(request -> Optional.empty());
        now = now.plusMillis(1);
        assertThat(find("20", ALICE)).isPresent();
        assertThat(fake.asked().subList(3, 4)).containsExactly(ROUTE);
    }

    @Test
    void theShopsClockMayBeWrong() {
        fake.gate().clock(() -> now.plusSeconds(301));

        assertThat(find("20", ALICE)).isPresent();
        assertThat(fake.asked()).containsExactly(ROUTE, "/wp-json/wc/v3/orders/20");
    }

    @Test
    void anAnswerThatBreaksOffIsNone() {
        Response whole = Recording.of("plugin/order_processing").response();
        instead(new Response(
                200, Map.of(), whole.body().substring(0, whole.body().length() / 2)));

        assertThat(find("20", ALICE)).isPresent();
        assertThat(fake.asked()).hasSize(2);
    }

    @Test
    void aRequestThatSomethingSentTwiceSaysNothingOfThePlugin() {
        instead(Recording.of("plugin/replayed").response());

        assertThat(find("20", ALICE)).isPresent();
        assertThat(find("20", ALICE)).isPresent();
        assertThat(fake.asked()).containsExactly(ROUTE, "/wp-json/wc/v3/orders/20", ROUTE, "/wp-json/wc/v3/orders/20");
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreProblem.class,
            names = {
                "STORE_TIMEOUT",
                "STORE_ANSWER_INVALID",
                "STORE_REDIRECTS",
                "STORE_UNREACHABLE",
                "STORE_UNAVAILABLE"
            })
    void whereNoAnswerComesWooCommerceIsAsked(StoreProblem problem) {
        answers = request -> {
            if (request.method().equals("POST")) {
                fake.answer(request);
                throw new StoreException(problem);
            }
            return fake.answer(request);
        };

        assertThat(find("20", ALICE)).isPresent();
        assertThat(find("20", ALICE)).isPresent();
        // A shop that can't be reached at all says nothing of its plugin.
        boolean ofTheShop = problem == StoreProblem.STORE_UNREACHABLE || problem == StoreProblem.STORE_UNAVAILABLE;
        assertThat(fake.asked()).filteredOn(ROUTE::equals).hasSize(ofTheShop ? 2 : 1);
    }

    @Test
    void oneShopsSilenceIsNotAnothers() {
        fake.removePlugin();
        find("20", ALICE);
        fake.installPlugin();

        found(Shop.withPlugin(IntegrationId.random(), FakePlugin.KEY), query("20", ALICE));

        assertThat(fake.asked()).containsExactly(ROUTE, "/wp-json/wc/v3/orders/20", ROUTE);
    }

    @Test
    void whoAsksWithoutAnAddressOrByIdAsksWooCommerceItself() {
        found(Shop.withPlugin(Shop.INTEGRATION, FakePlugin.KEY), OrderQuery.byNumber(OrderReference.parse("20")));
        found(
                Shop.withPlugin(Shop.INTEGRATION, FakePlugin.KEY),
                OrderQuery.byId("20").of(ALICE));

        assertThat(fake.asked()).containsExactly("/wp-json/wc/v3/orders/20", "/wp-json/wc/v3/orders/20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tbk_", "tbk_5d1c9c2e-7f0a-4b7e-9a51-3f6a1f0c2b77_short", "something else"})
    void aKeyThatIsNoneIsAsNoPlugin(String key) {
        assertThat(found(Shop.withPlugin(Shop.INTEGRATION, key), query("20", ALICE)))
                .isPresent();
        assertThat(fake.asked()).containsExactly("/wp-json/wc/v3/orders/20");
    }

    @Test
    void notMoreShopsThanThatAreKeptInMind() {
        SilentPlugins silent = new SilentPlugins();
        IntegrationId first = IntegrationId.random();
        silent.note(first, now);
        for (int i = 0; i < SilentPlugins.SHOPS; i++) {
            silent.note(IntegrationId.random(), now);
        }

        assertThat(silent.shops()).isEqualTo(SilentPlugins.SHOPS);
        assertThat(silent.holds(first, now)).isFalse();
    }

    private void instead(Response response) {
        fake.fault(request -> request.uri().toString().endsWith(ROUTE) ? Optional.of(response) : Optional.empty());
    }

    private Optional<Order> find(String number, String email) {
        return found(Shop.withPlugin(Shop.INTEGRATION, FakePlugin.KEY), query(number, email));
    }

    private Optional<Order> found(StoreAccess access, OrderQuery query) {
        return platform.open(access, shop.context())
                .find(query, Shop.soon())
                .<Optional<Order>>match(Optional::of, Optional::empty, Optional::empty);
    }

    private static OrderQuery query(String number, String email) {
        return OrderQuery.byNumber(OrderReference.parse(number), email);
    }

    private static JsonNode request(String recording) {
        return Recording.json(Recording.of(recording).asked());
    }

    private static Optional<PluginKey> key() {
        return PluginKey.of(Credentials.of(Map.of(Field.PLUGIN_KEY, Secret.of(FakePlugin.KEY))));
    }
}
