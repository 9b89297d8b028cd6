package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.ConnectionCheck.Invalid;
import com.trulybot.integrations.core.integration.ConnectionCheck.Refused;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a shop is checked before it is connected. */
class ConnectTest {
    private static final Map<Field, Secret> TOKEN = Map.of(Field.ACCESS_TOKEN, Secret.of(" shpat_fixture\n"));
    private static final Map<Field, Secret> OWN_APP =
            Map.of(Field.API_KEY, Secret.of("client-id"), Field.API_SECRET, Secret.of("shpss_client-secret"));

    private static final String SHOP = """
            {"data":{"shop":{"name":"Snow Devil","email":"hi@snowdevil.example","currencyCode":"EUR",
            "orderNumberFormatPrefix":"SD-","orderNumberFormatSuffix":""},
            "currentAppInstallation":{"accessScopes":[{"handle":"read_orders"},{"handle":"read_all_orders"}]}}}""";
    private static final String ONE_ORDER =
            "{\"data\":{\"orders\":{\"nodes\":[{\"id\":\"gid://shopify/Order/1\",\"name\":\"SD-1\"}]}}}";
    private static final String GRANTED =
            "{\"access_token\":\"shpat_day\",\"scope\":\"read_orders,read_customers\",\"expires_in\":86399}";

    private static Response graphQl(Request request) {
        String body = request.body() == null ? "" : request.body();
        return body.contains("query Shop") ? ScriptedHttp.ok(SHOP) : ScriptedHttp.ok(ONE_ORDER);
    }

    private static Response rest(Request request) {
        String path = request.uri().getPath();
        if (path.endsWith("/shop.json")) {
            return ScriptedHttp.ok(Fixture.json("rest/2026-07/shop.json").toString());
        }
        return path.endsWith("/access_scopes.json")
                ? ScriptedHttp.ok(
                        Fixture.json("rest/2026-07/access_scopes.json").toString())
                : ScriptedHttp.ok(Fixture.json("rest/2026-07/order_test_1.json").toString());
    }

    private static ScriptedHttp granting(Function<Request, Response> rest) {
        return new ScriptedHttp(request -> request.uri().getPath().endsWith("/admin/oauth/access_token")
                ? ScriptedHttp.ok(GRANTED)
                : rest.apply(request));
    }

    private static ConnectionCheck check(ScriptedHttp http, Map<String, String> settings, StoreProposal proposal) {
        return new ShopifyPlatform().check(proposal, Shops.context(http, settings), Shops.soon());
    }

    private static Confirmed confirmed(ConnectionCheck check) {
        assertThat(check).isInstanceOf(Confirmed.class);
        return (Confirmed) check;
    }

