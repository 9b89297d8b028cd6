package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against vectors made with Shopify's own library. */
class ShopifyWebhooksTest {
    private static final String SECRET = "hush-0123456789abcdef0123456789abcdef";
    private static final String FORMER = "old-secret-fedcba9876543210";

    static Stream<JsonNode> vectors() {
        return Fields.list(Fixture.json("vectors/webhook-hmac.json"), "vectors")
                .filter(vector -> !vector.path("expected").asText().equals("either"));
    }

    private static Delivery delivery(Map<String, String> headers, byte[] body) {
        Map<String, List<String>> labels = new HashMap<>();
        headers.forEach((name, value) -> labels.put(name, List.of(value)));
        return Delivery.of(labels, body);
    }

    static Map<String, String> headers(JsonNode vector) {
        Map<String, String> headers = new TreeMap<>();
        vector.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    static byte[] body(JsonNode vector) {
        if (vector.has("bodyBase64")) {
            return Base64.getDecoder().decode(vector.path("bodyBase64").asText());
        }
        return vector.path("bodyLength").asInt() > 1_000_000
                ? ("{\"note\":\"" + "x".repeat(1_048_576) + "\"}").getBytes(StandardCharsets.UTF_8)
                : Fixture.bytes(
                        "vectors/bodies/" + vector.path("bodySha256").asText().substring(0, 16) + ".bin");
    }

    private static DeliveryVerdict judge(Delivery delivery, String... settings) {
        Map<String, String> ours = new HashMap<>(Map.of("API_KEY", "ours", "API_SECRET", SECRET));
        for (int i = 0; i < settings.length; i += 2) {
            ours.put(settings[i], settings[i + 1]);
        }
        return new ShopifyWebhooks()
                .judge(delivery, Optional.empty(), Shops.context(ScriptedHttp.answering(ScriptedHttp.ok("")), ours));
    }

    private static Optional<StoreEvent> event(DeliveryVerdict verdict) {
        return verdict.<Optional<StoreEvent>>match(Optional::of, Optional::empty, Optional::empty);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aSignedDeliveryIsBelievedAndNoOther(JsonNode vector) {
        boolean believed = event(judge(delivery(headers(vector), body(vector)))).isPresent();

        assertThat(believed).isEqualTo(vector.path("expected").asText().equals("accept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-shop-spoof", "webhook-topic-spoof"})
    void whereTheUnsignedHeadersSayAnotherShopOrTopicThanTheBodyNothingIsDone(String id) {
        JsonNode vector = vectors()
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();

        assertThat(event(judge(delivery(headers(vector), body(vector))))).get().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.OTHER);
            assertThat(event.orderId()).isNull();
        });
    }

    @Test
    void whatADeliverySaysIsTold() {
        JsonNode vector = vectors().findFirst().orElseThrow();

        assertThat(event(judge(delivery(headers(vector), body(vector)))))
                .contains(new StoreEvent(
                        Kind.UNINSTALLED,
                        "app/uninstalled",
                        "545ebdd4-b7be-4d3d-b14e-54aa78e0e0f9",
                        Shops.DOMAIN,
                        null,
                        Instant.parse("2026-11-22T23:59:58.123456789Z")));
    }

