package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.http.World.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationRoutesTest {
    private static final String CONNECT = "/api/integrations/woocommerce/connect";
    private static final String STORE =
            "{\"storeUrl\":\"shop.example\",\"apiKey\":\"ck_0123456789abcdef\",\"apiSecret\":\"cs_very-secret-0001\"}";

    private static World world;

    @BeforeAll
    static void open() {
        world = new World();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void forget() {
        world.forget();
    }

    @Test
    void aStoreIsConnectedAndShownWithoutItsSecrets() {
        Answer answer = world.post(CONNECT, STORE);

        assertThat(answer.status()).isEqualTo(201);
        JsonNode integration = answer.json().path("integration");
        List<String> members = new ArrayList<>();
        integration.fieldNames().forEachRemaining(members::add);
        assertThat(members)
                .containsExactlyInAnyOrder(
                        "id",
                        "platform",
                        "storeUrl",
                        "storeName",
                        "storeEmail",
                        "shopDomain",
                        "status",
                        "permissions",
                        "config",
                        "credentialHint",
                        "connectedAt",
                        "disconnectedAt",
                        "lastSyncAt",
                        "health");
        assertThat(integration.path("storeUrl").asText()).isEqualTo("https://shop.example");
        assertThat(integration.path("status").asText()).isEqualTo("active");
        assertThat(integration.path("shopDomain").isNull()).isTrue();
        assertThat(integration.path("connectedAt").asText()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(integration.path("health").path("state").asText()).isEqualTo("ok");
        assertThat(integration.path("credentialHint").asText()).isEqualTo("…cdef");
        assertThat(answer.text()).doesNotContain("cs_very-secret", "ck_0123456789");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theSameStoreAgainIsBroughtUpToDate() {
        world.post(CONNECT, STORE);

        Answer again = world.post(CONNECT, STORE.replace("shop.example", "http://SHOP.example/"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(world.integrations.rows).hasSize(1);
    }

    @Test
    void aShopifyShopIsConnectedByItsOwnAppsNames() {
        Answer answer = world.post(
                "/api/integrations/shopify/connect",
                "{\"shopDomain\":\"a.myshopify.com\",\"clientId\":\"id\",\"clientSecret\":\"s\",\"accessToken\":\"t\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(world.shop.lastProposal.address()).isEqualTo("a.myshopify.com");
        assertThat(world.shop.lastProposal.secrets())
                .containsEntry(Field.API_KEY, Secret.of("id"))
                .containsEntry(Field.API_SECRET, Secret.of("s"))
                .containsEntry(Field.ACCESS_TOKEN, Secret.of("t"));
    }

    @Test
    void everythingWrongInABodyIsToldAtOnce() {
        Answer answer = world.post(
                CONNECT,
                "{\"storeUrl\":7,\"apiKey\":[],\"storeName\":\"" + "x".repeat(201)
                        + "\",\"storeEmail\":\"a\\u0000b\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactly("storeUrl", "apiKey", "storeName", "storeEmail");
    }

    @Test
    void whatThePlatformFindsWrongIsToldByMember() {
        Answer missing = world.post("/api/integrations/shopify/connect", "{}");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.code()).isEqualTo("validation_failed");

        world.shop.check = ConnectionCheck.Invalid.of("shopDomain", "must end in .myshopify.com");
        Answer wrong = world.post("/api/integrations/shopify/connect", "{\"shopDomain\":\"evil.example\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.code()).isEqualTo("shop_domain_invalid");
        assertThat(wrong.json().path("errors").path(0).path("field").asText()).isEqualTo("shopDomain");
    }

    @ParameterizedTest
    @EnumSource
    void eachProblemOfAStoreHasItsStatusAndCode(StoreProblem problem) {
        world.shop.check = new ConnectionCheck.Refused(problem, "More.");

        Answer answer = world.post(CONNECT, STORE);

        int expected = switch (problem) {
            case STORE_UNREACHABLE, STORE_ANSWER_INVALID -> 502;
            case STORE_UNAVAILABLE, STORE_RATE_LIMITED -> 503;
            case STORE_TIMEOUT -> 504;
            default -> 422;
        };
        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.code()).isEqualTo(problem.code());
        assertThat(answer.json().path("detail").asText()).endsWith("More.");
        assertThat(answer.header("Retry-After") != null).isEqualTo(problem == StoreProblem.STORE_RATE_LIMITED);
    }

    @Test
    void aPlatformWithoutOurAppSaysSo() {
        world.shop.check = new ConnectionCheck.NotConfigured();

        Answer answer = world.post("/api/integrations/shopify/connect", "{\"shopDomain\":\"a.myshopify.com\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("shopify_not_configured");
    }

    @Test
    void aShopOfAnotherAccountIsTaken() {
        world.integrations.taken = true;

        Answer answer = world.post(CONNECT, STORE);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("store_already_connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"magento", "WooCommerce", "orders", "%20"})
    void anUnknownPlatformIsNotFound(String platform) {
        Answer answer = world.post("/api/integrations/" + platform + "/connect", STORE);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void integrationsAreListedInParts() {
        for (int i = 0; i < 3; i++) {
            world.connect("shop" + i + ".example");
        }

        Answer first = world.get("/api/integrations?limit=2");
        assertThat(first.json().path("items")).hasSize(2);
        String cursor = first.json().path("nextCursor").asText();
        Answer second = world.get("/api/integrations?limit=2&cursor=" + cursor);
        assertThat(second.json().path("items")).hasSize(1);
        assertThat(second.json().path("nextCursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=101", "limit=ten", "limit=1&limit=2", "cursor=forged", "limit=99999999999"})
    void aWrongPartIsRefused(String query) {
        for (String path : List.of("/api/integrations", "/api/activities")) {
            Answer answer = world.get(path + "?" + query);

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().path("errors").path(0).path("field").asText())
                    .isEqualTo(query.split("=", 2)[0]);
        }
    }

    @Test
    void disconnectingCanBeRepeated() {
        IntegrationId id = world.connect("shop.example");
        String body = "{\"integrationId\":\"" + id + "\"}";

        Answer first = world.post("/api/integrations/woocommerce/disconnect", body);
        Answer second = world.post("/api/integrations/woocommerce/disconnect", body);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(first.json().path("integration").path("status").asText()).isEqualTo("disconnected");
        assertThat(first.json().path("integration").path("credentialHint").isNull())
                .isTrue();
    }

    @Test
    void aStoreCanBeDisconnectedByItsAddress() {
        world.connect("shop.example");

        Answer answer =
                world.post("/api/integrations/woocommerce/disconnect", "{\"storeUrl\":\"http://shop.example/\"}");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void whatCannotBeDisconnectedIsSaid() {
        IntegrationId id = world.connect("shop.example");

        assertThat(world.post("/api/integrations/woocommerce/disconnect", "{}").status())
                .isEqualTo(422);
        assertThat(world.post("/api/integrations/woocommerce/disconnect", "{\"integrationId\":\"7\"}")
                        .status())
                .isEqualTo(422);
        assertThat(world.post("/api/integrations/shopify/disconnect", "{\"integrationId\":\"" + id + "\"}")
                        .code())
                .isEqualTo("integration_not_found");
        assertThat(world.post("/api/integrations/woocommerce/disconnect", "{\"storeUrl\":\"other.example\"}")
                        .code())
                .isEqualTo("integration_not_found");
    }

    @Test
    void anIntegrationIsDeletedOnce() {
        IntegrationId id = world.connect("shop.example");

        assertThat(world.send(world.asAda("/api/integrations?id=" + id).DELETE())
                        .status())
                .isEqualTo(204);
        assertThat(world.send(world.asAda("/api/integrations?id=" + id).DELETE())
                        .code())
                .isEqualTo("integration_not_found");
        assertThat(world.send(world.asAda("/api/integrations?id=1-1-1-1-1").DELETE())
                        .status())
                .isEqualTo(422);
        assertThat(world.send(world.asAda("/api/integrations").DELETE()).status())
                .isEqualTo(422);
    }

    @Test
    void anotherWorkspacesIntegrationIsLikeOneThatDoesNotExist() {
        IntegrationId hers = world.connect("shop.example");
        String eve = "Bearer " + World.token(World.EVE);

        for (String id : List.of(hers.toString(), World.uuid())) {
            Answer delete = world.send(world.to("/api/integrations?id=" + id)
                    .header("Authorization", eve)
                    .DELETE());
            Answer disconnect = world.send(world.to("/api/integrations/woocommerce/disconnect")
                    .header("Authorization", eve)
                    .header("Content-Type", "application/json")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"integrationId\":\"" + id + "\"}")));
            assertThat(delete.status()).isEqualTo(404);
            assertThat(disconnect.status()).isEqualTo(404);
            assertThat(disconnect.code()).isEqualTo("integration_not_found");
        }
        assertThat(world.send(world.to("/api/integrations").header("Authorization", eve))
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(world.integrations.rows).containsKey(hers);
    }

    @Test
    void whatHappenedIsListed() {
        world.connect("shop.example");

        JsonNode activity = world.get("/api/activities").json().path("items").path(0);

        assertThat(activity.path("type").asText()).isEqualTo("store_connected");
        assertThat(activity.path("metadata").path("platform").asText()).isEqualTo("woocommerce");
        assertThat(activity.path("createdAt").asText()).isEqualTo("2026-11-23T12:00:00Z");
    }
}
