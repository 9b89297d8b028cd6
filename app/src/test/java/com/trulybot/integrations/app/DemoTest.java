package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
    @TempDir
    static Path data;

    private Demo.Ports ports;
    private Demo demo;
    private Client api;

    @BeforeAll
    void open() throws Exception {
        ports = FreePorts.forADemo();
        Programs.linkInto(data);
        demo = Demo.open(ports, data);
        api = new Client(ports.api());
    }

    @AfterAll
    void close() {
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"woocommerce", "shopify"})
    void aQuestionIsAnsweredToWhoeverProvesTheOrder(String platform) throws Exception {
        JsonNode asked = say(platform, "Where is my order 1001?", null);
        assertThat(asked.path("state").asText()).isEqualTo("needs_verification");

        JsonNode answered = say(platform, "alice@example.com", asked.path("conversation"));

        assertThat(answered.path("state").asText()).isEqualTo("answered");
        JsonNode order = answered.path("messages").path(0).path("order");
        assertThat(order.path("number").asText()).isEqualTo("1001");
        assertThat(order.path("status").asText()).isEqualTo("shipped");
        assertThat(order.path("shipments").path(0).path("trackingNumber").asText())
                .endsWith("1001");
        assertThat(answered.toString()).doesNotContain("alice@", "order_key", "wc_order_demo");
    }

    @ParameterizedTest
    @CsvSource({"woocommerce, 1002", "woocommerce, 1200", "woocommerce, 9999", "shopify, 1002", "shopify, 9999"})
    void aWrongPairIsToldNothing(String platform, String number) throws Exception {
        JsonNode answered = say(platform, "Where is my order " + number + "? alice@example.com", null);

        assertThat(answered.path("state").asText()).isEqualTo("needs_verification");
        assertThat(answered.findValue("order")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "woocommerce, 1001, shipped", "woocommerce, 1002, processing", "woocommerce, 1003, pending",
        "woocommerce, 1005, refunded", "woocommerce, 1006, on_hold", "woocommerce, 1007, completed",
        "woocommerce, 1008, cancelled", "woocommerce, 1009, failed", "shopify, 1001, shipped",
        "shopify, 1002, processing", "shopify, 1003, delivered", "shopify, 1004, partially_shipped",
        "shopify, 1005, cancelled", "shopify, 1006, refunded", "shopify, 1007, partially_refunded",
        "shopify, 1008, pending", "shopify, 1009, on_hold", "shopify, 1010, shipped"
    })
    void theStoresHaveOrdersInEveryState(String platform, String number, String status) throws Exception {
        Client.Answer answer = api.ask(
                "POST",
                "/api/integrations/" + platform + "/orders",
                demo.token(),
                "{\"orderNumber\":\"" + number + "\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("order").path("status").asText()).isEqualTo(status);
    }

    /** One request and what comes of it; {@code {woo}} and {@code {shopify}} stand for the integrations' ids. */
    private record Step(String method, String path, String body, boolean merchant, int status, String code) {}

    private static Step step(String method, String path, String body, int status, String code) {
        return new Step(method, path, body, true, status, code);
    }

    private static Step stranger(String method, String path, String body, int status, String code) {
        return new Step(method, path, body, false, status, code);
    }

    /** Every route of the design with something good and three bad things, in the order a merchant would come by. */
    @TestFactory
    List<DynamicTest> everyRouteOfTheDesignAnswersAsTheContractSays() {
        String wooConnect = "/api/integrations/woocommerce/connect";
        String shopifyConnect = "/api/integrations/shopify/connect";
        String woo = "{\"storeUrl\":\"http://127.0.0.1:" + ports.woo() + "\",\"apiKey\":\"%s\",\"apiSecret\":\"%s\"}";
        String key = demo.stores().shops().get(0).connect().get("apiKey");
        String secret = demo.stores().shops().get(0).connect().get("apiSecret");
        String shopify = "{\"shopDomain\":\"%s\",\"accessToken\":\"%s\"}";
        String shop = demo.stores().shops().get(1).connect().get("shopDomain");
        String token = demo.stores().shops().get(1).connect().get("accessToken");
        String nobody = "00000000-0000-4000-8000-00000000dead";
        List<Step> steps = List.of(
                step("POST", wooConnect, woo.formatted(key, secret), 200, ""),
                stranger("POST", wooConnect, woo.formatted(key, secret), 401, "token_invalid"),
                step("POST", wooConnect, "{\"storeUrl\":", 400, "malformed_json"),
                step("POST", wooConnect, "{}", 422, "validation_failed"),
                step("POST", wooConnect, woo.formatted(key, "cs_wrong"), 422, "store_credentials_rejected"),
                step("POST", wooConnect, woo.formatted("ck_wrong", secret), 422, "store_credentials_rejected"),
                step(
                        "POST",
                        wooConnect,
                        woo.formatted(key, secret).replace("127.0.0.1", "10.0.0.1"),
                        422,
                        "store_url_forbidden"),
                step("POST", shopifyConnect, shopify.formatted(shop, token), 200, ""),
                stranger("POST", shopifyConnect, shopify.formatted(shop, token), 401, "token_invalid"),
                step("POST", shopifyConnect, shopify.formatted("shop.example", token), 422, "shop_domain_invalid"),
                step("POST", shopifyConnect, shopify.formatted(shop, "shpat_wrong"), 422, "store_credentials_rejected"),
                step("POST", shopifyConnect, "[1,2", 400, "malformed_json"),
                step("GET", "/api/integrations", "", 200, ""),
                stranger("GET", "/api/integrations", "", 401, "token_invalid"),
                step("GET", "/api/integrations?limit=0", "", 422, "validation_failed"),
                step("GET", "/api/integrations?cursor=nonsense", "", 422, "validation_failed"),
                step("PUT", "/api/integrations", "{}", 405, "method_not_allowed"),
                step("POST", "/api/integrations/woocommerce/orders", "{\"orderNumber\":\"#1001\"}", 200, ""),
                stranger(
                        "POST",
                        "/api/integrations/woocommerce/orders",
                        "{\"orderNumber\":\"1001\"}",
                        401,
                        "token_invalid"),
                step("POST", "/api/integrations/woocommerce/orders", "{}", 422, "validation_failed"),
                step(
                        "POST",
                        "/api/integrations/woocommerce/orders",
                        "{\"orderNumber\":\"77777\"}",
                        404,
                        "order_not_found"),
                step(
                        "POST",
                        "/api/integrations/woocommerce/orders",
                        "{\"orderNumber\":\"1001\",\"email\":\"bob@example.com\"}",
                        404,
                        "order_not_found"),
                step(
                        "POST",
                        "/api/integrations/woocommerce/orders",
                        "{\"orderNumber\":\"1200\"}",
                        404,
                        "order_not_found"),
                step(
                        "POST",
                        "/api/integrations/shopify/orders",
                        "{\"orderNumber\":\"1001\",\"email\":\"ALICE@example.com\"}",
                        200,
                        ""),
                stranger(
                        "POST", "/api/integrations/shopify/orders", "{\"orderNumber\":\"1001\"}", 401, "token_invalid"),
                step(
                        "POST",
                        "/api/integrations/shopify/orders",
                        "{\"integrationId\":\"" + nobody + "\",\"orderNumber\":\"1001\"}",
                        404,
                        "integration_not_found"),
                step("POST", "/api/integrations/shopify/orders", "{\"orderNumber\":\"77777\"}", 404, "order_not_found"),
                step("POST", "/api/integrations/shopify/orders", "nonsense", 400, "malformed_json"),
                step("GET", "/api/integrations/orders/search?q=alice", "", 200, ""),
                stranger("GET", "/api/integrations/orders/search?q=alice", "", 401, "token_invalid"),
                step("GET", "/api/integrations/orders/search?q=", "", 422, "validation_failed"),
                step("GET", "/api/integrations/orders/search?q=alice&limit=101", "", 422, "validation_failed"),
                step(
                        "GET",
                        "/api/integrations/orders/search?q=a&integrationId=" + nobody,
                        "",
                        404,
                        "integration_not_found"),
                stranger("GET", "/api/widget/config/" + Demo.USER + "?platform=woocommerce", "", 200, ""),
                stranger("GET", "/api/widget/config/" + nobody, "", 404, "widget_not_found"),
                stranger("GET", "/api/widget/config/nonsense", "", 404, "widget_not_found"),
                stranger("DELETE", "/api/widget/config/" + Demo.USER, "", 405, "method_not_allowed"),
                stranger("GET", "/api/widget/woocommerce.js", "", 200, ""),
                stranger("GET", "/api/widget/shopify.js", "", 200, ""),
                stranger("GET", "/api/widget/magento.js", "", 404, "not_found"),
                stranger("POST", "/api/widget/shopify.js", "{}", 405, "method_not_allowed"),
                stranger("GET", "/api/widget/", "", 404, "not_found"),
                step(
                        "POST",
                        "/api/integrations/shopify/disconnect",
                        "{\"integrationId\":\"{woo}\"}",
                        404,
                        "integration_not_found"),
                step("POST", "/api/integrations/woocommerce/disconnect", "{\"integrationId\":\"{woo}\"}", 200, ""),
                step("POST", "/api/integrations/woocommerce/disconnect", "{\"integrationId\":\"{woo}\"}", 200, ""),
                stranger(
                        "POST",
                        "/api/integrations/woocommerce/disconnect",
                        "{\"integrationId\":\"{woo}\"}",
                        401,
                        "token_invalid"),
                step(
                        "POST",
                        "/api/integrations/woocommerce/disconnect",
                        "{\"integrationId\":\"7\"}",
                        422,
                        "validation_failed"),
                step(
                        "POST",
                        "/api/integrations/woocommerce/disconnect",
                        "{\"integrationId\":\"" + nobody + "\"}",
                        404,
                        "integration_not_found"),
                step(
                        "POST",
                        "/api/integrations/woocommerce/orders",
                        "{\"integrationId\":\"{woo}\",\"orderNumber\":\"1001\"}",
                        409,
                        "integration_not_active"),
                step("POST", "/api/integrations/shopify/disconnect", "{\"integrationId\":\"{shopify}\"}", 200, ""),
                stranger("POST", "/api/integrations/shopify/disconnect", "{}", 401, "token_invalid"),
                step("POST", "/api/integrations/shopify/disconnect", "{}", 422, "validation_failed"),
                step("DELETE", "/api/integrations?id=" + nobody, "", 404, "integration_not_found"),
                step("DELETE", "/api/integrations?id=7", "", 422, "validation_failed"),
                stranger("DELETE", "/api/integrations?id={woo}", "", 401, "token_invalid"),
                step("DELETE", "/api/integrations?id={woo}", "", 204, ""),
                step("DELETE", "/api/integrations?id={woo}", "", 404, "integration_not_found"),
                step("POST", wooConnect, woo.formatted(key, secret), 201, ""),
                step("POST", shopifyConnect, shopify.formatted(shop, token), 200, ""));
        List<DynamicTest> tests = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Step step : steps) {
            tests.add(dynamicTest(step.method() + " " + step.path() + " → " + step.status() + " " + step.code(), () -> {
                if (ids.isEmpty()) {
                    ids.add(idOf("woocommerce"));
                    ids.add(idOf("shopify"));
                }
                Client.Answer answer = api.ask(
                        step.method(),
                        named(step.path(), ids),
                        step.merchant() ? demo.token() : "",
                        named(step.body(), ids));

                assertThat(answer.status()).as(answer.body()).isEqualTo(step.status());
                assertThat(answer.code()).isEqualTo(step.code());
                assertThat(answer.body()).doesNotContain(secret, token);
            }));
        }
        return tests;
    }

    @Test
    void metricsAndDetailedHealthAreOnTheOtherPortOnly() throws Exception {
        Client management = new Client(ports.management());

        assertThat(management.ask("GET", "/metrics", "", "").body())
                .contains("jvm_memory_used_bytes", "process_uptime");
        assertThat(management.ask("GET", "/health", "", "").body()).contains("database", "cache");
        assertThat(api.ask("GET", "/health/ready", "", "").status()).isEqualTo(200);
        assertThat(api.ask("GET", "/health/live", "", "").status()).isEqualTo(200);
        assertThat(api.ask("GET", "/metrics", "", "").status()).isEqualTo(404);
        assertThat(api.ask("GET", "/health", "", "").status()).isEqualTo(404);
    }

    @Test
    void theStorefrontsCarryTheWidgetAndNothingFromElsewhere() throws Exception {
        for (int port : new int[] {ports.woo(), ports.shopify()}) {
            String page = new Client(port).ask("GET", "/", "", "").body();

            assertThat(page)
                    .contains("/api/widget/", "data-user=\"" + Demo.USER + "\"", "1001", "alice@example.com")
                    .doesNotContain("{api}", "{user}", "{name}", "{products}");
            assertThat(page.replace("http://localhost:" + ports.api(), "")).doesNotContain("http://", "https://");
        }
    }

    @Test
    void theWelcomeTellsWhereToClickAndWhatToPaste() {
        assertThat(demo.welcome())
                .contains(
                        "http://127.0.0.1:" + ports.woo(),
                        "http://127.0.0.1:" + ports.shopify(),
                        "/docs",
                        "/metrics",
                        "TOKEN=" + demo.token(),
                        "Where is my order 1001?",
                        "alice@example.com");
    }

    private JsonNode say(String platform, String text, JsonNode conversation) throws IOException, InterruptedException {
        String going = conversation == null ? "" : ",\"conversation\":" + conversation;
        Client.Answer answer = api.ask(
                "POST",
                "/api/widget/messages",
                "",
                "{\"userId\":\"" + Demo.USER + "\",\"platform\":\"" + platform + "\",\"text\":\"" + text + "\"" + going
                        + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private String idOf(String platform) throws IOException, InterruptedException {
        for (JsonNode item :
                api.ask("GET", "/api/integrations", demo.token(), "").json().path("items")) {
            if (item.path("platform").asText().equals(platform)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("no " + platform + " store is connected");
    }

    private static String named(String text, List<String> ids) {
        return text.replace("{woo}", ids.get(0)).replace("{shopify}", ids.get(1));
    }
}
