package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a token that ends is exchanged for a new one. */
class RenewalTest {
    private static final OrderQuery NUMBER = OrderQuery.byNumber(OrderReference.parse("1001"));
    private static final Response ORDER = ScriptedHttp.whole(Fixture.json("graphql/order-1001.json"));
    private static final Response REJECTED = ScriptedHttp.whole(Fixture.json("errors/401-invalid-token.json"));

    private final List<Credentials> renewed = new ArrayList<>();

    private static Credentials ownApp(@Nullable Instant ends) {
        return new Credentials(
                Map.of(
                        Field.API_KEY, Secret.of("client-id"),
                        Field.API_SECRET, Secret.of("client-secret"),
                        Field.ACCESS_TOKEN, Secret.of("shpat_old")),
                ends);
    }

    private Store open(ScriptedHttp http, Map<String, String> settings, Credentials credentials) {
        return Shops.open(http, settings, Map.of(), credentials, renewed::add);
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

    private static final String NEW = "{\"access_token\":\"shpat_new\",\"expires_in\":86399}";

    @ParameterizedTest
    @CsvSource({"2026-11-22T23:00:00Z", "2026-11-23T00:04:59Z"})
    void aTokenThatEndsSoonIsExchangedFirst(Instant ends) {
        ScriptedHttp http = shop(NEW);

        assertThat(Shops.found(open(http, Shops.GRAPHQL, ownApp(ends)).find(NUMBER, Shops.soon()))
                        .number())
                .isEqualTo("1001");
        assertThat(http.requests).hasSize(2);
        assertThat(renewed).singleElement().satisfies(credentials -> {
            assertThat(credentials.require(Field.ACCESS_TOKEN)).isEqualTo(Secret.of("shpat_new"));
            assertThat(credentials.require(Field.API_KEY)).isEqualTo(Secret.of("client-id"));
            assertThat(credentials.accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(86_399));
        });
    }

    @Test
    void aTokenThatIsRefusedIsExchangedOnceAndTheRequestRepeated() {
        ScriptedHttp http = shop(NEW);

        assertThat(Shops.found(open(http, Shops.GRAPHQL, ownApp(null)).find(NUMBER, Shops.soon()))
                        .number())
                .isEqualTo("1001");
        assertThat(http.requests).hasSize(3);
        assertThat(renewed).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedAgainIsNotExchangedForEver() {
        ScriptedHttp http = shop("{\"access_token\":\"shpat_other\"}");

        assertThatThrownBy(() -> open(http, Shops.GRAPHQL, ownApp(null)).find(NUMBER, Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED));
        assertThat(http.requests).hasSize(3);
    }

    @Test
    void aTokenThatIsStillGoodDoesWhileNoNewOneIsToBeHad() {
        ScriptedHttp http = new ScriptedHttp(request -> forToken(request) ? ScriptedHttp.status(503, "") : ORDER);

        assertThat(Shops.found(open(http, Shops.GRAPHQL, ownApp(Shops.NOW.plusSeconds(60)))
                                .find(NUMBER, Shops.soon()))
                        .number())
                .isEqualTo("1001");
        assertThat(renewed).isEmpty();
        assertThatThrownBy(() -> open(http, Shops.GRAPHQL, ownApp(Shops.NOW.minusSeconds(60)))
                        .find(NUMBER, Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_UNAVAILABLE));
    }

    @Test
    void aPastedTokenCannotBeExchanged() {
        ScriptedHttp http = shop(NEW);
        Credentials pasted = Credentials.of(
                Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_old"), Field.API_SECRET, Secret.of("for webhooks")));

        assertThatThrownBy(() -> open(http, Shops.GRAPHQL, pasted).find(NUMBER, Shops.soon()))
                .isInstanceOf(StoreException.class);
        assertThat(http.requests).hasSize(1);
        assertThatThrownBy(() ->
                        open(http, Shops.GRAPHQL, Credentials.of(Map.of())).find(NUMBER, Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED));
    }

    private static final Credentials OF_OUR_APP = new Credentials(
            Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_old"), Field.REFRESH_TOKEN, Secret.of("shprt_old")),
            Shops.NOW.plusSeconds(10));

    @Test
    void aTokenOfOurAppIsExchangedByItsRefreshToken() {
        ScriptedHttp http = shop(
                "{\"access_token\":\"shpat_new\",\"expires_in\":3600,\"refresh_token\":\"shprt_new\",\"scope\":\"x\"}");

        open(http, Map.of("API_KEY", "ours", "API_SECRET", "our secret"), OF_OUR_APP)
                .find(NUMBER, Shops.soon());

        assertThat(http.requests.get(0).body())
                .isEqualTo("{\"client_id\":\"ours\",\"client_secret\":\"our secret\",\"grant_type\":\"refresh_token\","
                        + "\"refresh_token\":\"shprt_old\"}");
        assertThat(renewed).singleElement().satisfies(credentials -> {
            assertThat(credentials.require(Field.REFRESH_TOKEN)).isEqualTo(Secret.of("shprt_new"));
            assertThat(credentials.accessTokenExpiresAt()).isEqualTo(Shops.NOW.plusSeconds(3600));
        });
    }

    @Test
    void aDeadRefreshTokenIsTheMerchantsToMend() {
        ScriptedHttp http = new ScriptedHttp(request ->
                forToken(request) ? ScriptedHttp.whole(Fixture.json("oauth/error-refresh-dead.json")) : REJECTED);

        assertThatThrownBy(() -> open(http, Map.of("API_KEY", "ours", "API_SECRET", "our secret"), OF_OUR_APP)
                        .find(NUMBER, Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED));
    }

    @Test
    void withoutOurAppsSecretARefreshTokenIsOfNoUse() {
        ScriptedHttp http = ScriptedHttp.answering(ORDER);

        open(http, Shops.GRAPHQL, OF_OUR_APP).find(NUMBER, Shops.soon());

        assertThat(http.requests).hasSize(1);
        assertThat(renewed).isEmpty();
    }
}
