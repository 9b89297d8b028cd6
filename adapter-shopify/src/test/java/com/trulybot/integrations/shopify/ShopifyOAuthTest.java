package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against vectors made with Shopify's own library; where ours is stricter, the vector says why. */
class ShopifyOAuthTest {
    private static final ShopDomain SHOP = new ShopDomain(Shops.DOMAIN);
    private static final String CLIENT_ID = "4f2c1d7a9b3e5f60718293a4b5c6d7e8";
    private static final Secret SECRET = Secret.of("hush-0123456789abcdef0123456789abcdef");

    private static ShopifyApp app(ScriptedHttp http) {
        return ShopifyApp.of(Shops.context(http, Map.of()));
    }

    private static ShopifyOAuth oauth(JsonNode vector, Secret... secrets) {
        return new ShopifyOAuth(
                app(ScriptedHttp.answering(ScriptedHttp.ok(""))),
                CLIENT_ID,
                List.of(secrets),
                InstantSource.fixed(Instant.ofEpochSecond(vector.path("now").asLong())));
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

    static Stream<JsonNode> callbacks() {
        return vectors("oauth-flow.json", "expected")
                .filter(vector -> vector.path("kind").asText().equals("callback"))
                .filter(vector -> List.of(
                                "callback-hmac-tampered",
                                "callback-evil-shop-signed",
                                "callback-stale",
                                "callback-valid")
                        .contains(vector.path("id").asText()));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aSignedQueryIsBelievedAndNoOther(JsonNode vector) {
        assertThat(oauth(vector, Secret.of(vector.path("secret").asText()))
                        .callback(vector.path("query").asText())
                        .isPresent())
                .isEqualTo(vector.path("expected").asText().equals("accept"));
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void aCallbackIsBelievedAndNoOther(JsonNode vector) {
        assertThat(oauth(vector, SECRET).callback(vector.path("query").asText()).isPresent())
                .isEqualTo(vector.path("expected").asText().equals("accept"));
    }

    @Test
    void aCallbackTellsTheShopTheCodeAndTheState() {
        JsonNode vector = queries().findFirst().orElseThrow();

        assertThat(oauth(vector, SECRET).callback(vector.path("query").asText()))
                .contains(new ShopifyOAuth.Callback(SHOP, "0907a61c0c8d55e99db179b68161bc00", "0.6784241404160823"))
                .get()
                .asString()
                .doesNotContain("0907a61c");
    }

    @Test
    void theFormerSecretStillCountsWhereItIsGiven() {
        JsonNode query = queries().findFirst().orElseThrow();
        JsonNode token = tokens().findFirst().orElseThrow();
        ShopifyOAuth rotated = oauth(query, Secret.of("the new secret"), SECRET);

        assertThat(rotated.callback(query.path("query").asText())).isPresent();
        assertThat(rotated.sessionToken(token.path("token").asText())).contains(SHOP);
        assertThat(oauth(query, Secret.of("the new secret"))
                        .callback(query.path("query").asText()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "=", "hmac", "a=%", "a=%zz", "hmac=00&hmac=00"})
    void aBrokenQueryIsNotBelieved(String query) {
        assertThat(oauth(queries().findFirst().orElseThrow(), SECRET).callback(query))
                .isEmpty();
        assertThat(oauth(queries().findFirst().orElseThrow(), SECRET).callback(query + "&" + "x".repeat(10_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aSessionTokenProvesItsShopOrNothing(JsonNode vector) {
        Optional<ShopDomain> proven = oauth(
                        vector, Secret.of(vector.path("secret").asText()))
                .sessionToken(vector.path("token").asText());

        assertThat(proven)
                .isEqualTo(vector.path("recommended").asText().equals("accept") ? Optional.of(SHOP) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a.b.c", "e30.e30.", "!!.!!.!!", "W10.W10.AA"})
    void aBrokenSessionTokenProvesNothing(String token) {
        JsonNode vector = tokens().findFirst().orElseThrow();

        assertThat(oauth(vector, SECRET).sessionToken(token)).isEmpty();
        assertThat(oauth(vector, SECRET).sessionToken(vector.path("token").asText() + "A".repeat(9_000)))
                .isEmpty();
    }

    @Test
    void aMerchantIsSentToTheShopsOwnPage() {
        assertThat(oauth(queries().findFirst().orElseThrow(), SECRET)
                        .authorize(
                                SHOP,
                                "read_orders,read_fulfillments",
                                URI.create("https://app.example.com/api/shopify/callback"),
                                "ab ab"))
                .hasToString("https://snowdevil.myshopify.com/admin/oauth/authorize"
                        + "?client_id=4f2c1d7a9b3e5f60718293a4b5c6d7e8&scope=read_orders%2Cread_fulfillments"
                        + "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fapi%2Fshopify%2Fcallback&state=ab%20ab");
    }

    private static Optional<Tokens.Granted> exchange(ScriptedHttp http) {
        return new Tokens(http, InstantSource.fixed(Shops.NOW), app(http), SHOP)
                .ofCode(CLIENT_ID, SECRET, "the-code", Shops.soon());
    }

    private static ScriptedHttp answering(String file) {
        JsonNode answer = Fixture.json("oauth/" + file + ".json");
        return ScriptedHttp.answering(ScriptedHttp.whole(answer));
    }

    @Test
    void aCodeIsExchangedForATokenThatEnds() {
        ScriptedHttp http = answering("token-offline-expiring");

        Tokens.Granted granted = exchange(http).orElseThrow();

        assertThat(granted.scope()).isEqualTo("read_orders,read_customers");
        assertThat(granted.credentials().secrets())
                .isEqualTo(Map.of(
                        Field.ACCESS_TOKEN, Secret.of("shpat_0123456789abcdef0123456789abcdef"),
                        Field.REFRESH_TOKEN, Secret.of("shprt_0123456789abcdef0123456789abcdef")));
        assertThat(granted.credentials().accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(3600));
        assertThat(http.requests.get(0).repeatable()).isFalse();
        assertThat(http.requests.get(0).uri()).hasToString("https://snowdevil.myshopify.com/admin/oauth/access_token");
        assertThat(http.requests.get(0).body())
                .isEqualTo("{\"client_id\":\"4f2c1d7a9b3e5f60718293a4b5c6d7e8\","
                        + "\"client_secret\":\"hush-0123456789abcdef0123456789abcdef\","
                        + "\"code\":\"the-code\",\"expiring\":\"1\"}");
    }

    @Test
    void aTokenThatDoesNotEndIsTakenAsOne() {
        assertThat(exchange(answering("token-offline-nonexpiring"))
                        .orElseThrow()
                        .credentials()
                        .accessTokenExpiresAt())
                .isNull();
    }

    @Test
    void aCodeThatWasUsedIsRefused() {
        assertThat(exchange(answering("error-code-reused"))).isEmpty();
        assertThatThrownBy(() -> exchange(answering("error-html")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE));
    }
}