    @Test
    void aTokenThatReadsOrdersIsConfirmedThroughGraphQl() {
        ScriptedHttp http = new ScriptedHttp(ConnectTest::graphQl);

        Confirmed confirmed =
                confirmed(check(http, Shops.GRAPHQL, Shops.proposal("https://SnowDevil.myshopify.com/admin", TOKEN)));

        assertThat(confirmed.profile().url()).hasToString("https://snowdevil.myshopify.com");
        assertThat(confirmed.profile().shopDomain()).isEqualTo("snowdevil.myshopify.com");
        assertThat(confirmed.profile().name()).isEqualTo("Snow Devil");
        assertThat(confirmed.profile().email()).isEqualTo("hi@snowdevil.example");
        assertThat(confirmed.profile().permissions()).isEqualTo("read_orders,read_all_orders");
        assertThat(confirmed.profile().config())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "currency", "EUR",
                        "apiVersion", "2026-10",
                        "orderPrefix", "SD-",
                        "orderSuffix", "",
                        "visibleDays", "0"));
        assertThat(confirmed.credentials().require(Field.ACCESS_TOKEN)).isEqualTo(Secret.of("shpat_fixture"));
        assertThat(http.targets())
                .containsOnly("/admin/api/2026-10/graphql.json")
                .hasSize(2);
    }

    @Test
    void aTokenThatReadsOrdersIsConfirmedThroughRest() {
        ScriptedHttp http = new ScriptedHttp(ConnectTest::rest);
        StoreProposal named =
                new StoreProposal(ShopifyPlatform.ID, Shops.DOMAIN, TOKEN, "My name", "my@mail.example", "all");

        Confirmed confirmed = confirmed(check(http, Shops.REST, named));

        assertThat(confirmed.profile().name()).isEqualTo("My name");
        assertThat(confirmed.profile().email()).isEqualTo("my@mail.example");
        assertThat(confirmed.profile().permissions()).isEqualTo("read_products,write_orders,read_orders");
        assertThat(confirmed.profile().config())
                .containsEntry("currency", "USD")
                .containsEntry("orderPrefix", "#")
                .containsEntry("orderSuffix", "")
                .doesNotContainKey("allOrders");
        assertThat(http.targets())
                .containsExactly(
                        "/admin/api/2026-10/shop.json",
                        "/admin/api/2026-10/orders.json?status=any&limit=1&fields=id,name,order_number",
                        "/admin/oauth/access_scopes.json",
                        "/admin/api/2026-10/orders.json?status=any&limit=1&order=created_at%20asc&fields=id,name,created_at");
    }

    @Test
    void theVersionThatReallyAnsweredIsKept() {
        ScriptedHttp http = new ScriptedHttp(request -> new Response(
                200,
                Map.of("X-Shopify-API-Version", List.of("2026-01")),
                graphQl(request).body()));

        assertThat(confirmed(check(http, Map.of("API_VERSION", "2024-10"), Shops.proposal(Shops.DOMAIN, TOKEN)))
                        .profile()
                        .config())
                .containsEntry("apiVersion", "2026-01")
                .containsEntry("apiVersionAsked", "2024-10");
    }

    @Test
    void theShopsOwnAppIsGivenATokenOfADay() {
        ScriptedHttp http = granting(ConnectTest::graphQl);

        Confirmed confirmed = confirmed(check(http, Shops.GRAPHQL, Shops.proposal(Shops.DOMAIN, OWN_APP)));

        assertThat(http.targets().get(0)).isEqualTo("/admin/oauth/access_token");
        assertThat(http.requests.get(0).body())
                .isEqualTo("{\"client_id\":\"client-id\",\"client_secret\":\"shpss_client-secret\","
                        + "\"grant_type\":\"client_credentials\"}");
        assertThat(confirmed.credentials().require(Field.ACCESS_TOKEN)).isEqualTo(Secret.of("shpat_day"));
        assertThat(confirmed.credentials().require(Field.API_SECRET)).isEqualTo(Secret.of("shpss_client-secret"));
        assertThat(confirmed.credentials().accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(86_399));
        assertThat(http.requests.get(1).headers()).containsEntry("X-Shopify-Access-Token", "shpat_day");
    }

    @Test
    void theScopesOfTheGrantCountWhereTheShopTellsNone() {
        ScriptedHttp http = granting(request ->
                request.uri().getPath().endsWith("access_scopes.json") ? ScriptedHttp.status(404, "") : rest(request));

        assertThat(confirmed(check(http, Shops.REST, Shops.proposal(Shops.DOMAIN, OWN_APP)))
                        .profile()
                        .permissions())
                .isEqualTo("read_orders,read_customers");
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":\"invalid_request\"}', STORE_CREDENTIALS_REJECTED",
        "401, '{\"error\":\"invalid_client\"}', STORE_CREDENTIALS_REJECTED",
        "403, '{\"error\":\"shop_not_permitted\"}', STORE_CREDENTIALS_REJECTED",
        "403, '<html>', STORE_REFUSED_US",
        "404, '', STORE_NOT_FOUND",
        "500, '<html>', STORE_UNAVAILABLE",
        "200, '{}', STORE_ANSWER_INVALID",
        "200, '{\"access_token\":\"a\\nb\"}', STORE_ANSWER_INVALID",
    })
    void aGrantThatIsRefusedIsToldApart(int status, String body, StoreProblem problem) {
        ConnectionCheck check = check(
                ScriptedHttp.answering(ScriptedHttp.status(status, body)),
                Shops.GRAPHQL,
                Shops.proposal(Shops.DOMAIN, OWN_APP));

        assertThat(check)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
    }

    @ParameterizedTest
    @CsvSource({
        "401-invalid-token, STORE_CREDENTIALS_REJECTED",
        "402-frozen, STORE_FROZEN",
        "403-nonexpiring-token, STORE_TOKEN_TYPE_REFUSED",
        "404-not-found, STORE_NOT_FOUND",
        "429-no-header, STORE_RATE_LIMITED",
        "502-html, STORE_UNAVAILABLE",
        "200-html, STORE_ANSWER_INVALID",
    })
    void aShopsFaultRefusesTheProposal(String file, StoreProblem problem) {
        for (Map<String, String> mode : List.of(Shops.GRAPHQL, Shops.REST)) {
            ConnectionCheck check = check(
                    ScriptedHttp.answering(ScriptedHttp.whole(Fixture.json("errors/" + file + ".json"))),
                    mode,
                    Shops.proposal(Shops.DOMAIN, TOKEN));

            assertThat(check)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.problem()).isEqualTo(problem));
        }
    }

    @Test
    void aTokenThatMayNotReadOrdersIsRefusedWithTheScopeThatIsMissing() {
        ScriptedHttp http = new ScriptedHttp(request -> graphQl(request).body().equals(SHOP)
                ? ScriptedHttp.ok(SHOP)
                : ScriptedHttp.whole(Fixture.json("errors/200-gql-access-denied-scope.json")));

        assertThat(check(http, Shops.GRAPHQL, Shops.proposal(Shops.DOMAIN, TOKEN)))
                .isEqualTo(new Refused(StoreProblem.STORE_PERMISSION_MISSING, "The scope read_orders is missing."));
    }

    @Test
    void aMerchantSeesThatEmailsAreKeptBack() {
        ScriptedHttp http = new ScriptedHttp(request -> graphQl(request).body().equals(SHOP)
                ? ScriptedHttp.ok(SHOP)
                : ScriptedHttp.whole(Fixture.json("errors/200-gql-pcd-field.json")));

        assertThat(confirmed(check(http, Shops.GRAPHQL, Shops.proposal(Shops.DOMAIN, TOKEN)))
                        .profile()
                        .config())
                .containsEntry("dataNotApproved", "email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "snowdevil", "snowdevil.com", "https://admin.shopify.com/store/snowdevil"})
    void whatIsNoShopDomainIsNamedWithoutAskingAnyone(String address) {
        ScriptedHttp http = new ScriptedHttp(ConnectTest::graphQl);

        assertThat(check(http, Shops.GRAPHQL, Shops.proposal(address, TOKEN)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo("shopDomain");
                                    assertThat(problem.message()).contains("my-shop.myshopify.com");
                                }));
        assertThat(check(http, Shops.GRAPHQL, Shops.proposal(null, TOKEN))).isInstanceOf(Invalid.class);
        assertThat(http.requests).isEmpty();
    }

    private static void lacks(Map<Field, Secret> secrets, String... fields) {
        ScriptedHttp http = new ScriptedHttp(ConnectTest::graphQl);
        Map<String, String> ourApp = Map.of("API_KEY", "ours", "API_SECRET", "ours too");

        assertThat(check(http, ourApp, Shops.proposal(Shops.DOMAIN, secrets)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting("field")
                                .containsExactly((Object[]) fields));
        assertThat(http.requests).isEmpty();
    }

    @Test
    void whatIsMissingInTheCredentialsIsNamed() {
        lacks(Map.of(Field.API_KEY, Secret.of("id")), "clientSecret");
        lacks(Map.of(Field.API_SECRET, Secret.of("secret")), "clientId", "accessToken");
        lacks(Map.of(Field.ACCESS_TOKEN, Secret.of("two words")), "accessToken");
        lacks(Map.of(), "accessToken");
    }

    @Test
    void aDomainAloneNeedsAnAppOfOurs() {
        ScriptedHttp http = new ScriptedHttp(ConnectTest::graphQl);

        assertThat(check(http, Map.of("API_KEY", "alone"), Shops.proposal(Shops.DOMAIN, Map.of())))
                .isEqualTo(new ConnectionCheck.NotConfigured());
    }

    @ParameterizedTest
    @CsvSource({"API_VERSION, latest", "API_MODE, soap", "ADMIN_BASE, shop.example"})
    void aSettingThatCannotBeIsNamed(String name, String value) {
        assertThatThrownBy(() -> check(
                        new ScriptedHttp(ConnectTest::graphQl),
                        Map.of(name, value),
                        Shops.proposal(Shops.DOMAIN, TOKEN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SHOPIFY_" + name);
    }

    @Test
    void nothingSecretIsSaidOfWhatWeHold() {
        Map<String, String> settings = Map.of("API_KEY", "ours", "API_SECRET", "hush-hush-hush");
        ShopifyApp app = ShopifyApp.of(Shops.context(ScriptedHttp.answering(ScriptedHttp.ok("")), settings));

        assertThat(app.configured()).isTrue();
        assertThat(app.toString()).doesNotContain("hush");
        assertThat(Credentials.of(OWN_APP).toString()).doesNotContain("shpss");
        assertThat(new ShopifyPlatform().displayName()).isEqualTo("Shopify");
    }
}
