package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a token that ends is exchanged for a new one. */
class RenewalTest {
    private static final String NEW = "{\"access_token\":\"shpat_new\",\"expires_in\":86399}";
    private static final Response ORDER = ScriptedHttp.whole(Fixture.json("graphql/order-1001.json"));
    private static final Response REJECTED = ScriptedHttp.whole(Fixture.json("errors/401-invalid-token.json"));

    private static Credentials ownApp(@Nullable Instant ends) {
        return new Credentials(
                Map.of(
                        Field.API_KEY, Secret.of("client-id"),
                        Field.API_SECRET, Secret.of("client-secret"),
                        Field.ACCESS_TOKEN, Secret.of("shpat_old")),
                ends);
    }

    private static Credentials renew(ScriptedHttp http, Map<String, String> settings, Credentials credentials) {
        return new TokenRefresh()
                .refresh(
                        new StoreAccess(
                                Shops.INTEGRATION,
                                StoreUrl.parse("https://" + Shops.DOMAIN),
                                Shops.DOMAIN,
                                credentials,
                                Map.of()),
                        Shops.context(http, settings),
                        Shops.soon());
    }

    private static boolean forToken(Request request) {
        return request.uri().getPath().equals("/admin/oauth/access_token");
    }

    /** A shop that knows one token and gives it out. */
    private static ScriptedHttp shop(String answer) {
        return new ScriptedHttp(request -> {
            if (forToken(request)) {
                return ScriptedHttp.ok(answer);
            }
            return "shpat_new".equals(request.headers().get("X-Shopify-Access-Token")) ? ORDER : REJECTED;
        });
    }

    @Test
    void aTokenIsDueFiveMinutesBeforeItEnds() {
        Instant ends = Instant.parse("2026-11-23T01:00:00Z");

        assertThat(new TokenRefresh().dueAt(ownApp(ends))).contains(Instant.parse("2026-11-23T00:55:00Z"));
        assertThat(new TokenRefresh().dueAt(OF_OUR_APP)).contains(Shops.NOW.minusSeconds(290));
        assertThat(new TokenRefresh().dueAt(ownApp(null))).contains(Instant.MAX);
    }

