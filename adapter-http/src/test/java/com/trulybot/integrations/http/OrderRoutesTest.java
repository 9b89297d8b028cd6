package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.http.World.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRoutesTest {
    private static final String ORDERS = "/api/integrations/woocommerce/orders";
    private static final String NUMBER = "{\"orderNumber\":\"#1001\"}";

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
    void anOrderIsShownInFull() {
        IntegrationId id = world.connect("shop.example");

        Answer answer = world.post(ORDERS, NUMBER);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode order = answer.json().path("order");
        List<String> members = new ArrayList<>();
        order.fieldNames().forEachRemaining(members::add);
        assertThat(members)
                .containsExactlyInAnyOrder(
                        "id",
                        "number",
                        "platform",
                        "integrationId",
                        "status",
                        "platformStatus",
                        "paymentStatus",
                        "createdAt",
                        "updatedAt",
                        "currency",
                        "subtotal",
                        "discount",
                        "fees",
                        "shipping",
                        "tax",
                        "taxIncluded",
                        "total",
                        "refunded",
                        "items",
                        "shipments",
                        "customer",
                        "shippingAddress",
                        "timeline");
        assertThat(order.path("integrationId").asText()).isEqualTo(id.toString());
        assertThat(order.path("total")).hasToString("{\"amount\":\"129.90\",\"currency\":\"EUR\"}");
        assertThat(order.path("discount").path("amount").asText()).isEqualTo("5.10");
        assertThat(order.path("refunded").path("amount").asText()).isEqualTo("0.00");
        JsonNode item = order.path("items").path(0);
        assertThat(item.path("sku").isNull()).isTrue();
        assertThat(item.has("imageUrl")).isFalse();
        // Half of a character came from the store; it must not become an error.
        assertThat(item.path("name").asText()).isEqualTo("Blue \"mug\" ?");
        JsonNode shipment = order.path("shipments").path(0);
        assertThat(shipment.path("status").asText()).isEqualTo("in_transit");
        assertThat(shipment.has("deliveredAt")).isFalse();
        assertThat(order.path("timeline").path(0).path("at").asText()).isEqualTo("2026-11-20T10:15:30Z");
    }

    @Test
    void anOrderIsFoundByIdAndByItsOwner() {
        world.connect("shop.example");

        assertThat(world.post(ORDERS, "{\"orderId\":\"77\"}").status()).isEqualTo(200);
        assertThat(world.post(ORDERS, "{\"orderNumber\":\"1001\",\"email\":\"ADA@example.com\"}")
                        .status())
                .isEqualTo(200);
        Answer other = world.post(ORDERS, "{\"orderNumber\":\"1001\",\"email\":\"eve@example.com\"}");
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.code()).isEqualTo("order_not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"orderNumber\":\"1\",\"orderId\":\"1\"}",
                "{\"orderNumber\":1001}",
                "{\"orderNumber\":\"<script>\"}",
                "{\"orderNumber\":\"1\",\"integrationId\":\"x\"}",
                "{\"orderNumber\":\"1\",\"email\":{}}",
                "[]",
                "\"text\""
            })
    void aQuestionThatMakesNoSenseIsRefused(String body) {
        world.connect("shop.example");

        Answer answer = world.post(ORDERS, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
        assertThat(answer.json().path("errors")).isNotEmpty();
    }

    @Test
    void theStoreMustBeClear() {
        assertThat(world.post(ORDERS, NUMBER).code()).isEqualTo("integration_not_found");
        IntegrationId first = world.connect("one.example");
        world.connect("two.example");

        Answer several = world.post(ORDERS, NUMBER);
        assertThat(several.status()).isEqualTo(422);
        assertThat(several.code()).isEqualTo("integration_required");

        String named = "{\"orderNumber\":\"1001\",\"integrationId\":\"" + first + "\"}";
        assertThat(world.post(ORDERS, named).status()).isEqualTo(200);
        assertThat(world.post("/api/integrations/shopify/orders", named).code()).isEqualTo("integration_not_found");
    }

    @Test
    void aDisconnectedStoreIsNotAsked() {
        IntegrationId id = world.connect("one.example");
        world.post("/api/integrations/woocommerce/disconnect", "{\"integrationId\":\"" + id + "\"}");

        Answer answer = world.post(ORDERS, "{\"orderNumber\":\"1001\",\"integrationId\":\"" + id + "\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("integration_not_active");
        assertThat(world.post(ORDERS, NUMBER).code()).isEqualTo("integration_not_found");
    }

    @Test
    void whatTheStoreSaysBecomesAnAnswer() {
        world.connect("shop.example");
        world.shop.lookup = OrderLookup.OUT_OF_REACH;
        assertThat(world.post(ORDERS, NUMBER).code()).isEqualTo("order_out_of_reach");
        world.shop.lookup = OrderLookup.NOT_FOUND;
        assertThat(world.post(ORDERS, NUMBER).code()).isEqualTo("order_not_found");

        world.shop.fault = new StoreException(StoreProblem.STORE_RATE_LIMITED, Duration.ofMillis(2_500), null, null);
        Answer limited = world.post(ORDERS, NUMBER);
        assertThat(limited.status()).isEqualTo(503);
        assertThat(limited.header("Retry-After")).isEqualTo("3");
        assertThat(limited.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aBugOfOursTellsNothingButANumber() {
        world.connect("shop.example");
        world.shop.bug = new IllegalStateException("SELECT secret FROM table");

        Answer answer = world.post(ORDERS, NUMBER);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal_error");
        assertThat(answer.text()).doesNotContain("SELECT", "IllegalState");
        assertThat(answer.json().path("requestId").asText()).isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void allStoresAreSearchedAndSayHowTheyAnswered() {
        IntegrationId id = world.connect("shop.example");

        Answer answer = world.get("/api/integrations/orders/search?q=ada&limit=5");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("items").path(0).path("number").asText()).isEqualTo("1001");
        JsonNode store = answer.json().path("stores").path(0);
        assertThat(store.path("integrationId").asText()).isEqualTo(id.toString());
        assertThat(store.path("status").asText()).isEqualTo("ok");
        assertThat(store.path("millis").isIntegralNumber()).isTrue();

        world.shop.fault = new StoreException(StoreProblem.STORE_UNREACHABLE);
        JsonNode broken = world.get("/api/integrations/orders/search?q=ada&integrationId=" + id)
                .json()
                .path("stores")
                .path(0);
        assertThat(broken.path("status").asText()).isEqualTo("error");
        assertThat(broken.path("code").asText()).isEqualTo("store_unreachable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q=", "q=%20", "q=a&limit=0", "q=a&integrationId=7", "q=a&q=b", "q=%00"})
    void aSearchThatMakesNoSenseIsRefused(String query) {
        assertThat(world.get("/api/integrations/orders/search?" + query).status())
                .isEqualTo(422);
    }

    @Test
    void aStoreOfAnotherWorkspaceIsNotSearched() {
        Answer answer = world.get("/api/integrations/orders/search?q=a&integrationId=" + World.uuid());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("integration_not_found");
    }
}
