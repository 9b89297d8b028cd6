package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.StorePlatform;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooCommercePlatformTest {
    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Shop shop = Shop.of(fake);

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(StorePlatform.class)).anySatisfy(platform -> {
            assertThat(platform.id().value()).isEqualTo("woocommerce");
            assertThat(platform.displayName()).isEqualTo("WooCommerce");
        });
    }

    @Test
    void tellsWhatTheShopSaysOfItself() {
        ConnectionCheck check = shop.check();

        assertThat(profile(check))
                .isEqualTo(new StoreProfile(
                        StoreUrl.parse("https://shop.example"),
                        "Real Woo Lab",
                        null,
                        null,
                        "read",
                        Map.of(
                                "authentication", "basic",
                                "route", "pretty",
                                "currency", "USD",
                                "version", "11.0.1",
                                "timezone", "America/New_York")));
    }

    @Test
    void showsTheKeysToTheShopOnlyOnceItIsKnownToBeWooCommerce() {
        shop.check();

        assertThat(fake.requests().get(0).headers()).doesNotContainKey("Authorization");
        assertThat(fake.requests().get(1).headers())
                .containsEntry(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (Shop.KEY + ":" + Shop.SECRET).getBytes(StandardCharsets.UTF_8)));
        assertThat(fake.asked())
                .containsExactly("/wp-json/", "/wp-json/wc/v3/orders?per_page=1", "/wp-json/wc/v3/system_status");
    }

    @Test
    void neverPutsTheKeysIntoAnAddress() {
        shop.check();

        assertThat(fake.requests())
                .allSatisfy(request -> assertThat(request.uri().toString()).doesNotContain(Shop.KEY, Shop.SECRET));
    }

    @Test
    void namesEverythingThatIsMissingAtOnceAndAsksNobody() {
        ConnectionCheck check = shop.check(null, Map.of());

        assertThat(problems(check)).extracting(FieldProblem::field).containsExactly("storeUrl", "apiKey", "apiSecret");
        assertThat(fake.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "ftp://shop.example", "https://me:secret@shop.example", "https://shop.example/?a=b"})
    void anAddressThatIsNoneIsNamedAsSuch(String address) {
        ConnectionCheck check =
                shop.check(address, Map.of(Field.API_KEY, Secret.of("ck_1"), Field.API_SECRET, Secret.of("cs_1")));

        assertThat(problems(check)).extracting(FieldProblem::field).containsExactly("storeUrl");
        assertThat(problems(check))
                .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("me:secret"));
    }

    @Test
    void blanksAroundPastedKeysAreNotKept() {
        ConnectionCheck check = shop.check(
                " shop.example/ ",
                Map.of(
                        Field.API_KEY,
                        Secret.of(" " + Shop.KEY + "\n"),
                        Field.API_SECRET,
                        Secret.of(Shop.SECRET + " ")));

        assertThat(confirmed(check).credentials().require(Field.API_KEY)).isEqualTo(Secret.of(Shop.KEY));
        assertThat(confirmed(check).credentials().require(Field.API_SECRET)).isEqualTo(Secret.of(Shop.SECRET));
        assertThat(profile(check).url()).isEqualTo(StoreUrl.parse("https://shop.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken/mode_rest_disabled_noauth_index", "broken/mode_rest_disabled_early_noauth_index"})
    void aSiteThatIsClosedToStrangersConnectsUnderItsHostName(String index) {
        instead("/wp-json/", index);

        assertThat(profile(shop.check()).name()).isEqualTo("shop.example");
        assertThat(profile(shop.check()).config()).doesNotContainKey("timezone");
    }

    @Test
    void aSiteWithoutWooCommerceIsToldSoBeforeItSeesTheKeys() {
        answerInstead("/wp-json/", 200, "{\"name\":\"Blog\",\"namespaces\":[\"oembed/1.0\",\"wp/v2\"]}");

        assertThat(refusal(shop, StoreProblem.STORE_NOT_WOOCOMMERCE)).isEmpty();
        assertThat(fake.asked()).containsExactly("/wp-json/");
    }

    @ParameterizedTest
    @CsvSource({
        "misc/bad_namespace, STORE_NOT_WOOCOMMERCE",
        "misc/html_404, STORE_NOT_WOOCOMMERCE",
        "broken/mode_waf403, STORE_REFUSED_US",
        "broken/mode_maint200, STORE_ANSWER_INVALID",
        "broken/wp_core_maintenance, STORE_UNAVAILABLE",
        "broken/db_down, STORE_UNAVAILABLE",
        "broken/mode_fatal, STORE_UNAVAILABLE",
        "broken/upstream_down_502, STORE_UNAVAILABLE",
        "auth/https_wrong_secret, STORE_CREDENTIALS_REJECTED",
        "auth/https_customer_read_key_list, STORE_PERMISSION_MISSING",
        "plain_permalinks/wpjson_order_basic, STORE_REDIRECTS"
    })
    void whatKeepsOrdersFromBeingReadIsWhatIsTold(String recording, StoreProblem problem) {
        instead("/wp-json/wc/v3/orders", recording);

        refusal(shop, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"misc/system_status_customer_read", "misc/system_status_admin_write", "broken/mode_fatal"})
    void aKeyThatReadsOrdersButNotTheSystemIsFine(String recording) {
        instead("/wp-json/wc/v3/system_status", recording);

        assertThat(profile(shop.check()).config())
                .containsEntry("timezone", "America/New_York")
                .doesNotContainKeys("currency", "version");
    }

    @Test
    void theNameIsCleanTextAndAMissingTimeZoneIsLeftOut() {
        answerInstead(
                "/wp-json/",
                200,
                "{\"name\":\"Salt &amp; Pepper&#8217;s <b>Shop</b>\",\"timezone_string\":\"\",\"namespaces\":[\"wc/v3\"]}");

        assertThat(profile(shop.check()).name()).isEqualTo("Salt & Pepper’s Shop");
        assertThat(profile(shop.check()).config()).doesNotContainKey("timezone");
    }

    @Test
    void aShopWithOurPluginKeepsItsKeyAndWhetherItAnswers() {
        fake.installPlugin();

        ConnectionCheck check = shop.check("https://shop.example", withPlugin());

        assertThat(confirmed(check).credentials().require(Field.PLUGIN_KEY)).isEqualTo(Secret.of(FakePlugin.KEY));
        assertThat(profile(check).config()).containsEntry("plugin", "answers");
        assertThat(fake.requests().get(fake.requests().size() - 1))
                .satisfies(request -> assertThat(request.body()).isEqualTo("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plugin/no_route",
                "plugin/forged",
                "plugin/expired",
                "plugin/htpasswd",
                "broken/mode_fatal",
                "broken/mode_maint200"
            })
    void aPluginThatDoesNotAnswerNeverKeepsAShopOut(String recording) {
        instead("/", recording);

        ConnectionCheck check = shop.check("https://shop.example", withPlugin());

        assertThat(confirmed(check).credentials().get(Field.PLUGIN_KEY)).isPresent();
        assertThat(profile(check).config()).containsEntry("plugin", "silent");
    }

    @Test
    void aPluginThatCannotBeReachedNeverKeepsAShopOut() {
        fake.fault(request -> {
            if (at("/", request)) {
                throw new StoreException(StoreProblem.STORE_TIMEOUT);
            }
            return Optional.empty();
        });

        assertThat(profile(shop.check("https://shop.example", withPlugin())).config())
                .containsEntry("plugin", "silent");
    }

    @Test
    void theKeysAloneAreWhatConnectsAShop() {
        fake.installPlugin();
        Map<Field, Secret> wrong = new EnumMap<>(withPlugin());
        wrong.put(Field.API_SECRET, Secret.of("cs_wrong"));

        assertThatThrownBy(() -> shop.check("https://shop.example", wrong)).isInstanceOf(StoreException.class);
        assertThat(fake.asked()).noneMatch(asked -> asked.contains("trulybot"));
    }

    private static Map<Field, Secret> withPlugin() {
        return Map.of(
                Field.API_KEY, Secret.of(Shop.KEY),
                Field.API_SECRET, Secret.of(Shop.SECRET),
                Field.PLUGIN_KEY, Secret.of(FakePlugin.KEY));
    }

    @Test
    void isOverWhenItsTimeIs() {
        Shop.of(fake);

        assertThatThrownBy(() -> shop.store().search("x", 1, Deadline.in(java.time.Duration.ZERO)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT));
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void keysTellNothingOfThemselves() {
        Keys keys = Keys.typed(Secret.of(Shop.KEY), Secret.of(Shop.SECRET));

        assertThat(keys.toString()).isEqualTo("Keys[…4567]");
    }

    private void instead(String path, String recording) {
        Response response = Recording.of(recording).response();
        fake.fault(request -> at(path, request) ? Optional.of(response) : Optional.empty());
    }

    private void answerInstead(String path, int status, String body) {
        fake.fault(request -> at(path, request) ? Optional.of(new Response(status, Map.of(), body)) : Optional.empty());
    }

    private static boolean at(String path, Request request) {
        return request.uri().getPath().equals(path);
    }

    private static Optional<String> refusal(Shop shop, StoreProblem problem) {
        return refusal(shop, "https://shop.example", problem);
    }

    private static Optional<String> refusal(Shop shop, String address, StoreProblem problem) {
        StoreException refused = catchThrowableOfType(
                StoreException.class,
                () -> shop.check(
                        address, Map.of(Field.API_KEY, Secret.of(Shop.KEY), Field.API_SECRET, Secret.of(Shop.SECRET))));
        assertThat(refused.problem()).isEqualTo(problem);
        return refused.detail();
    }

    private static ConnectionCheck.Confirmed confirmed(ConnectionCheck check) {
        assertThat(check).isInstanceOf(ConnectionCheck.Confirmed.class);
        return (ConnectionCheck.Confirmed) check;
    }

    private static StoreProfile profile(ConnectionCheck check) {
        return confirmed(check).profile();
    }

    private static List<FieldProblem> problems(ConnectionCheck check) {
        assertThat(check).isInstanceOf(ConnectionCheck.Invalid.class);
        return ((ConnectionCheck.Invalid) check).problems();
    }
}
