package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trulybot.integrations.app.demo.ShopifyStand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What stores tell us, and what it does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CUSTOMER = "{\"shop_id\":548380009,\"shop_domain\":\"" + ShopifyStand.SECOND_SHOP
            + "\",\"%s\":[8938018531001],\"customer\":{\"id\":1,\"email\":\"alice@example.com\",\"phone\":null}%s}";

    @TempDir
    static Path data;

    private Town town;

    @BeforeAll
    void open() throws Exception {
        town = Town.open(data);
    }

    @AfterAll
    void close() {
        town.close();
    }

    @Test
    void anOrderThatChangesInTheShopIsAnsweredAsItIsNow() throws Exception {
        Town.Merchant merchant = town.merchant();
        merchant.connect("woocommerce");
        String id = merchant.store().path("id").asText();
        town.awaitHooks(id);
        assertThat(status(merchant, "1002")).isEqualTo("processing");

        town.inShop("PUT", "/orders/1002", "{\"status\":\"cancelled\"}");

        Await.value(() -> done(id, "order.updated") > 0 ? true : null);
        assertThat(status(merchant, "1002")).isEqualTo("cancelled");
    }

    @Test
    void aForgedDeliveryIsRefusedAndNothingIsKept() throws Exception {
        Town.Merchant merchant = town.merchant();
        merchant.connect("woocommerce");
        String id = merchant.store().path("id").asText();

        assertThat(deliver("orders/updated", "{\"id\":1}", "another-secret", UUID.randomUUID(), Instant.now()))
                .isEqualTo(401);
        Client.Answer woo = town.api()
                .ask("POST", "/api/webhooks/woocommerce/" + id, "", "{\"id\":1,\"line_items\":[],\"status\":\"x\"}");
        assertThat(woo.status()).isEqualTo(401);
        assertThat(town.sql("select count(*) from webhook_events where integration_id = '" + id + "'"))
                .isEqualTo("0");
    }

    @Test
    void theSameDeliveryTwiceIsAnsweredWellAndKeptOnce() throws Exception {
        shopifyMerchant();
        UUID delivery = UUID.randomUUID();
        String body = "{\"id\":8938018531001,\"admin_graphql_api_id\":\"gid://shopify/Order/8938018531001\"}";

        assertThat(deliver("orders/updated", body, ShopifyStand.CLIENT_SECRET, delivery, Instant.now()))
                .isEqualTo(200);
        assertThat(deliver("orders/updated", body, ShopifyStand.CLIENT_SECRET, delivery, Instant.now()))
                .isEqualTo(200);

        assertThat(town.sql("select count(*) from webhook_events where delivery_key like '%" + delivery + "%'"))
                .isEqualTo("1");
    }

    @Test
    void anUninstallationThatIsNoneLeavesTheStoreAsItIs() throws Exception {
        Town.Merchant merchant = shopifyMerchant();
        String body = "{\"id\":1,\"myshopify_domain\":\"" + ShopifyStand.SECOND_SHOP + "\"}";
        UUID late = UUID.randomUUID();
        UUID ahead = UUID.randomUUID();

        deliver(
                "app/uninstalled",
                body,
                ShopifyStand.CLIENT_SECRET,
                late,
                Instant.now().minus(Duration.ofHours(1)));
        deliver(
                "app/uninstalled",
                body,
                ShopifyStand.CLIENT_SECRET,
                ahead,
                Instant.now().plusSeconds(60));

        awaitDone(late);
        awaitDone(ahead);
        assertThat(merchant.store().path("status").asText()).isEqualTo("active");
    }

    @Test
    void aRealUninstallationEndsTheConnectionAndTheRestFollows() throws Exception {
        Town.Merchant merchant = shopifyMerchant();
        String id = merchant.store().path("id").asText();

        town.stores.shopify().uninstallSecond();

        merchant.awaitStatus("disconnected");
        assertThat(merchant.told("store_uninstalled")).isTrue();
        assertThat(merchant.store().path("credentialHint").isNull()).isTrue();

        town.stores
                .shopify()
                .tellSecond(
                        "shop/redact",
                        JSON.readTree("{\"shop_id\":1,\"shop_domain\":\"" + ShopifyStand.SECOND_SHOP + "\"}"),
                        Instant.now());

        Await.value(() -> merchant.store().isMissingNode() ? true : null);
        assertThat(merchant.told("shop_redacted")).isTrue();
        assertThat(town.sql("select count(*) from store_integrations where id = '" + id + "'"))
                .isEqualTo("0");
    }

    @Test
    void aShoppersDataAreExportedAndThenErased() throws Exception {
        Town.Merchant merchant = shopifyMerchant();
        String id = merchant.store().path("id").asText();
        Client.Answer talk = town.api()
                .ask(
                        "POST",
                        "/api/widget/messages",
                        "",
                        "{\"userId\":\"" + merchant.user
                                + "\",\"platform\":\"shopify\",\"text\":\"Where is my order 1001? alice@example.com\"}");
        assertThat(talk.status()).as(talk.body()).isEqualTo(200);

        town.stores
                .shopify()
                .tellSecond(
                        "customers/data_request",
                        JSON.readTree(CUSTOMER.formatted("orders_requested", ",\"data_request\":{\"id\":9}")),
                        Instant.now());
        String export = Await.value(() -> exported(merchant));

        JsonNode answer = merchant.must("GET", "/api/privacy/exports/" + export, "");
        assertThat(answer.toString()).contains("1001");
        assertThat(town.merchant()
                        .ask("GET", "/api/privacy/exports/" + export, "")
                        .status())
                .as("another account")
                .isEqualTo(404);

        town.stores
                .shopify()
                .tellSecond(
                        "customers/redact", JSON.readTree(CUSTOMER.formatted("orders_to_redact", "")), Instant.now());
        Await.value(() -> merchant.told("customer_redacted") ? true : null);
        assertThat(merchant.ask("GET", "/api/privacy/exports/" + export, "").status())
                .isEqualTo(404);
        assertThat(town.sql("select count(*) from conversations where integration_id = '" + id + "'"))
                .isEqualTo("0");
    }

    private Town.Merchant shopifyMerchant() throws Exception {
        Town.Merchant merchant = town.merchant();
        Browser.Shown back = merchant.connect("shopify");
        assertThat(back.status()).as(back.body()).isEqualTo(200);
        return merchant;
    }

    private static String status(Town.Merchant merchant, String number) throws Exception {
        return merchant.must("POST", "/api/integrations/woocommerce/orders", "{\"orderNumber\":\"" + number + "\"}")
                .path("order")
                .path("status")
                .asText();
    }

    private static String exported(Town.Merchant merchant) throws Exception {
        for (JsonNode each :
                merchant.must("GET", "/api/activities?limit=100", "").path("items")) {
            if (each.path("type").asText().equals("customer_data_requested")) {
                return each.path("metadata").path("exportId").asText();
            }
        }
        return null;
    }

    private int done(String integration, String topic) throws Exception {
        return Integer.parseInt(town.sql("select count(*) from webhook_events where integration_id = '" + integration
                + "' and topic = '" + topic + "' and state = 'done'"));
    }

    private void awaitDone(UUID delivery) throws Exception {
        Await.value(() -> town.sql("select count(*) from webhook_events where state = 'done' and delivery_key like '%"
                                + delivery + "%'")
                        .equals("1")
                ? true
                : null);
    }

    private int deliver(String topic, String body, String secret, UUID id, Instant at) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + town.ports.api() + "/api/webhooks/shopify"))
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", topic)
                .header("X-Shopify-Shop-Domain", ShopifyStand.SECOND_SHOP)
                .header("X-Shopify-API-Version", "2026-10")
                .header("X-Shopify-Webhook-Id", id.toString())
                .header("X-Shopify-Triggered-At", at.toString())
                .header(
                        "X-Shopify-Hmac-Sha256",
                        Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8))))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
