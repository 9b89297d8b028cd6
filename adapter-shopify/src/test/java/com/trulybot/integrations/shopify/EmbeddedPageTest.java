package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.ConnectionCheck.Refused;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.EmbeddedPage;
import com.trulybot.integrations.platform.StoreHttp;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our page in the shop's admin: who opens it, what its session tokens prove, and what they are exchanged for. */
class EmbeddedPageTest {
    private static final StoreUrl SHOP = StoreUrl.parse("https://" + Shops.DOMAIN);
    private static final Map<String, String> OURS = Map.of(
            "API_KEY", FakeTokens.CLIENT_ID,
            "API_SECRET", FakeTokens.CLIENT_SECRET,
            "SCOPES", "read_orders,read_customers");
    private static final ScriptedHttp NOBODY = ScriptedHttp.answering(ScriptedHttp.status(500, ""));
    private static final String TOKEN = FakeTokens.sessionToken(Shops.DOMAIN, Shops.NOW);

    private static EmbeddedPage page() {
        return Shops.platform().embeddedPage().orElseThrow();
    }

    private static Stream<JsonNode> vectors(String file, String verdict) {
        return Fields.list(Fixture.json("vectors/" + file), "vectors")
                .filter(vector -> !vector.path(verdict).asText().equals("either"));
    }

    static Stream<JsonNode> queries() {
        return vectors("oauth-query-hmac.json", "expected");
    }

