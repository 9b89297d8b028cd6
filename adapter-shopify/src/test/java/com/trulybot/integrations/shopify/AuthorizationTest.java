package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.ConnectionCheck.Refused;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.StoreAuthorization;
import com.trulybot.integrations.platform.StoreHttp;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The authorization-code grant, against vectors made with Shopify's own library. */
class AuthorizationTest {
    private static final Map<String, String> OURS = Map.of(
            "API_KEY", "4f2c1d7a9b3e5f60718293a4b5c6d7e8",
            "API_SECRET", "hush-0123456789abcdef0123456789abcdef",
            "SCOPES", "read_orders,read_fulfillments");
    private static final URI CALLBACK = URI.create("https://app.example.com/api/shopify/callback");
    private static final String STATE = "ab".repeat(32);
    private static final ScriptedHttp NOBODY = ScriptedHttp.answering(ScriptedHttp.status(500, ""));

    private static StoreAuthorization authorization() {
        return Shops.platform().authorization().orElseThrow();
    }

    private static AuthorizationStart start(String address, Map<String, String> settings) {
        return authorization()
                .start(new AuthorizationRequest(address, STATE, CALLBACK, CALLBACK), Shops.context(NOBODY, settings));
    }

    private static Stream<JsonNode> vectors(String kind) {
        return Fields.list(Fixture.json("vectors/oauth-flow.json"), "vectors")
                .filter(vector -> vector.path("kind").asText().equals(kind));
    }