    @Test
    void aPastedTokenCannotBeExchanged() {
        Credentials pasted = Credentials.of(
                Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_old"), Field.API_SECRET, Secret.of("for webhooks")));

        assertThat(new TokenRefresh().dueAt(pasted)).isEmpty();
        assertRejected(() -> renew(shop(NEW), Map.of(), pasted));
    }

    @Test
    void theTokenOfAShopsOwnAppIsExchangedByItsSecret() {
        Credentials after = renew(shop(NEW), Map.of(), ownApp(Shops.NOW));

        assertThat(after.require(Field.ACCESS_TOKEN)).isEqualTo(Secret.of("shpat_new"));
        assertThat(after.require(Field.API_KEY)).isEqualTo(Secret.of("client-id"));
        assertThat(after.accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(86_399));
    }

    @Test
    void aTokenOfOurAppIsExchangedByItsRefreshToken() {
        ScriptedHttp http = shop(
                "{\"access_token\":\"shpat_new\",\"expires_in\":3600,\"refresh_token\":\"shprt_new\",\"scope\":\"x\"}");

        Credentials after = renew(http, OURS, OF_OUR_APP);

        assertThat(http.requests.get(0).body())
                .isEqualTo("{\"client_id\":\"ours\",\"client_secret\":\"our secret\",\"grant_type\":\"refresh_token\","
                        + "\"refresh_token\":\"shprt_old\"}");
        assertThat(after.require(Field.REFRESH_TOKEN)).isEqualTo(Secret.of("shprt_new"));
        assertThat(after.accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(3600));
    }

    @Test
    void aDeadRefreshTokenIsTheMerchantsToMend() {
        ScriptedHttp http =
                new ScriptedHttp(request -> ScriptedHttp.whole(Fixture.json("oauth/error-refresh-dead.json")));

        assertRejected(() -> renew(http, OURS, OF_OUR_APP));
    }

    /** A shop that knows one refresh token, and refuses the others as Shopify does. */
    private static ScriptedHttp knowing(String refreshToken) {
        return new ScriptedHttp(request -> String.valueOf(request.body()).contains("\"" + refreshToken + "\"")
                ? ScriptedHttp.ok("{\"access_token\":\"shpat_new\",\"expires_in\":3600,"
                        + "\"refresh_token\":\"shprt_new\",\"refresh_token_expires_in\":7776000}")
                : ScriptedHttp.whole(Fixture.json("oauth/error-refresh-dead.json")));
    }

    private static final Credentials WITH_A_PREVIOUS_ONE = new Credentials(
            Map.of(
                    Field.ACCESS_TOKEN, Secret.of("shpat_old"),
                    Field.REFRESH_TOKEN, Secret.of("shprt_old"),
                    Field.PREVIOUS_REFRESH_TOKEN, Secret.of("shprt_older")),
            Shops.NOW.plusSeconds(10));

    @Test
    void theRefreshTokenThatWorkedIsKeptUntilItsSuccessorHasWorked() {
        Credentials after = renew(knowing("shprt_old"), OURS, WITH_A_PREVIOUS_ONE);

        assertThat(after.require(Field.REFRESH_TOKEN)).isEqualTo(Secret.of("shprt_new"));
        assertThat(after.require(Field.PREVIOUS_REFRESH_TOKEN)).isEqualTo(Secret.of("shprt_old"));
    }

    @Test
    void theRefreshTokenBeforeIsTriedWhenThePresentOneIsDead() {
        Credentials after = renew(knowing("shprt_older"), OURS, WITH_A_PREVIOUS_ONE);

        assertThat(after.require(Field.ACCESS_TOKEN)).isEqualTo(Secret.of("shpat_new"));
        assertThat(after.require(Field.REFRESH_TOKEN)).isEqualTo(Secret.of("shprt_new"));
        assertThat(after.require(Field.PREVIOUS_REFRESH_TOKEN)).isEqualTo(Secret.of("shprt_older"));
        assertRejected(() -> renew(knowing("another"), OURS, WITH_A_PREVIOUS_ONE));
    }

    @Test
    void aShopThatIsDownCostsNoRefreshToken() {
        ScriptedHttp http = ScriptedHttp.answering(ScriptedHttp.status(503, ""));

        assertThatThrownBy(() -> renew(http, OURS, WITH_A_PREVIOUS_ONE))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE));
        assertThat(http.requests).hasSize(1);
    }

    static Stream<JsonNode> grants() {
        return Fields.list(Fixture.json("vectors/oauth-flow.json"), "vectors")
                .filter(vector -> Set.of("refresh-token", "refresh-token-invalid", "client-credentials")
                        .contains(vector.path("id").asText()));
    }

    @ParameterizedTest
    @MethodSource("grants")
    void aGrantIsAskedForAsShopifysOwnLibraryAsks(JsonNode vector) {
        JsonNode asked = vector.at("/tokenRequest/body");
        boolean refresh = asked.has("refresh_token");
        Credentials held = Credentials.of(
                refresh
                        ? Map.of(Field.REFRESH_TOKEN, Secret.of("shprt_old"))
                        : Map.of(
                                Field.API_KEY,
                                Secret.of(asked.path("client_id").asText()),
                                Field.API_SECRET,
                                Secret.of(asked.path("client_secret").asText())));
        Map<String, String> ours = Map.of(
                "API_KEY", asked.path("client_id").asText(),
                "API_SECRET", asked.path("client_secret").asText());
        ScriptedHttp http = ScriptedHttp.answering(ScriptedHttp.status(
                vector.at("/response/status").asInt(),
                vector.at("/response/body").toString()));

        if (vector.at("/response/status").asInt() == 200) {
            assertThat(renew(http, refresh ? ours : Map.of(), held).require(Field.ACCESS_TOKEN))
                    .isEqualTo(
                            Secret.of(vector.at("/response/body/access_token").asText()));
        } else {
            assertRejected(() -> renew(http, ours, held));
        }
        assertThat(http.requests.get(0).uri())
                .hasToString(vector.at("/tokenRequest/url").asText());
        assertThat(http.requests.get(0).method()).isEqualTo("POST");
        assertThatCode(() -> assertThat(Answers.JSON.readTree(
                                String.valueOf(http.requests.get(0).body())))
                        .isEqualTo(asked))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutOurAppsSecretARefreshTokenIsOfNoUse() {
        ScriptedHttp http = ScriptedHttp.answering(ORDER);

        assertRejected(() -> renew(http, Map.of(), OF_OUR_APP));
        assertThat(http.requests).isEmpty();
    }

    private static final Map<String, String> OURS = Map.of("API_KEY", "ours", "API_SECRET", "our secret");

    private static final Credentials OF_OUR_APP = new Credentials(
            Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_old"), Field.REFRESH_TOKEN, Secret.of("shprt_old")),
            Shops.NOW.plusSeconds(10));

    private static void assertRejected(ThrowingCallable asking) {
        assertThatThrownBy(asking)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED));
    }
}
