package com.trulybot.integrations.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stands answer as the recorded shops did; each expectation stands in the recordings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String BASIC = "Basic "
            + Base64.getEncoder()
                    .encodeToString((WooStand.KEY + ":" + WooStand.SECRET).getBytes(StandardCharsets.UTF_8));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private WooStand woo;
    private ShopifyStand shopify;

    @BeforeAll
    void open() throws IOException {
        Trulybot nobody = Trulybot.at("http://127.0.0.1:1");
        woo = WooStand.open(0, NOW, nobody, "user", (platform, address) -> "https://bot.example/" + platform);
        shopify = ShopifyStand.open(0, NOW, nobody, "user", (platform, address) -> "https://bot.example/" + platform);
    }

    @AfterAll
    void close() {
        woo.close();
        shopify.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/wp-json/wc/v3/orders/1001, 200, ''",
        "/wp-json/wc/v3/orders/001001, 200, ''",
        "/wp-json/wc/v3/orders/1200, 200, ''",
        "/wp-json/wc/v3/orders/77, 404, woocommerce_rest_shop_order_invalid_id",
        "/wp-json/wc/v3/orders/77/notes, 404, woocommerce_rest_shop_order_invalid_id",
        "/wp-json/wc/v3/orders/77/refunds, 200, ''",
        "/wp-json/wc/v3/orders/abc, 404, rest_no_route",
        "/wp-json/wc/v3/orders?per_page=101, 400, rest_invalid_param",
        "/wp-json/wc/v3/orders?page=x, 400, rest_invalid_param",
        "/wp-json/wc/v3/products, 404, rest_no_route",
        "/wp-json/wc/v3/system_status, 200, ''",
        "/elsewhere, 404, rest_no_route"
    })
    void wooCommerceAnswersItsPaths(String path, int status, String code) throws Exception {
        HttpResponse<String> answer = get(woo.url() + path, "Authorization", BASIC);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
    }

    @Test
    void wooCommerceTellsAWrongSecretFromAWrongKey() throws Exception {
        String path = woo.url() + "/wp-json/wc/v3/orders/1001";
        String wrongSecret = Base64.getEncoder().encodeToString((WooStand.KEY + ":x").getBytes(StandardCharsets.UTF_8));

        assertThat(get(path, "Authorization", "Basic " + wrongSecret).body())
                .contains("woocommerce_rest_authentication_error");
        assertThat(get(path, "Authorization", "Basic !").body()).contains("woocommerce_rest_cannot_view");
        assertThat(get(path, "Accept", "*/*").statusCode()).isEqualTo(401);
        assertThat(get(woo.url() + "/wp-json/?_fields=name,namespaces", "Accept", "*/*")
                        .body())
                .contains("wc/v3")
                .doesNotContain("timezone");
    }

    @ParameterizedTest
    @CsvSource({
        "search=, 199", "email=alice@example.com, 199", "search=1001, 1", "search=%231001, 0",
        "search=alice@example.com, 10", "search=nunez, 10", "search=anderson, 10", "status=pending, 18"
    })
    void wooCommercesSearchFindsWhatTheRealOneFinds(String query, int found) throws Exception {
        HttpResponse<String> answer =
                get(woo.url() + "/wp-json/wc/v3/orders?per_page=100&" + query, "Authorization", BASIC);

        assertThat(answer.headers().firstValue("X-WP-Total")).hasValue(Integer.toString(found));
        JsonNode orders = JSON.readTree(answer.body());
        assertThat(orders).hasSize(Math.min(found, 100));
        for (int i = 1; i < orders.size(); i++) {
            assertThat(orders.path(i).path("id").asInt())
                    .isLessThan(orders.path(i - 1).path("id").asInt());
        }
    }

    @Test
    void wooCommerceWritesTimesAsItDoes() throws Exception {
        JsonNode order = JSON.readTree(get(woo.url() + "/wp-json/wc/v3/orders/1002", "Authorization", BASIC)
                .body());

        assertThat(order.path("date_created_gmt").asText()).isEqualTo("2026-11-15T05:00");
        assertThat(order.path("date_created").asText()).isEqualTo("2026-11-15T00:00");
        assertThat(order.path("date_completed").isNull()).isTrue();
    }

    @Test
    void shopifyRefusesAWrongTokenInItsOwnWords() throws Exception {
        HttpResponse<String> answer = get(admin("/api/2026-10/shop.json"), "X-Shopify-Access-Token", "shpat_wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("[API] Invalid API key or access token");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/2026-10/orders.json?status=any&name=%231001, 1", "/api/2026-10/orders.json?name=1005, 0",
        "/api/2026-10/orders.json?status=any&name=1005, 1", "/api/2026-10/orders.json?status=any&limit=250, 200",
        "/api/2026-10/orders.json?status=any&email=alice@example.com, 10"
    })
    void shopifysRestListsOrders(String path, int found) throws Exception {
        HttpResponse<String> answer = get(admin(path), "X-Shopify-Access-Token", ShopifyStand.TOKEN);

        assertThat(JSON.readTree(answer.body()).path("orders")).hasSize(found);
        assertThat(answer.headers().firstValue("X-Shopify-API-Version")).hasValue("2026-10");
    }

    @Test
    void shopifysRestAnswersOneOrderTheShopAndTheScopes() throws Exception {
        String token = "X-Shopify-Access-Token";

        assertThat(get(admin("/api/2026-10/orders/8938018531001.json"), token, ShopifyStand.TOKEN)
                        .body())
                .contains("\"#1001\"", "in_transit");
        assertThat(get(admin("/api/2026-10/orders/7.json"), token, ShopifyStand.TOKEN)
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(admin("/api/2026-10/shop.json"), token, ShopifyStand.TOKEN)
                        .body())
                .contains(ShopifyStand.NAME);
        assertThat(get(admin("/oauth/access_scopes.json"), token, ShopifyStand.TOKEN)
                        .body())
                .contains("read_orders");
        assertThat(get(admin("/elsewhere"), token, ShopifyStand.TOKEN).statusCode())
                .isEqualTo(404);
        assertThat(get(shopify.url() + "/other", token, ShopifyStand.TOKEN).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name:\\"1001\\"               | 1   | 0
            email:\\"alice@example.com\\" | 25  | 0
            \\"Alice\\"                   | 25  | 0
            emial:\\"x@y.z\\"             | 25  | 1
            """)
    void shopifysSearchIgnoresWhatItDoesNotKnowAndWarns(String query, int most, int warnings) throws Exception {
        JsonNode answer = graphQl("{\"q\":\"" + query + "\",\"first\":25}");

        assertThat(answer.path("data").path("orders").path("nodes").size()).isBetween(1, most);
        assertThat(answer.path("extensions").path("search").size()).isEqualTo(warnings);
    }

    @Test
    void shopifysGraphQlAnswersTheShopAndOneOrder() throws Exception {
        assertThat(graphQl("{}").path("data").path("shop").path("name").asText())
                .isEqualTo(ShopifyStand.NAME);
        assertThat(graphQl("{\"id\":\"gid://shopify/Order/8938018531001\"}")
                        .path("data")
                        .path("order")
                        .path("name")
                        .asText())
                .isEqualTo("#1001");
        assertThat(graphQl("{\"id\":\"gid://shopify/Order/7\"}")
                        .path("data")
                        .path("order")
                        .isNull())
                .isTrue();
    }

    @Test
    void shopifyGivesATokenForTheClientsSecret() throws Exception {
        String grant = "{\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}";

        assertThat(post(admin("/oauth/access_token"), grant.formatted(ShopifyStand.OWN_ID, ShopifyStand.OWN_SECRET))
                        .body())
                .contains("shpat_");
        assertThat(post(admin("/oauth/access_token"), grant.formatted(ShopifyStand.OWN_ID, "wrong"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void eachShopHasAPage() throws Exception {
        assertThat(get(woo.url() + "/", "Accept", "*/*").body())
                .contains("Corner Mugs")
                .doesNotContain("not connected yet");
        assertThat(get(shopify.url() + "/", "Accept", "*/*").body())
                .contains("Northern Cloth")
                .doesNotContain("not connected yet");
        assertThat(get(woo.secondUrl(), "Accept", "*/*").body())
                .contains("Harbour Books", woo.secondUrl() + "/connect");
        assertThat(get(shopify.url() + "/garden", "Accept", "*/*").body()).contains("Green Garden", "/garden/connect");
    }

    private String admin(String path) {
        return shopify.url() + "/" + ShopifyStand.SHOP + "/admin" + path;
    }

    private JsonNode graphQl(String variables) throws Exception {
        return JSON.readTree(
                post(admin("/api/2026-10/graphql.json"), "{\"query\":\"…\",\"variables\":" + variables + "}")
                        .body());
    }

    private static HttpResponse<String> get(String url, String header, String value) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url)).header(header, value).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String url, String json) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("X-Shopify-Access-Token", ShopifyStand.TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