    private static JsonNode vector(String id) {
        return vectors("callback")
                .filter(vector -> vector.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMerchantIsSentWhereShopifysOwnLibrarySendsThem() {
        String library = vectors("begin")
                .findFirst()
                .orElseThrow()
                .at("/output/location")
                .asText();

        assertThat(start("https://SnowDevil.myshopify.com/admin", OURS))
                .isInstanceOfSatisfying(AuthorizationStart.Page.class, page -> {
                    assertThat(page.store()).isEqualTo(StoreUrl.parse("https://snowdevil.myshopify.com"));
                    assertThat(library.replace(library.replaceAll(".*state=([^&]*).*", "$1"), STATE))
                            // The library names the kind of token even where it is the usual one.
                            .isEqualTo(page.address() + "&grant_options%5B%5D=");
                    assertThat(page.toString()).doesNotContain(STATE);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"snowdevil.myshopify.com.evil.com", "evil.example.com", "", "snowdevil"})
    void nobodyIsSentToWhatIsNoShop(String address) {
        assertThat(start(address, OURS))
                .isInstanceOfSatisfying(
                        AuthorizationStart.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting("field")
                                .containsExactly("shopDomain"));
    }

    @Test
    void withoutAnAppOfOursNobodyIsSentAnywhere() {
        assertThat(start(Shops.DOMAIN, Map.of("API_KEY", "alone")))
                .isInstanceOf(AuthorizationStart.NotConfigured.class);
        assertThat(authorization()
                        .read(
                                new AuthorizationCallback(
                                        vector("callback-valid").path("query").asText(), ""),
                                Shops.context(NOBODY, Map.of())))
                .isEmpty();
    }

    static Stream<JsonNode> callbacks() {
        // The state's cookie is the host's affair.
        return vectors("callback").filter(vector -> !vector.path("id").asText().contains("cookie"));
    }

    private static ScriptedHttp shop(int tokenStatus, String token) {
        return new ScriptedHttp(request -> {
            if (request.uri().getPath().endsWith("/admin/oauth/access_token")) {
                return ScriptedHttp.status(tokenStatus, token);
            }
            String body = String.valueOf(request.body());
            return ScriptedHttp.ok(
                    body.contains("query Shop")
                            ? "{\"data\":{\"shop\":{\"name\":\"Snow Devil\"}}}"
                            : "{\"data\":{\"orders\":{\"nodes\":[]}}}");
        });
    }

    private static Optional<AuthorizationGrant> read(String query, StoreHttp http, Map<String, String> settings) {
        return authorization().read(new AuthorizationCallback(query, ""), Shops.context(http, settings));
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void aCallbackEndsInAConnectedShopOrNot(JsonNode vector) {
        ScriptedHttp http = shop(
                vector.at("/tokenEndpoint/status").asInt(),
                vector.at("/tokenEndpoint/response").toString());
        // The vector of a token for one user was granted less.
        Map<String, String> settings = new HashMap<>(OURS);
        settings.put("SCOPES", "read_orders");

        Optional<AuthorizationGrant> grant = read(vector.path("query").asText(), http, settings);
        boolean connected = grant.map(AuthorizationTest::redeemed).orElse(false);

        assertThat(connected).isEqualTo(vector.path("expected").asText().equals("accept"));
        JsonNode asked = vector.path("tokenRequest");
        if (asked.isObject()) {
            assertThat(http.requests.get(0).uri()).hasToString(asked.path("url").asText());
            assertThat(http.requests.get(0).body())
                    .contains("\"expiring\":\"1\"", asked.at("/body/code").asText());
        } else {
            assertThat(http.requests).isEmpty();
        }
    }

    private static boolean redeemed(AuthorizationGrant grant) {
        try {
            return grant.redeem(Shops.DOMAIN, Shops.soon())
                    .filter(Confirmed.class::isInstance)
                    .isPresent();
        } catch (com.trulybot.integrations.core.integration.StoreException e) {
            return false;
        }
    }

    @Test
    void accessIsTakenWithTheTokensAndTheRefreshToken() {
        JsonNode vector = vector("callback-valid");
        ScriptedHttp http = shop(200, vector.at("/tokenEndpoint/response").toString());

        AuthorizationGrant grant =
                read(vector.path("query").asText(), http, OURS).orElseThrow();
        ConnectionCheck check =
                grant.redeem("https://snowdevil.myshopify.com", Shops.soon()).orElseThrow();

        assertThat(grant.state()).isEqualTo(STATE);
        assertThat(grant.store()).contains(StoreUrl.parse("https://snowdevil.myshopify.com"));
        assertThat(grant.toString()).isEqualTo("CodeGrant[snowdevil.myshopify.com]");
        assertThat(check).isInstanceOfSatisfying(Confirmed.class, confirmed -> {
            assertThat(confirmed.credentials().secrets())
                    .isEqualTo(Map.of(
                            Field.ACCESS_TOKEN, Secret.of("shpat_0123456789abcdef0123456789abcdef"),
                            Field.REFRESH_TOKEN, Secret.of("shprt_0123456789abcdef")));
            assertThat(confirmed.credentials().accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(3600));
            assertThat(confirmed.profile().name()).isEqualTo("Snow Devil");
            assertThat(confirmed.profile().permissions()).isEqualTo("read_orders,read_fulfillments");
        });
    }

    @Test
    void accessToAnotherShopThanAskedForIsNotTaken() {
        JsonNode vector = vector("callback-valid");
        ScriptedHttp http = shop(200, vector.at("/tokenEndpoint/response").toString());

        ConnectionCheck check = read(vector.path("query").asText(), http, OURS)
                .orElseThrow()
                .redeem("other.myshopify.com", Shops.soon())
                .orElseThrow();

        assertThat(check).isInstanceOf(ConnectionCheck.Invalid.class);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void aCodeThatWasUsedIsToldApart() {
        JsonNode vector = vector("callback-code-reused");
        ScriptedHttp http = shop(400, vector.at("/tokenEndpoint/response").toString());

        assertThat(read(vector.path("query").asText(), http, OURS).orElseThrow().redeem(Shops.DOMAIN, Shops.soon()))
                .isEmpty();
    }

    @Test
    void aCallbackSignedWithTheFormerSecretIsBelievedWhereThatIsSet() {
        Map<String, String> rotated = new HashMap<>(OURS);
        rotated.put("API_SECRET", "the new secret");
        String query = vector("callback-valid").path("query").asText();

        assertThat(read(query, NOBODY, rotated)).isEmpty();
        rotated.put("API_SECRET_PREVIOUS", OURS.getOrDefault("API_SECRET", ""));
        assertThat(read(query, NOBODY, rotated)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read_orders | write_orders | ''",
                "read_orders,read_customers | read_customers,read_orders | ''",
                "read_orders,read_customers | write_orders | read_customers",
                "write_orders | read_orders | write_orders",
                "read_orders,read_all_orders | read_orders | read_all_orders",
            })
    void theScopesGrantedAreComparedWithThoseAskedFor(String asked, String granted, String missing) {
        assertThat(String.join(",", Scopes.missing(asked, granted))).isEqualTo(missing);
        assertThat(Scopes.missing(asked, null)).isEqualTo(List.of());
    }

    @Test
    void aScopeThatWasNotGrantedIsNamed() {
        String token = Fixture.json("oauth/token-scope-implied-write.json")
                .path("body")
                .toString();
        ScriptedHttp http = shop(200, token);
        String query = vector("callback-valid").path("query").asText();
        Map<String, String> more = new HashMap<>(OURS);
        more.put("SCOPES", "read_orders, read_customers");
        Map<String, String> implied = new HashMap<>(OURS);
        implied.put("SCOPES", "read_orders");

        assertThat(read(query, http, more).orElseThrow().redeem(Shops.DOMAIN, Shops.soon()))
                .contains(new Refused(StoreProblem.STORE_PERMISSION_MISSING, "Not granted: read_customers."));
        assertThat(read(query, http, implied).orElseThrow().redeem(Shops.DOMAIN, Shops.soon()))
                .containsInstanceOf(Confirmed.class);
    }
}
