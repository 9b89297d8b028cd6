package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreHttp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads are those of docs/webhooks/callbacks and of the Webhook Events document. */
class DeliveriesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final String CLIENT_SECRET = "c1ient5ecret0123456789abcdef";
    private static final String BODY = "{\"scope\":\"store/order/created\",\"store_id\":\"1025646\",\"data\":{\"type\":"
            + "\"order\",\"id\":250},\"hash\":\"dd70c0976e06b67aaf671e73f49dcb79230ebf9d\",\"created_at\":1561479335,"
            + "\"producer\":\"stores/abc123\"}";

    private static final PlatformContext CONTEXT = new PlatformContext() {
        @Override
        public StoreHttp http() {
            throw new AssertionError("a delivery is judged without asking anyone");
        }

        @Override
        public InstantSource clock() {
            return InstantSource.fixed(NOW);
        }

        @Override
        public Optional<String> setting(String name) {
            return Optional.empty();
        }
    };

    private final Deliveries deliveries = new Deliveries();

    private DeliveryVerdict judge(Map<String, List<String>> labels, String body, Map<Field, Secret> secrets) {
        Delivery delivery = Delivery.of(labels, body.getBytes(StandardCharsets.UTF_8));
        return deliveries.judge(delivery, Optional.of(Credentials.of(secrets)), CONTEXT);
    }

    private DeliveryVerdict told(String proof, String body) {
        return judge(
                Map.of("x-trulybot-hook-secret", List.of(proof)), body, Map.of(Field.WEBHOOK_SECRET, Shop.HOOK_SECRET));
    }

    private StoreEvent event(String body) {
        DeliveryVerdict verdict = told(Shop.HOOK_SECRET.expose(), body);
        assertThat(verdict).isInstanceOf(DeliveryVerdict.Genuine.class);
        return ((DeliveryVerdict.Genuine) verdict).event();
    }

    private static String signature(String id, long seconds, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] bytes = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(bytes));
    }

    private DeliveryVerdict signed(String id, long seconds, String signature) {
        return judge(
                Map.of(
                        "Webhook-Id",
                        List.of(id),
                        "Webhook-Timestamp",
                        List.of(Long.toString(seconds)),
                        "Webhook-Signature",
                        List.of(signature),
                        Deliveries.PROOF,
                        List.of(Shop.HOOK_SECRET.expose())),
                BODY,
                Map.of(Field.API_SECRET, Secret.of(CLIENT_SECRET), Field.WEBHOOK_SECRET, Shop.HOOK_SECRET));
    }

    @Test
    void theHeaderThatWeChoseProvesADelivery() {
        StoreEvent event = event(BODY);

        assertThat(event.kind()).isEqualTo(Kind.ORDER_CHANGED);
        assertThat(event.orderId()).isEqualTo("250");
        assertThat(event.topic()).isEqualTo("store/order/created");
        assertThat(event.shopDomain()).isEqualTo("store-abc123.mybigcommerce.com");
        assertThat(event.at()).isEqualTo("2019-06-25T16:15:35Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hook-secret-0123456789abcdeX", "hook-secret-0123456789abcdef "})
    void anotherHeaderProvesNothing(String proof) {
        assertThat(told(proof, BODY)).isEqualTo(DeliveryVerdict.FORGED);
    }

    @Test
    void theHeaderTwiceProvesNothing() {
        String secret = Shop.HOOK_SECRET.expose();

        assertThat(judge(
                        Map.of(Deliveries.PROOF, List.of(secret, secret)),
                        BODY,
                        Map.of(Field.WEBHOOK_SECRET, Shop.HOOK_SECRET)))
                .isEqualTo(DeliveryVerdict.FORGED);
    }

    @Test
    void withoutASecretNothingIsProven() {
        assertThat(judge(Map.of(Deliveries.PROOF, List.of("x")), BODY, Map.of()))
                .isEqualTo(DeliveryVerdict.FORGED);
        assertThat(deliveries.judge(Delivery.of(Map.of(), new byte[0]), Optional.empty(), CONTEXT))
                .isEqualTo(DeliveryVerdict.FORGED);
    }

    @Test
    void whatIsNoEventIsNotBelievedWhoeverSaysIt() {
        for (String body : List.of("", "[]", "null", "7", "{\"scope\":")) {
            assertThat(told(Shop.HOOK_SECRET.expose(), body)).isEqualTo(DeliveryVerdict.FORGED);
        }
    }

    @Test
    void aSignatureProvesADeliveryAndItsIdIsTheKey() throws Exception {
        long seconds = NOW.getEpochSecond();
        DeliveryVerdict verdict = signed("msg_1", seconds, signature("msg_1", seconds, BODY));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        DeliveryVerdict.Genuine.class,
                        genuine -> assertThat(genuine.event().deliveryKey()).isEqualTo("msg_1"));
    }

    @Test
    void oneGoodSignatureAmongOthersIsEnoughWhileASecretIsReplaced() throws Exception {
        long seconds = NOW.getEpochSecond();
        String good = signature("msg_1", seconds, BODY);

        assertThat(signed("msg_1", seconds, "v1,AAAA v1a,BBBB " + good)).isInstanceOf(DeliveryVerdict.Genuine.class);
        assertThat(signed("msg_1", seconds, "v1,AAAA " + good.replace("v1,", "v2,")))
                .isEqualTo(DeliveryVerdict.FORGED);
    }

    @ParameterizedTest
    @CsvSource({"300, true", "-300, true", "301, false", "-301, false", "172800, false"})
    void aSignatureIsGoodForFiveMinutes(long age, boolean good) throws Exception {
        long seconds = NOW.getEpochSecond() - age;

        assertThat(signed("msg_1", seconds, signature("msg_1", seconds, BODY)) instanceof DeliveryVerdict.Genuine)
                .isEqualTo(good);
    }

    @Test
    void whereTheClientSecretIsKnownTheHeaderIsNotEnough() throws Exception {
        assertThat(signed("msg_1", NOW.getEpochSecond(), "")).isEqualTo(DeliveryVerdict.FORGED);
        assertThat(signed("msg_2", NOW.getEpochSecond(), signature("msg_1", NOW.getEpochSecond(), BODY)))
                .isEqualTo(DeliveryVerdict.FORGED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "store/order/updated | {\"type\":\"order\",\"id\":250} | ORDER_CHANGED | 250",
                "store/order/statusUpdated | {\"type\":\"order\",\"id\":250,\"status\":{\"new_status_id\":11}} | ORDER_CHANGED | 250",
                "store/order/message/created | {\"type\":\"order\",\"id\":250,\"message\":{\"order_message_id\":3}} | ORDER_CHANGED | 250",
                "store/order/refund/created | {\"type\":\"order\",\"id\":250,\"refund\":{\"refund_id\":3}} | ORDER_CHANGED | 250",
                "store/order/transaction/created | {\"type\":\"transaction\",\"order_id\":\"250\",\"transaction_id\":\"176342342\"} | ORDER_CHANGED | 250",
                "store/order/metafield/created | {\"metafield_id\":14,\"resource_id\":\"270\"} | ORDER_CHANGED | 270",
                "store/shipment/created | {\"type\":\"shipment\",\"id\":12,\"orderId\":251} | ORDER_CHANGED | 251",
                "store/order/archived | {\"type\":\"order\",\"id\":250} | ORDER_DELETED | 250",
                "store/app/uninstalled | {\"type\":\"app\"} | UNINSTALLED |",
                "store/product/updated | {\"type\":\"product\",\"id\":205} | OTHER |",
                "store/order/updated | {\"type\":\"order\"} | OTHER |"
            })
    void everyEventTellsWhichOrderItIsAbout(String scope, String data, Kind kind, String order) {
        StoreEvent event = event("{\"scope\":\"" + scope + "\",\"data\":" + data + "}");

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.topic()).isEqualTo(scope);
        assertThat(event.orderId()).isEqualTo(order);
        assertThat(event.at()).isNull();
        assertThat(event.shopDomain()).isNull();
    }

    @Test
    void theSameBodyAgainHasTheSameKeyAndAnotherHasAnother() {
        assertThat(event(BODY).deliveryKey())
                .isEqualTo(event(BODY).deliveryKey())
                .hasSize(64);
        assertThat(event(BODY.replace("1561479335", "1561479336")).deliveryKey())
                .isNotEqualTo(event(BODY).deliveryKey());
    }
}
