package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.http.World.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedRoutesTest {
    private static final String SHOP = "a.myshopify.com";
    private static final String OTHER = "b.myshopify.com";
    private static final String API = "/api/integrations/shopify/";
    private static final PlatformPages PLATFORMS = new PlatformPages();
    private static World world;

    @BeforeAll
    static void open() {
        world = new World(URI.create("https://bot.example"), PLATFORMS);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void forget() {
        world.forget();
        PLATFORMS.forget();
    }

    private static Merchant merchant(UserId user) {
        return new Merchant(user, new WorkspaceId(user.value()));
    }

    private static String key(UserId user) {
        return new CreateConnectionKey(world.keys, () -> world.now)
                .create(merchant(user), Origin.NONE, "shop")
                .text()
                .whole()
                .expose();
    }

    private static Answer ask(String token, String method, String path, String body) {
        HttpRequest.Builder request = world.to(API + path).header("Authorization", "Bearer " + token);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return world.send(
                request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static Answer state(String shop) {
        return ask(PlatformPages.session(shop), "GET", "embedded", null);
    }

    private static String proof(UserId user, String key) {
        return "{\"userId\":\"" + user + "\",\"connectionKey\":\"" + key + "\"}";
    }

    private static Integration connected(String shop, UserId user) {
        Answer answer = ask(PlatformPages.session(shop), "POST", "connect", proof(user, key(user)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return world.integrations.rows.values().stream()
                .filter(row -> shop.equals(row.shopDomain()))
                .findFirst()
                .orElseThrow();
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void thePageLivesInTheAdminOfItsStoreAndNowhereElse() {
        PLATFORMS.frame = new com.trulybot.integrations.core.authorization.EmbeddedFrame(
                URI.create("https://admin.example/"),
                URI.create("https://cdn.example/bridge.js?a=1&b=2"),
                java.util.Map.of("api-key", "\"><script>alert(1)</script>", "b", "2"),
                List.of("https://a.myshopify.com", "https://admin.example"));

        Answer page = world.send(world.to("/shopify/app?hmac=signed&shop=" + SHOP));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; img-src data:; script-src 'self' https://cdn.example;"
                        + " connect-src 'self' https://cdn.example; form-action 'none'; base-uri 'none';"
                        + " frame-ancestors https://a.myshopify.com https://admin.example");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.text())
                .contains("<meta name=\"api-key\" content=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">")
                .contains("<meta name=\"b\" content=\"2\">")
                .contains("data-api=\"/api/integrations/shopify\"")
                .contains("<bdi>" + SHOP + "</bdi>")
                .doesNotContain("alert(1)</script>", " style=", "onclick");
        assertThat(page.text().split("<script ", -1)).hasSize(3);
        assertThat(page.text().indexOf("https://cdn.example/bridge.js?a"))
                .isLessThan(page.text().indexOf("/pages/embedded.js"))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?shop=a.myshopify.com", "?hmac=forged&shop=a.myshopify.com", "?hmac=signed"})
    void aPageThatIsNotSignedIsNotShown(String query) {
        Answer page = world.send(world.to("/shopify/app" + query).header("Accept", "text/html"));

        assertThat(page.status()).isEqualTo(401);
        assertThat(page.text())
                .contains("This didn’t come from your store’s platform")
                .doesNotContain("<script");
        assertThat(page.header("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
        isProblem(world.send(world.to("/shopify/app" + query)), 401, "signature_invalid");
    }

    @Test
    void aPlatformWithoutSuchAPageHasNone() {
        isProblem(world.send(world.to("/woocommerce/app?hmac=signed&shop=" + SHOP)), 401, "signature_invalid");
        isProblem(world.send(world.to("/nobody/app?hmac=signed&shop=" + SHOP)), 404, "not_found");
        PLATFORMS.frame = null;
        isProblem(world.send(world.to("/shopify/app?hmac=signed&shop=" + SHOP)), 503, "shopify_not_configured");
    }

    @Test
    void aStoreThatIsNotConnectedIsToldSo() {
        assertThat(state(SHOP).text())
                .isEqualTo("{\"store\":\"https://a.myshopify.com\",\"connected\":false,"
                        + "\"widget\":{\"state\":\"unknown\",\"settingsUrl\":null}}");
    }

    @Test
    void theAccountThatIsProvenGetsTheStore() {
        world.store.widget = new WidgetPresence(
                WidgetPresence.State.ON, URI.create("https://a.myshopify.com/admin/themes/current/editor"));

        Integration row = connected(SHOP, World.ADA);

        assertThat(row.merchant()).isEqualTo(merchant(World.ADA));
        Answer state = state(SHOP);
        assertThat(state.json().path("connected").asBoolean()).isTrue();
        assertThat(state.json().path("account").asText()).isEqualTo("7f9c…8b61");
        assertThat(state.json().path("integration").path("id").asText())
                .isEqualTo(row.id().toString());
        assertThat(state.json().path("integration").path("status").asText()).isEqualTo("active");
        assertThat(state.json().path("integration").path("health").path("state").asText())
                .isEqualTo("ok");
        assertThat(state.json().path("integration").has("advice")).isFalse();
        assertThat(state.json().path("widget"))
                .hasToString(
                        "{\"state\":\"on\",\"settingsUrl\":\"https://a.myshopify.com/admin/themes/current/editor\"}");
        assertThat(state.text()).doesNotContain(World.ADA.toString(), "tbk_", "owner@shop.example");
        assertThat(state.header("Access-Control-Allow-Origin")).isNull();
        assertThat(ask(PlatformPages.session(SHOP), "POST", "connect", proof(World.ADA, key(World.ADA)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoProvesTheShopMovesIt() {
        connected(SHOP, World.EVE);

        Answer moved = ask(PlatformPages.session(SHOP), "POST", "connect", proof(World.ADA, key(World.ADA)));

        assertThat(moved.status()).isEqualTo(201);
        assertThat(world.integrations.rows.values())
                .filteredOn(Integration::connected)
                .singleElement()
                .satisfies(row -> assertThat(row.merchant()).isEqualTo(merchant(World.ADA)));
        assertThat(state(SHOP).json().path("account").asText()).isEqualTo("7f9c…8b61");
    }

    @Test
    void aStorefrontThatCannotBeSeenIsToldAsThat() {
        connected(SHOP, World.ADA);
        world.store.widgetFault = new StoreException(StoreProblem.STORE_REFUSED_US);

        Answer state = state(SHOP);

        assertThat(state.status()).isEqualTo(200);
        assertThat(state.json().path("widget")).hasToString("{\"state\":\"unknown\",\"settingsUrl\":null}");
    }

    @Test
    void aWrongKeyOrAnothersConnectsNothing() {
        String session = PlatformPages.session(SHOP);
        String evesKey = key(World.EVE);
        for (String bad : List.of(
                proof(World.ADA, evesKey),
                proof(World.EVE, evesKey.substring(0, evesKey.length() - 1) + (evesKey.endsWith("A") ? "B" : "A")),
                proof(World.ADA, "tbk_x_y"),
                proof(World.ADA, "tbk_" + World.uuid() + "_" + "a".repeat(43)))) {
            isProblem(ask(session, "POST", "connect", bad), 401, "signature_invalid");
        }
        for (String bad : List.of(
                "{}",
                "{\"userId\":\"" + World.ADA + "\"}",
                "{\"connectionKey\":\"" + evesKey + "\"}",
                "{\"userId\":\"x\",\"connectionKey\":\"" + evesKey + "\"}")) {
            isProblem(ask(session, "POST", "connect", bad), 422, "validation_failed");
        }
        assertThat(world.integrations.rows).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "session-of", "eyJhbGciOiJub25lIn0.e30.", "Bearer session-of-a.myshopify.com"})
    void aTokenThatIsNobodysProvesNothing(String token) {
        for (String path : List.of("connect", "disconnect")) {
            isProblem(ask(token, "POST", path, proof(World.ADA, key(World.ADA))), 401, "token_invalid");
        }
        isProblem(ask(token, "GET", "embedded", null), 401, "token_invalid");
        isProblem(world.send(world.to(API + "embedded")), 401, "token_invalid");
    }

    @Test
    void aSessionOfOnePlatformIsNoneOfAnother() {
        HttpRequest.Builder request = world.to("/api/integrations/woocommerce/embedded")
                .header("Authorization", "Bearer " + PlatformPages.session(SHOP));

        isProblem(world.send(request), 401, "token_invalid");
    }

    @Test
    void aMerchantsTokenIsNoSessionAndASessionNoMerchant() {
        connected(SHOP, World.ADA);

        isProblem(ask(World.token(World.ADA), "GET", "embedded", null), 401, "token_invalid");
        isProblem(
                world.send(
                        world.to("/api/integrations").header("Authorization", "Bearer " + PlatformPages.session(SHOP))),
                401,
                "token_invalid");
        isProblem(
                ask(PlatformPages.session(SHOP), "POST", "orders", "{\"orderNumber\":\"1001\"}"), 401, "token_invalid");
        isProblem(ask(PlatformPages.session(SHOP), "POST", "test", "{}"), 401, "token_invalid");
    }

    @Test
    void aStoreIsDisconnectedFromItsAdminAndAgain() {
        Integration row = connected(SHOP, World.ADA);
        String body = "{\"integrationId\":\"" + row.id() + "\"}";

        Answer ended = ask(PlatformPages.session(SHOP), "POST", "disconnect", body);

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().path("integration").path("status").asText()).isEqualTo("disconnected");
        assertThat(world.integrations.rows.get(row.id()).status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        assertThat(world.store.takenDown).hasSize(1);
        assertThat(state(SHOP).json().path("connected").asBoolean()).isFalse();
        assertThat(ask(PlatformPages.session(SHOP), "POST", "disconnect", body).status())
                .isEqualTo(200);
        assertThat(world.store.takenDown).hasSize(1);
        isProblem(ask(PlatformPages.session(SHOP), "POST", "disconnect", "{}"), 404, "integration_not_found");
    }

    @Test
    void theSessionOfAnotherStoreReadsAndEndsNothing() {
        Integration row = connected(SHOP, World.ADA);
        String body = "{\"integrationId\":\"" + row.id() + "\"}";

        isProblem(ask(PlatformPages.session(OTHER), "POST", "disconnect", body), 404, "integration_not_found");
        isProblem(ask(PlatformPages.session(OTHER), "POST", "disconnect", "{}"), 404, "integration_not_found");
        assertThat(state(OTHER).text())
                .contains("\"connected\":false")
                .doesNotContain(row.id().toString(), "7f9c");
        assertThat(world.integrations.rows.get(row.id()).connected()).isTrue();
    }

    @Test
    void whatIsWrongWithTheStoreIsTold() {
        String body = proof(World.ADA, key(World.ADA));
        PLATFORMS.instead = new ConnectionCheck.Refused(StoreProblem.STORE_PERMISSION_MISSING, "Not granted: a.");
        isProblem(ask(PlatformPages.session(SHOP), "POST", "connect", body), 422, "store_permission_missing");
        PLATFORMS.instead = new ConnectionCheck.NotConfigured();
        isProblem(ask(PlatformPages.session(SHOP), "POST", "connect", body), 503, "shopify_not_configured");
        PLATFORMS.instead = ConnectionCheck.Invalid.of("shopDomain", "must be another");
        isProblem(ask(PlatformPages.session(SHOP), "POST", "connect", body), 422, "validation_failed");
        PLATFORMS.instead = null;
        PLATFORMS.refuseGrants = true;
        isProblem(ask(PlatformPages.session(SHOP), "POST", "connect", body), 400, "oauth_code_refused");
        assertThat(world.integrations.rows).isEmpty();
    }
}