    static Stream<JsonNode> tokens() {
        return vectors("session-token.json", "recommended");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void theShopThatOpensThePageOrInstallsTheAppIsToldByTheSignedQuery(JsonNode vector) {
        Optional<StoreUrl> store = page().store(vector.path("query").asText(), Shops.context(NOBODY, OURS));

        assertThat(store)
                .isEqualTo(vector.path("expected").asText().equals("accept") ? Optional.of(SHOP) : Optional.empty());
    }

    private static Optional<AccessGrant> session(String token, StoreHttp http, Map<String, String> settings) {
        return page().session(token, Shops.context(http, settings));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aSessionTokenProvesItsShopOrNothing(JsonNode vector) {
        Optional<StoreUrl> store =
                session(vector.path("token").asText(), NOBODY, OURS).flatMap(AccessGrant::store);

        assertThat(store)
                .isEqualTo(vector.path("recommended").asText().equals("accept") ? Optional.of(SHOP) : Optional.empty());
        assertThat(NOBODY.requests).isEmpty();
    }

    @Test
    void withoutAnAppOfOursNobodyIsBelieved() {
        Map<String, String> none = Map.of("API_KEY", FakeTokens.CLIENT_ID);

        assertThat(session(TOKEN, NOBODY, none)).isEmpty();
        assertThat(page().frame(SHOP, Shops.context(NOBODY, none))).isEmpty();
        assertThat(page().store(
                                queries()
                                        .findFirst()
                                        .orElseThrow()
                                        .path("query")
                                        .asText(),
                                Shops.context(NOBODY, none)))
                .isEmpty();
    }

    /** A shop whose token endpoint says this, and whose orders can be read. */
    private static ScriptedHttp shop(String file) {
        JsonNode answer = Fixture.json("oauth/" + file + ".json");
        return new ScriptedHttp(request -> {
            if (request.uri().getPath().endsWith("/admin/oauth/access_token")) {
                return ScriptedHttp.whole(answer);
            }
            return ScriptedHttp.ok(
                    String.valueOf(request.body()).contains("query Shop")
                            ? "{\"data\":{\"shop\":{\"name\":\"Snow Devil\"}}}"
                            : "{\"data\":{\"orders\":{\"nodes\":[]}}}");
        });
    }

    private static Optional<ConnectionCheck> redeemed(ScriptedHttp http, Map<String, String> settings) {
        return session(TOKEN, http, settings).orElseThrow().redeem(SHOP.value(), Shops.soon());
    }

    @Test
    void aSessionTokenIsExchangedForATokenThatEndsAndItsRefreshToken() {
        ScriptedHttp http = shop("token-offline-expiring");

        assertThat(redeemed(http, OURS))
                .containsInstanceOf(Confirmed.class)
                .get()
                .satisfies(check -> {
                    Confirmed confirmed = (Confirmed) check;
                    assertThat(confirmed.credentials().secrets())
                            .isEqualTo(Map.of(
                                    Field.ACCESS_TOKEN, Secret.of("shpat_0123456789abcdef0123456789abcdef"),
                                    Field.REFRESH_TOKEN, Secret.of("shprt_0123456789abcdef0123456789abcdef")));
                    assertThat(confirmed.credentials().accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(3600));
                    assertThat(confirmed.profile().shopDomain()).isEqualTo(Shops.DOMAIN);
                    assertThat(confirmed.profile().permissions()).isEqualTo("read_orders,read_customers");
                });
        assertThat(http.requests.get(0).uri()).hasToString("https://snowdevil.myshopify.com/admin/oauth/access_token");
        assertThat(http.requests.get(0).method()).isEqualTo("POST");
        assertThat(http.requests.get(0).body())
                .isEqualTo("{\"client_id\":\"4f2c1d7a9b3e5f60718293a4b5c6d7e8\","
                        + "\"client_secret\":\"hush-0123456789abcdef0123456789abcdef\","
                        + "\"grant_type\":\"urn:ietf:params:oauth:grant-type:token-exchange\","
                        + "\"subject_token\":\"" + TOKEN + "\","
                        + "\"subject_token_type\":\"urn:ietf:params:oauth:token-type:id_token\","
                        + "\"requested_token_type\":\"urn:shopify:params:oauth:token-type:offline-access-token\","
                        + "\"expiring\":\"1\"}");
        assertThat(http.requests.get(1).headers())
                .containsEntry("X-Shopify-Access-Token", "shpat_0123456789abcdef0123456789abcdef");
    }

    @Test
    void aSessionTokenThatShopifyNoLongerTakesIsToldApart() {
        assertThat(redeemed(shop("error-invalid-subject-token"), OURS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error-code-reused", "error-refresh-dead"})
    void anAppThatIsGivenNoTokenIsRefused(String file) {
        assertThatThrownBy(() -> redeemed(shop(file), OURS))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED));
    }

    @Test
    void aScopeThatWasNotGrantedIsNamed() {
        Map<String, String> more = new HashMap<>(OURS);
        more.put("SCOPES", "read_orders,read_customers,read_fulfillments");

        assertThat(redeemed(shop("token-offline-expiring"), more))
                .contains(new Refused(StoreProblem.STORE_PERMISSION_MISSING, "Not granted: read_fulfillments."));
    }

    @Test
    void accessToAnotherShopIsNotTaken() {
        ScriptedHttp http = shop("token-offline-expiring");

        assertThat(session(TOKEN, http, OURS).orElseThrow().redeem("other.myshopify.com", Shops.soon()))
                .containsInstanceOf(ConnectionCheck.Invalid.class);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void theTokenIsNotSaidAloud() {
        assertThat(session(TOKEN, NOBODY, OURS)).get().hasToString("SessionGrant[snowdevil.myshopify.com]");
    }

    @Test
    void thePageIsFramedByTheShopsAdminAndNobodyElse() {
        assertThat(page().frame(SHOP, Shops.context(NOBODY, OURS)))
                .contains(new EmbeddedFrame(
                        URI.create("https://snowdevil.myshopify.com/admin/apps/4f2c1d7a9b3e5f60718293a4b5c6d7e8"),
                        URI.create("https://cdn.shopify.com/shopifycloud/app-bridge.js"),
                        Map.of("shopify-api-key", FakeTokens.CLIENT_ID),
                        List.of("https://snowdevil.myshopify.com", "https://admin.shopify.com")));
        assertThat(page().frame(StoreUrl.parse("https://evil.example"), Shops.context(NOBODY, OURS)))
                .isEmpty();
    }
}
