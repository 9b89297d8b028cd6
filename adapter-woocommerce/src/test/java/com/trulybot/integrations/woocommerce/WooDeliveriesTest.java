package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The deliveries as they reached a listener, byte for byte. */
class WooDeliveriesTest {
    private static final Map<String, String> SECRETS =
            Map.of("1", "plain-secret-0123456789abcdef", "2", "s3cr&t <é> \"q\" ünï");

    private final WooDeliveries dialect = new WooDeliveries();
    private final Shop shop = Shop.of(FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET));

    /**
     * A delivery that was recorded.
     *
     * @param labels what stood beside the body
     */
    record Recorded(String name, Map<String, String> labels, String body) {
        Delivery delivery() {
            return delivery(body.getBytes(StandardCharsets.UTF_8));
        }

        Delivery delivery(byte[] bytes) {
            Map<String, List<String>> all = new TreeMap<>();
            labels.forEach((name, value) -> all.put(name, List.of(value)));
            return Delivery.of(all, bytes);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recorded> signed() {
        return recorded().filter(each -> SECRETS.containsKey(each.labels.getOrDefault("X-WC-Webhook-ID", "")));
    }

    static Stream<Recorded> pings() {
        return recorded().filter(each -> each.body.startsWith("webhook_id="));
    }

    @ParameterizedTest
    @MethodSource("signed")
    void whatTheShopSignedIsGenuine(Recorded recorded) {
        StoreEvent event = genuine(recorded);

        boolean error = recorded.body.startsWith("{\"code\":");
        assertThat(event.kind()).isEqualTo(error ? Kind.PERMISSIONS_CHANGED : Kind.ORDER_CHANGED);
        assertThat(event.orderId())
                .isEqualTo(error ? null : json(recorded.body).path("id").asText());
        assertThat(event.topic()).isEqualTo(error ? "error" : recorded.labels.get("X-WC-Webhook-Topic"));
        assertThat(event.at() != null).isNotEqualTo(error);
        assertThat(event.shopDomain()).isNull();
        assertThat(recorded.labels.get("X-WC-Webhook-Source")).endsWith("/");
        assertThat(recorded.labels.get("User-Agent")).contains("Hookshot");
        assertThat(recorded.labels)
                .containsKeys("X-WC-Webhook-Resource", "X-WC-Webhook-Event", "X-WC-Webhook-Delivery-ID");
    }

    @ParameterizedTest
    @MethodSource("signed")
    void theBodyIsTheOrderAsTheApiAnswersIt(Recorded recorded) {
        if (!recorded.body.startsWith("{\"code\":") && !recorded.body.contains("\"status\":\"trash\"")) {
            assertThat(new OrderJson(Shop.INTEGRATION, null).read(json(recorded.body)))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("signed")
    void reserialisedJsonDoesNotVerify(Recorded recorded) {
        byte[] same = json(recorded.body).toString().getBytes(StandardCharsets.UTF_8);

        if (!Arrays.equals(same, recorded.delivery().body())) {
            assertThat(judge(recorded, recorded.delivery(same))).isEqualTo(DeliveryVerdict.FORGED);
        }
        assertThat(judge(recorded, recorded.delivery((recorded.body + "\n").getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(DeliveryVerdict.FORGED);
    }

    @Test
    void deliveriesOfOneSecondShareAnIdAndStillHaveKeysOfTheirOwn() {
        List<Recorded> all = signed().toList();
        Set<String> ids = new HashSet<>();
        Set<String> keys = new HashSet<>();
        Set<List<String>> told = new HashSet<>();
        for (Recorded each : all) {
            ids.add(each.labels.get("X-WC-Webhook-Delivery-ID"));
            keys.add(genuine(each).deliveryKey());
            told.add(List.of(
                    each.labels.get("X-WC-Webhook-ID"), each.labels.get("X-WC-Webhook-Delivery-ID"), each.body));
        }

        assertThat(ids).hasSizeLessThan(all.size());
        assertThat(keys).hasSameSizeAs(told);
    }

    @ParameterizedTest
    @MethodSource("pings")
    void thePingIsHarmless(Recorded recorded) {
        assertThat(dialect.judge(recorded.delivery(), Optional.empty(), shop.context()))
                .isEqualTo(DeliveryVerdict.PING);
    }

    @Test
    void deletionIsToldByTheIdAlone() {
        Recorded deleted = recorded()
                .filter(each -> "order.deleted".equals(each.labels.get("X-WC-Webhook-Topic")))
                .findFirst()
                .orElseThrow();
        assertThat(deleted.body).isEqualTo("{\"id\":38}");

        StoreEvent event = genuine(new Recorded(
                "signed", Map.of("X-WC-Webhook-ID", "1", "X-WC-Webhook-Signature", sign(deleted.body)), deleted.body));

        assertThat(event.kind()).isEqualTo(Kind.ORDER_DELETED);
        assertThat(event.orderId()).isEqualTo("38");
        assertThat(event.at()).isNull();
    }

    /** Labels are not signed: whoever has a delivery may send it again under others. */
    @ParameterizedTest
    @CsvSource({
        "order.deleted, ORDER_CHANGED, order.updated",
        "'', ORDER_CHANGED, order.updated",
        "product.deleted, ORDER_CHANGED, order.updated",
        "order.created, ORDER_CHANGED, order.created"
    })
    void whatHappenedIsToldByWhatIsSigned(String topic, Kind kind, String told) {
        String body = "{\"id\":20,\"status\":\"completed\",\"line_items\":[]}";

        StoreEvent event = genuine(new Recorded(
                "relabelled",
                Map.of("X-WC-Webhook-ID", "1", "X-WC-Webhook-Topic", topic, "X-WC-Webhook-Signature", sign(body)),
                body));

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.topic()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{\"id\":0}| OTHER",
                "{\"id\":\"1e3\"}| OTHER",
                "{\"id\":99999999999999999999}| OTHER",
                "{\"id\":14,\"name\":\"Blue Mug\"}| OTHER",
                "{\"code\":\"internal_server_error\",\"data\":{\"status\":500}}| OTHER",
                "{\"code\":\"x\",\"data\":{\"status\":401}}| PERMISSIONS_CHANGED",
                "no JSON| OTHER"
            },
            delimiter = '|')
    void whatIsSignedAndNoOrderIsNothingWeActOn(String body, Kind kind) {
        StoreEvent event = genuine(
                new Recorded("odd", Map.of("X-WC-Webhook-ID", "1", "X-WC-Webhook-Signature", sign(body)), body));

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.orderId()).isNull();
    }

    @Test
    void labelsThatAreNonsenseDoNotMakeAKeyTooLong() {
        String body = "{\"id\":20,\"status\":\"completed\",\"line_items\":[]}";

        StoreEvent event = genuine(new Recorded(
                "long",
                Map.of(
                        "X-WC-Webhook-ID", "1".repeat(5000),
                        "X-WC-Webhook-Delivery-ID", "<script>",
                        "X-WC-Webhook-Signature", sign(body)),
                body));

        assertThat(event.deliveryKey()).startsWith("-:-:").hasSizeLessThan(200);
    }

    @Test
    void withoutASecretNothingIsGenuine() {
        Recorded recorded = signed().findFirst().orElseThrow();
        Credentials none = Credentials.of(Map.of(Field.API_KEY, Secret.of(Shop.KEY)));

        assertThat(dialect.judge(recorded.delivery(), Optional.of(none), shop.context()))
                .isEqualTo(DeliveryVerdict.FORGED);
    }

    private StoreEvent genuine(Recorded recorded) {
        DeliveryVerdict verdict = judge(recorded, recorded.delivery());
        assertThat(verdict).isInstanceOf(DeliveryVerdict.Genuine.class);
        return ((DeliveryVerdict.Genuine) verdict).event();
    }

    private DeliveryVerdict judge(Recorded recorded, Delivery delivery) {
        return dialect.judge(delivery, Optional.of(credentials(recorded)), shop.context());
    }

    /** With the secret of the webhook that delivered it. */
    static Credentials credentials(Recorded recorded) {
        String secret = SECRETS.getOrDefault(recorded.labels.getOrDefault("X-WC-Webhook-ID", ""), SECRETS.get("1"));
        return Credentials.of(Map.of(Field.WEBHOOK_SECRET, Secret.of(secret)));
    }

    private static String sign(String body) {
        return WooWebhookScenario.signature(body, SECRETS.get("1"));
    }

    private static Stream<Recorded> recorded() {
        try (Stream<Path> files = Files.list(Path.of(
                WooDeliveriesTest.class.getResource("/recordings/webhooks").toURI()))) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith("delivery_"))
                    .sorted()
                    .map(WooDeliveriesTest::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Recorded read(Path file) {
        try {
            JsonNode request = json(Files.readString(file)).path("request");
            Map<String, String> labels = new TreeMap<>();
            request.path("headers")
                    .properties()
                    .forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
            byte[] body = Base64.getDecoder().decode(request.path("bodyBase64").asText());
            return new Recorded(file.getFileName().toString(), labels, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return LooseJson.WHOLE.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
