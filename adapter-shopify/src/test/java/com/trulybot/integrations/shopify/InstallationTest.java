package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart.Page;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.platform.PlatformContext;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way, against a Shopify that looks at every parameter: it takes ours, and nothing else that looks like it. */
class InstallationTest {
    private static final Map<String, String> OURS = Map.of(
            "API_KEY", FakeTokens.CLIENT_ID,
            "API_SECRET", FakeTokens.CLIENT_SECRET);
    private static final URI CALLBACK = URI.create("https://ours.example/api/integrations/shopify/callback");
    private static final String STATE = "c3RhdGUtb2YtdGhlLWhvc3QtMDEyMzQ1Njc4OWFi";

    private final FakeTokens tokens = new FakeTokens();
    private final FakeConsent consent = new FakeConsent(tokens);
    private final FakeAdmin admin = new FakeAdmin("https://shop.example/");

    /** Remembers what was sent to the token endpoint, changed or not. */
    private final List<String> sent = new ArrayList<>();

    private ScriptedHttp shop(UnaryOperator<String> onTheWay) {
        return new ScriptedHttp(request -> {
            String body = String.valueOf(request.body());
            if (request.uri().getPath().equals("/admin/oauth/access_token")) {
                String arrives = onTheWay.apply(body);
                sent.add(arrives);
                FakeTokens.Answer answer =
                        tokens.give(request.uri().getHost(), request.headers().get("Content-Type"), arrives);
                return ScriptedHttp.status(answer.status(), answer.body());
            }
            return tokens.opens(request.headers().get("X-Shopify-Access-Token"))
                    ? ScriptedHttp.ok(admin.graphQl(json(body), false).toString())
                    : ScriptedHttp.status(401, "{\"errors\":\"[API] Invalid API key or access token\"}");
        });
    }

    private static JsonNode json(String text) {
        try {
            return Answers.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static PlatformContext context(ScriptedHttp http) {
        return Shops.context(http, OURS, Instant.now());
    }

    private static URI page(ScriptedHttp http) {
        return ((Page) Shops.platform()
                        .authorization()
                        .orElseThrow()
                        .start(new AuthorizationRequest(Shops.DOMAIN, STATE, CALLBACK, CALLBACK), context(http)))
                .address();
    }

    private AuthorizationGrant granted(ScriptedHttp http) {
        URI back = consent.agree(Shops.DOMAIN, page(http));
        assertThat(back.toString()).startsWith(CALLBACK + "?");
        return Shops.platform()
                .authorization()
                .orElseThrow()
                .read(new AuthorizationCallback(back.getRawQuery(), ""), context(http))
                .orElseThrow();
    }

    private static AccessGrant session(ScriptedHttp http) {
        return Shops.platform()
                .embeddedPage()
                .orElseThrow()
                .session(FakeTokens.sessionToken(Shops.DOMAIN, Instant.now()), context(http))
                .orElseThrow();
    }

    private static Optional<ConnectionCheck> redeem(AccessGrant grant) {
        return grant.redeem(Shops.DOMAIN, Shops.soon());
    }

    @Test
    void aMerchantWhoAgreesIsConnectedOnce() {
        ScriptedHttp http = shop(body -> body);
        AuthorizationGrant grant = granted(http);

        assertThat(grant.state()).isEqualTo(STATE);
        assertThat(redeem(grant)).containsInstanceOf(Confirmed.class);
        assertThat(redeem(grant)).as("the same code again").isEmpty();
    }

    @Test
    void theEmbeddedPageIsConnectedByItsSessionToken() {
        assertThat(redeem(session(shop(body -> body)))).containsInstanceOf(Confirmed.class);
    }

    @Test
    void anAppThatWasTakenOutGetsNothing() {
        ScriptedHttp http = shop(body -> body);
        AuthorizationGrant grant = granted(http);
        tokens.revoke();

        assertThat(redeem(grant)).isEmpty();
        assertThat(redeem(session(http))).isEmpty();
    }

    static List<UnaryOperator<String>> changes() {
        return List.of(
                page -> page.replace("client_id=4f2c", "client_id=5f2c"),
                page -> page.replaceFirst("client_id=[^&]*&", ""),
                page -> page.replaceFirst("&scope=[^&]*", ""),
                page -> page.replaceFirst("&scope=[^&]*", "&scope="),
                page -> page.replace("&scope=read", "&scope=see"),
                page -> page.replaceFirst("&redirect_uri=[^&]*", "&redirect_uri=%2Fcallback"),
                page -> page.replaceFirst("&redirect_uri=[^&]*", ""),
                page -> page.replaceFirst("&state=.*", "&state=short"),
                page -> page.replaceFirst("&state=.*", ""),
                page -> page + "&state=" + STATE,
                page -> page + "&grant_options%5B%5D=per-user");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theConsentPageTakesNoOtherParameters(UnaryOperator<String> change) {
        URI page = page(shop(body -> body));
        String other = change.apply(page.toString());

        assertThat(other).isNotEqualTo(page.toString());
        assertThatIllegalArgumentException().isThrownBy(() -> consent.agree(Shops.DOMAIN, URI.create(other)));
    }

    @Test
    void theTokenEndpointTakesEveryMemberAsItIsAndNoOther() {
        for (boolean ofCode : List.of(true, false)) {
            redeem(ofCode ? granted(shop(body -> body)) : session(shop(body -> body)));
            List<String> members = json(sent.get(sent.size() - 1)).properties().stream()
                    .map(Map.Entry::getKey)
                    .toList();
            for (String member : members) {
                assertRefused(ofCode, body -> without(body, member), "without " + member);
                assertRefused(
                        ofCode,
                        body -> body.replaceFirst("\"" + member + "\":\"", "\"" + member + "\":\"x"),
                        "another " + member);
            }
            assertRefused(ofCode, body -> body.replaceFirst("\\{", "{\"more\":\"1\","), "one more");
        }
    }

    private void assertRefused(boolean ofCode, UnaryOperator<String> change, String what) {
        ScriptedHttp http = shop(change);
        AccessGrant grant = ofCode ? granted(http) : session(http);
        Optional<ConnectionCheck> check;
        try {
            check = redeem(grant);
        } catch (StoreException e) {
            check = Optional.empty();
        }
        assertThat(check).as(what).isEmpty();
    }

    private static String without(String body, String member) {
        ObjectNode json = (ObjectNode) json(body);
        json.remove(member);
        return json.toString();
    }
}
