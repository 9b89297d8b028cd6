package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.ShopperExport;
import com.trulybot.integrations.core.workspace.Ticket;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.http.World.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a merchant does about connecting, apart from the connecting itself. */
class ConnectingRoutesTest {
    private static final String KEYS = "/api/connection-keys";
    private static final String SHOPIFY = "/api/integrations/shopify/";
    private static final String WOO = "/api/integrations/woocommerce/";
    private static World world;

    @BeforeAll
    static void open() {
        world = World.unlimited();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void forget() {
        world.forget();
    }

    private static void isRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static Answer asEve(String method, String path) {
        return world.send(world.to(path)
                .header("Authorization", "Bearer " + World.token(World.EVE))
                .method(method, BodyPublishers.noBody()));
    }

    private static Answer delete(String path) {
        return world.send(world.asAda(path).DELETE());
    }

    private static AuthorizationStart page(String store) {
        return new AuthorizationStart.Page(URI.create(store + "/grant?state=hidden-state"), StoreUrl.parse(store));
    }

    @Test
    void aConnectionKeyIsShownOnce() {
        Answer made = world.post(KEYS, "{\"name\":\" My shop \"}");

        assertThat(made.status()).isEqualTo(201);
        JsonNode key = made.json().path("connectionKey");
        assertThat(key.path("name").asText()).isEqualTo("My shop");
        String whole = key.path("key").asText();
        assertThat(whole).startsWith("tbk_" + key.path("id").asText() + "_");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");

        Answer listed = world.get(KEYS);
        JsonNode item = listed.json().path("items").path(0);
        assertThat(item.path("id")).isEqualTo(key.path("id"));
        assertThat(item.path("hint").asText()).isEqualTo("…" + whole.substring(whole.length() - 4));
        assertThat(item.path("lastUsedAt").isNull()).isTrue();
        assertThat(item.has("key")).isFalse();
        assertThat(listed.text()).doesNotContain(whole);
        assertThat(world.activities.all.toString()).doesNotContain(whole.substring(whole.length() - 20));
    }

    @Test
    void aKeyWithoutANameGetsOne() {
        assertThat(world.post(KEYS, "{}").json().at("/connectionKey/name").asText())
                .isEqualTo("Connection key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":7}", "{\"name\":\"a\\nb\"}", "[]"})
    void aKeysNameIsOneLine(String body) {
        isRefused(world.post(KEYS, body), 422, "validation_failed");
        isRefused(world.post(KEYS, "{\"name\":\"" + "x".repeat(101) + "\"}"), 422, "validation_failed");
        assertThat(world.keys.all).isEmpty();
    }

    @Test
    void aKeyIsRevokedOnceByItsOwnWorkspace() {
        String id = world.post(KEYS, "{}").json().at("/connectionKey/id").asText();

        isRefused(asEve("DELETE", KEYS + "?id=" + id), 404, "connection_key_not_found");
        assertThat(asEve("GET", KEYS).json().path("items")).isEmpty();
        assertThat(delete(KEYS + "?id=" + id).status()).isEqualTo(204);
        isRefused(delete(KEYS + "?id=" + id), 404, "connection_key_not_found");
        isRefused(delete(KEYS + "?id=7"), 422, "validation_failed");
        isRefused(delete(KEYS), 422, "validation_failed");
        assertThat(world.activities.all)
                .extracting("type")
                .containsExactly("connection_key_revoked", "connection_key_created");
        assertThat(world.activities.all)
                .allSatisfy(activity -> assertThat(activity.metadata())
                        .containsEntry("address", "127.0.0.1")
                        .containsEntry("connectionKeyId", id)
                        .containsKey("agent"));
    }

    @Test
    void keysAreListedInParts() {
        for (int i = 0; i < 3; i++) {
            world.post(KEYS, "{}");
        }
        Answer first = world.get(KEYS + "?limit=2");

        assertThat(first.json().path("items")).hasSize(2);
        assertThat(world.get(KEYS + "?cursor=" + first.json().path("nextCursor").asText())
                        .json()
                        .path("items"))
                .hasSize(1);
        isRefused(world.get(KEYS + "?cursor=forged"), 422, "validation_failed");
        isRefused(world.get(KEYS + "?limit=0"), 422, "validation_failed");
    }

    @Test
    void aShopsDomainAloneLeadsToAPageOfOurs() {
        world.store.start = Optional.of(page("https://a.myshopify.com"));
        String token = World.signed(
                World.claims(World.ADA).claim("email", "ada@example.com").build());
        for (String route : List.of("connect", "authorize")) {
            Answer answer = world.send(world.to(SHOPIFY + route)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"shopDomain\":\"a.myshopify.com\"}")));

            assertThat(answer.status()).isEqualTo(202);
            String url = answer.json().path("authorizeUrl").asText();
            assertThat(url).startsWith("https://bot.example/connect/");
            assertThat(answer.text()).doesNotContain("hidden-state");
            Ticket ticket = new Ticket(url.substring("https://bot.example/connect/".length()));
            ConnectionRequest offered =
                    world.requests.offered(ticket, World.NOW).orElseThrow();
            assertThat(offered.account()).isEqualTo("ada@example.com");
            assertThat(offered.merchant().user()).isEqualTo(World.ADA);
            assertThat(offered.address()).isEqualTo("a.myshopify.com");
        }
        assertThat(world.integrations.rows).isEmpty();
        assertThat(world.shop.lastProposal).isNull();
    }

    @Test
    void anAccountWithoutAnEmailIsShownByItsId() {
        world.store.start = Optional.of(page("https://shop.example"));
        for (Object email : new Object[] {7, "", "a\nb", "x".repeat(321)}) {
            String token =
                    World.signed(World.claims(World.ADA).claim("email", email).build());
            Answer answer = world.send(world.to(WOO + "authorize")
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"storeUrl\":\"shop.example\"}")));
            String url = answer.json().path("authorizeUrl").asText();

            assertThat(world.requests
                            .offered(new Ticket(url.substring(url.lastIndexOf('/') + 1)), World.NOW)
                            .orElseThrow()
                            .account())
                    .isEqualTo(World.ADA.toString());
        }
    }

    @Test
    void withKeysNoPageIsOffered() {
        world.store.start = Optional.of(page("https://shop.example"));

        assertThat(world.post(WOO + "connect", "{\"storeUrl\":\"shop.example\",\"apiKey\":\"ck_1\"}")
                        .status())
                .isEqualTo(201);
        assertThat(world.store.lastStart).isNull();
    }

    @Test
    void whatCannotBeOfferedIsSaid() {
        for (String route : List.of("connect", "authorize")) {
            String body = "{\"shopDomain\":\"evil.example\"}";
            world.store.start = Optional.of(new AuthorizationStart.Invalid(
                    List.of(new FieldProblem("shopDomain", "must end in .myshopify.com"))));
            isRefused(world.post(SHOPIFY + route, body), 422, "shop_domain_invalid");
            world.store.start = Optional.of(
                    new AuthorizationStart.Invalid(List.of(new FieldProblem("storeUrl", "must be an address"))));
            isRefused(world.post(WOO + route, "{\"storeUrl\":\"::\"}"), 422, "validation_failed");
            world.store.start = Optional.of(new AuthorizationStart.NotConfigured());
            isRefused(world.post(SHOPIFY + route, body), 503, "shopify_not_configured");
            isRefused(world.post(SHOPIFY + route, "{"), 400, "malformed_json");
            isRefused(world.post("/api/integrations/magento/" + route, body), 404, "not_found");
        }
        isRefused(world.post(SHOPIFY + "authorize", "{}"), 422, "validation_failed");
        isRefused(world.post(SHOPIFY + "authorize", "{\"shopDomain\":7}"), 422, "validation_failed");
        world.store.start = Optional.empty();
        isRefused(world.post(SHOPIFY + "authorize", "{\"shopDomain\":\"a.example\"}"), 404, "not_found");
    }

    @Test
    void aStoreIsAskedWhenItsMerchantWantsToKnow() {
        IntegrationId id = world.connect("shop.example");
        String byId = "{\"integrationId\":\"" + id + "\"}";

        assertThat(world.post(WOO + "test", byId).status()).isEqualTo(200);
        assertThat(world.post(WOO + "test", "{\"storeUrl\":\"http://SHOP.example/\"}")
                        .status())
                .isEqualTo(200);
        assertThat(world.store.lastDeadline.remaining()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(10));

        world.store.inspection = new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, "More.");
        Answer refused = world.post(WOO + "test", byId);
        isRefused(refused, 422, "store_credentials_rejected");
        assertThat(refused.json().path("detail").asText()).endsWith("More.");
        world.store.inspection = new ConnectionCheck.Refused(StoreProblem.STORE_TIMEOUT, null);
        isRefused(world.post(WOO + "test", byId), 504, "store_timeout");
    }

    @Test
    void whatCannotBeTestedIsSaid() {
        IntegrationId id = world.connect("shop.example");
        String byId = "{\"integrationId\":\"" + id + "\"}";

        isRefused(world.post(WOO + "test", "{}"), 422, "validation_failed");
        isRefused(world.post(WOO + "test", "{\"storeUrl\":\"ftp://a\"}"), 422, "validation_failed");
        isRefused(world.post(WOO + "test", "{\"storeUrl\":\"b.example\"}"), 404, "integration_not_found");
        isRefused(world.post(SHOPIFY + "test", byId), 404, "integration_not_found");
        isRefused(
                world.post(WOO + "test", "{\"integrationId\":\"" + World.uuid() + "\"}"), 404, "integration_not_found");
        world.post(WOO + "disconnect", byId);
        isRefused(world.post(WOO + "test", byId), 409, "integration_not_active");
    }

    @Test
    void leavingTakesDownWhatIsOursInTheStoreWithinTenSeconds() {
        IntegrationId first = world.connect("shop.example");
        IntegrationId second = world.connect("other.example");

        world.post(WOO + "disconnect", "{\"integrationId\":\"" + first + "\"}");
        assertThat(world.store.takenDown).extracting("id").containsExactly(first);
        delete("/api/integrations?id=" + second);
        delete("/api/integrations?id=" + first);

        assertThat(world.store.takenDown).extracting("id").containsExactly(first, second);
        assertThat(world.store.lastDeadline.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(world.activities.all.get(0).metadata()).containsEntry("address", "127.0.0.1");
    }

    @Test
    void anExportIsForItsMerchantAsLongAsItIsKept() {
        UUID id = UUID.randomUUID();
        Instant end = World.NOW.plus(Duration.ofDays(30));
        world.records.put(
                new WorkspaceId(World.ADA.value()),
                new ShopperExport(
                        id,
                        IntegrationId.random(),
                        new Shopper("ann@shop.test", null, List.of("15", "16")),
                        List.of(new ShopperExport.Talk(World.NOW, World.NOW, "answered", "1001", null)),
                        World.NOW,
                        end));
        String path = "/api/privacy/exports/";

        Answer answer = world.get(path + id);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode export = answer.json().path("export");
        assertThat(export.at("/shopper/email").asText()).isEqualTo("ann@shop.test");
        assertThat(export.at("/shopper/orderIds")).hasSize(2);
        assertThat(export.at("/conversations/0/orderNumber").asText()).isEqualTo("1001");
        assertThat(export.path("expiresAt").asText()).isEqualTo(end.toString());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");

        isRefused(asEve("GET", path + id), 404, "not_found");
        isRefused(world.get(path + UUID.randomUUID()), 404, "not_found");
        isRefused(world.get(path + "1-1-1-1-1"), 404, "not_found");
        world.now = end;
        String token = World.signed(World.claims(World.ADA)
                .expirationTime(java.util.Date.from(end.plusSeconds(60)))
                .build());
        isRefused(world.send(world.to(path + id).header("Authorization", "Bearer " + token)), 404, "not_found");
        isRefused(world.send(world.to(path + id)), 401, "token_invalid");
    }

    @Test
    void theFilesToInstallAreServed() {
        Answer answer = world.send(world.to("/downloads/plugin.zip").header("Accept-Encoding", "gzip"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.http().body()).isEqualTo(World.PLUGIN);
        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"plugin.zip\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Encoding")).isNull();
        Answer again = world.send(world.to("/downloads/plugin.zip").header("If-None-Match", answer.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(world.send(world.to("/downloads/plugin.zip").method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        for (String other : List.of("other.zip", "..%5cplugin.zip", "plugin.zip%00", "PLUGIN.ZIP")) {
            assertThat(world.send(world.to("/downloads/" + other)).status())
                    .as(other)
                    .isIn(400, 404);
        }
    }
}