    private static Map<String, String> signed(String secret, String topic, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new TreeMap<>(Map.of(
                    "X-Shopify-Topic",
                    topic,
                    "X-Shopify-Shop-Domain",
                    Shops.DOMAIN,
                    "X-Shopify-API-Version",
                    "2026-10",
                    "X-Shopify-Webhook-Id",
                    "b1",
                    "X-Shopify-Hmac-Sha256",
                    Base64.getEncoder().encodeToString(mac.doFinal(body))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Delivery delivery(String secret, String topic, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return delivery(signed(secret, topic, bytes), bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "orders/create | {\"id\":820982911946154508} | ORDER_CHANGED | 820982911946154508",
                "orders/updated | {\"id\":820982911946154500,\"admin_graphql_api_id\":\"gid://shopify/Order/820982911946154508\"}"
                        + " | ORDER_CHANGED | 820982911946154508",
                "orders/cancelled | {\"id\":9223372036854775808} | ORDER_CHANGED | 9223372036854775808",
                "orders/edited | {\"order_edit\":{\"id\":7,\"order_id\":820982911946154508}} | ORDER_CHANGED | 820982911946154508",
                "orders/delete | {\"id\":820982911946154508} | ORDER_DELETED | 820982911946154508",
                "fulfillments/update | {\"id\":123456,\"order_id\":820982911946154508} | ORDER_CHANGED | 820982911946154508",
                "fulfillment_events/create | {\"id\":1,\"order_id\":8209} | ORDER_CHANGED | 8209",
                "refunds/create | {\"id\":2,\"order_id\":8209} | ORDER_CHANGED | 8209",
                "returns/request | {\"id\":2,\"order\":{\"id\":8209}} | ORDER_CHANGED | 8209",
                "orders/updated | [] | ORDER_CHANGED | -",
                "orders/updated | {\"id\":\"<script>\"} | ORDER_CHANGED | -",
                "app/scopes_update | {\"current\":[\"read_orders\"]} | PERMISSIONS_CHANGED | -",
                "themes/publish | {\"id\":5} | OTHER | -",
                "shop/update | {\"id\":5,\"myshopify_domain\":\"snowdevil.myshopify.com\"} | OTHER | -",
                "customers/data_request | {\"shop_domain\":\"snowdevil.myshopify.com\",\"orders_requested\":[]}"
                        + " | CUSTOMER_DATA_REQUESTED | -",
                "customers/redact | {\"shop_domain\":\"snowdevil.myshopify.com\",\"orders_to_redact\":[]} | CUSTOMER_REDACTED | -",
                "shop/redact | {\"shop_id\":954889,\"shop_domain\":\"snowdevil.myshopify.com\"} | SHOP_REDACTED | -",
            })
    void aTopicIsToldInOurWords(String topic, String body, Kind kind, @Nullable String order) {
        assertThat(event(judge(delivery(SECRET, topic, body)))).get().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(kind);
            assertThat(event.topic()).isEqualTo(topic);
            assertThat(event.orderId()).isEqualTo(order);
            assertThat(event.at()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app/uninstalled | {\"shop_domain\":\"snowdevil.myshopify.com\",\"orders_to_redact\":[]}",
                "app/uninstalled | {\"myshopify_domain\":\"other.myshopify.com\"}",
                "shop/redact | {\"shop_domain\":\"snowdevil.myshopify.com\",\"customer\":{},\"orders_to_redact\":[]}",
                "shop/redact | {\"shop_domain\":\"other.myshopify.com\"}",
                "shop/redact | {}",
                "shop/redact | no JSON",
                "customers/redact | {\"shop_domain\":\"snowdevil.myshopify.com\",\"orders_requested\":[]}",
                "customers/data_request | {\"shop_domain\":\"snowdevil.myshopify.com\",\"orders_to_redact\":[]}",
                "orders/updated | {\"shop_domain\":\"other.myshopify.com\"}",
                "app/scopes_update | {\"id\":1}",
            })
    void aBodyUnderAnothersTopicOrShopMeansNothing(String topic, String body) {
        assertThat(event(judge(delivery(SECRET, topic, body)))).get().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.OTHER);
            assertThat(event.orderId()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"no topic", "ORDERS_UPDATED"})
    void whatIsNoTopicIsForged(String topic) {
        assertThat(judge(delivery(SECRET, topic, "{}"))).isEqualTo(DeliveryVerdict.FORGED);
    }

    @Test
    void theFormerSecretStillCountsWhereItIsSet() {
        Delivery delivery = delivery(FORMER, "orders/updated", "{\"id\":1}");

        assertThat(judge(delivery)).isEqualTo(DeliveryVerdict.FORGED);
        assertThat(event(judge(delivery, "API_SECRET_PREVIOUS", FORMER))).isPresent();
    }

    @Test
    void aShopsOwnAppSignsWithItsOwnSecret() {
        Delivery delivery = delivery("shpss_own", "orders/updated", "{\"id\":1}");
        Credentials own = Credentials.of(Map.of(Field.API_SECRET, Secret.of("shpss_own")));
        Credentials another = Credentials.of(Map.of(Field.API_SECRET, Secret.of("shpss_other")));
        ShopifyWebhooks webhooks = new ShopifyWebhooks();
        var context = Shops.context(ScriptedHttp.answering(ScriptedHttp.ok("")), Map.of());

        assertThat(event(webhooks.judge(delivery, Optional.of(own), context))).isPresent();
        assertThat(webhooks.judge(delivery, Optional.of(another), context)).isEqualTo(DeliveryVerdict.FORGED);
        assertThat(webhooks.judge(delivery, Optional.empty(), context)).isEqualTo(DeliveryVerdict.FORGED);
    }

    @Test
    void whereBothFamiliesAreThereBothMustBeRight() {
        byte[] body = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
        Map<String, String> both = signed(SECRET, "orders/updated", body);
        String right = both.getOrDefault("X-Shopify-Hmac-Sha256", "");
        both.put("shopify-hmac-sha256", right);
        both.put("shopify-shop-domain", Shops.DOMAIN);

        assertThat(event(judge(delivery(both, body)))).isPresent();

        both.put("X-Shopify-Hmac-Sha256", "AAAA");
        assertThat(judge(delivery(both, body))).isEqualTo(DeliveryVerdict.FORGED);

        both.put("X-Shopify-Hmac-Sha256", right);
        both.put("shopify-shop-domain", "other.myshopify.com");
        assertThat(judge(delivery(both, body))).isEqualTo(DeliveryVerdict.FORGED);
    }

    @Test
    void anEventOfTheNewFamilyIsNamedByItsTopicAndAction() {
        JsonNode vector = vectors()
                .filter(each -> each.path("id").asText().equals("events-valid"))
                .findFirst()
                .orElseThrow();

        assertThat(event(judge(delivery(headers(vector), body(vector))))).get().satisfies(event -> {
            assertThat(event.topic()).isEqualTo("Order/update");
            assertThat(event.kind()).isEqualTo(Kind.ORDER_CHANGED);
        });
    }

    @Test
    void aHeaderThatStandsThereTwiceIsNotBelieved() {
        byte[] body = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> twice = new HashMap<>();
        signed(SECRET, "orders/updated", body).forEach((name, value) -> twice.put(name, List.of(value)));
        twice.put("x-shopify-hmac-sha256", List.of("AAAA"));

        assertThat(judge(Delivery.of(twice, body))).isEqualTo(DeliveryVerdict.FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example.com", "snowdevil.myshopify.com.evil.com", "SNOWDEVIL.myshopify.com"})
    void aShopThatIsNoneIsNotLookedFor(String shop) {
        assertThat(new ShopifyWebhooks().shopDomain(delivery(Map.of("X-Shopify-Shop-Domain", shop), new byte[0])))
                .isEmpty();
        assertThat(new ShopifyWebhooks().shopDomain(delivery(Map.of(), new byte[0])))
                .isEmpty();
    }

    static Stream<Arguments> documented() {
        return Stream.of("2024-10", "2026-07")
                .flatMap(version -> Stream.of(
                        arguments(version, "customers/data_request", Kind.CUSTOMER_DATA_REQUESTED, null),
                        arguments(version, "customers/redact", Kind.CUSTOMER_REDACTED, null),
                        arguments(version, "shop/redact", Kind.SHOP_REDACTED, null),
                        arguments(version, "app/uninstalled", Kind.UNINSTALLED, null),
                        arguments(version, "app/scopes_update", Kind.PERMISSIONS_CHANGED, null),
                        arguments(version, "orders/updated", Kind.ORDER_CHANGED, "820982911946154508"),
                        arguments(version, "orders/edited", Kind.ORDER_CHANGED, "820982911946154508"),
                        arguments(version, "orders/delete", Kind.ORDER_DELETED, "820982911946154508"),
                        arguments(version, "fulfillments/create", Kind.ORDER_CHANGED, "820982911946154508"),
                        arguments(version, "fulfillment_events/create", Kind.ORDER_CHANGED, "820982911946154508"),
                        arguments(version, "refunds/create", Kind.ORDER_CHANGED, "820982911946154508"),
                        arguments(version, "themes/publish", Kind.OTHER, null),
                        arguments(version, "shop/update", Kind.OTHER, null)));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void aDocumentedBodyIsUnderstood(String version, String topic, Kind kind, @Nullable String order) {
        String body = Fixture.text("webhooks/" + version + "/" + topic.replace("/", "__") + ".json");

        assertThat(event(judge(delivery(SECRET, topic, body)))).get().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(kind);
            assertThat(event.orderId()).isEqualTo(order);
            assertThat(event.shopper() != null)
                    .isEqualTo(kind == Kind.CUSTOMER_DATA_REQUESTED || kind == Kind.CUSTOMER_REDACTED);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2024-10, customers/data_request",
        "2024-10, customers/redact",
        "2026-07, customers/data_request",
        "2026-07, customers/redact"
    })
    void whoseDataItIsAboutIsTold(String version, String topic) {
        String body = Fixture.text("webhooks/" + version + "/" + topic.replace("/", "__") + ".json");

        StoreEvent event = event(judge(delivery(SECRET, topic, body))).orElseThrow();

        assertThat(event.shopper())
                .isEqualTo(new Shopper("john@example.com", "555-625-1199", List.of("299938", "280263", "220458")));
        assertThat(event.toString()).doesNotContain("john").doesNotContain("1199");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"shop_domain\":\"snowdevil.myshopify.com\",\"orders_to_redact\":[]}",
                "{\"shop_domain\":\"snowdevil.myshopify.com\",\"customer\":null,\"orders_to_redact\":null}",
                "{\"shop_domain\":\"snowdevil.myshopify.com\",\"customer\":{\"email\":\" \",\"phone\":null},"
                        + "\"orders_to_redact\":[\"x\",{},null,-1]}",
            })
    void whatIsNotToldOfAShopperIsNotThere(String body) {
        assertThat(event(judge(delivery(SECRET, "customers/redact", body)))
                        .orElseThrow()
                        .shopper())
                .isEqualTo(new Shopper(null, null, List.of()));
    }
}
