package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.woocommerce.WooDeliveriesTest.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each recorded delivery, tampered with in each way: none of them is believed. */
class ForgedDeliveriesTest {
    private static final String SIGNATURE = "X-WC-Webhook-Signature";
    private static final String TOPIC = "X-WC-Webhook-Topic";

    private final WooDeliveries dialect = new WooDeliveries();
    private final Shop shop = Shop.of(FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET));

    static Stream<Recorded> signed() {
        return WooDeliveriesTest.signed();
    }

    static Stream<Recorded> pings() {
        return WooDeliveriesTest.pings();
    }

    @ParameterizedTest
    @MethodSource("signed")
    void aBodyThatWasTouchedIsForged(Recorded recorded) {
        byte[] body = recorded.delivery().body();
        String text = recorded.body();
        Map<String, byte[]> touched = new LinkedHashMap<>();
        for (int at : List.of(0, 1, body.length / 3, body.length / 2, body.length - 2, body.length - 1)) {
            byte[] flipped = body.clone();
            flipped[at] ^= 1;
            touched.put("one bit at " + at, flipped);
        }
        touched.put("empty", new byte[0]);
        touched.put("without its first byte", Arrays.copyOfRange(body, 1, body.length));
        touched.put("without its last byte", Arrays.copyOf(body, body.length - 1));
        touched.put("its first half", Arrays.copyOf(body, body.length / 2));
        touched.put("twice", (text + text).getBytes(StandardCharsets.UTF_8));
        touched.put("with a line's end", (text + "\r\n").getBytes(StandardCharsets.UTF_8));
        touched.put("with a blank before", (" " + text).getBytes(StandardCharsets.UTF_8));
        touched.put("with a byte order mark", ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));
        touched.put("in UTF-16", text.getBytes(StandardCharsets.UTF_16));
        touched.put("with slashes unescaped", text.replace("\\/", "/").getBytes(StandardCharsets.UTF_8));
        touched.put("printed nicely", Recording.json(text).toPrettyString().getBytes(StandardCharsets.UTF_8));
        touched.put("read and written", Recording.json(text).toString().getBytes(StandardCharsets.UTF_8));
        touched.put("compressed", gzip(body));
        touched.put("in Base64", Base64.getEncoder().encode(body));

        touched.values().removeIf(same -> Arrays.equals(same, body));
        assertThat(touched).hasSizeGreaterThan(14);
        touched.forEach((how, bytes) ->
                assertThat(judge(recorded, recorded.delivery(bytes))).as(how).isEqualTo(DeliveryVerdict.FORGED));
    }

    @ParameterizedTest
    @MethodSource("signed")
    void aSignatureInAnyOtherSpellingIsForged(Recorded recorded) {
        String good = recorded.labels().get(SIGNATURE);
        byte[] bytes = Base64.getDecoder().decode(good);
        List<String> others = new ArrayList<>(List.of(
                "",
                " " + good,
                good + " ",
                good + "\n",
                good + good,
                good + "," + good,
                "sha256=" + good,
                "v1=" + good,
                HexFormat.of().formatHex(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                good.replace("=", ""),
                good.substring(0, good.length() - 2) + "=",
                good.toLowerCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, 16)),
                // The last character of 32 bytes in Base64 has bits that mean nothing.
                good.substring(0, 42) + (char) (good.charAt(42) + 1) + "=",
                Base64.getEncoder().encodeToString(new byte[32])));
        others.remove(good);

        for (String other : others) {
            Delivery delivery = relabelled(recorded, SIGNATURE, List.of(other));
            assertThat(judge(recorded, delivery)).as("'%s'", other).isEqualTo(DeliveryVerdict.FORGED);
        }
        assertThat(judge(recorded, relabelled(recorded, SIGNATURE, List.of(good, good))))
                .isEqualTo(DeliveryVerdict.FORGED);
        assertThat(judge(recorded, relabelled(recorded, SIGNATURE, List.of()))).isEqualTo(DeliveryVerdict.FORGED);
    }

    @ParameterizedTest
    @MethodSource("signed")
    void aSignatureOfAnotherSecretOrOfAnotherDeliveryIsForged(Recorded recorded) {
        Credentials other = Credentials.of(Map.of(Field.WEBHOOK_SECRET, Secret.of("another-0123456789abcdef")));
        assertThat(dialect.judge(recorded.delivery(), Optional.of(other), shop.context()))
                .isEqualTo(DeliveryVerdict.FORGED);
        assertThat(dialect.judge(recorded.delivery(), Optional.empty(), shop.context()))
                .isEqualTo(DeliveryVerdict.FORGED);

        signed().filter(each -> !each.body().equals(recorded.body()))
                .forEach(each -> assertThat(judge(
                                recorded,
                                relabelled(
                                        recorded,
                                        SIGNATURE,
                                        List.of(each.labels().get(SIGNATURE)))))
                        .isEqualTo(DeliveryVerdict.FORGED));
    }

    /** The topic is not signed. Under another one a delivery says no more than it said under its own. */
    @ParameterizedTest
    @MethodSource("signed")
    void sentAgainUnderAnotherTopicItMeansTheSame(Recorded recorded) {
        StoreEvent event = event(judge(recorded, recorded.delivery()));
        for (String topic :
                List.of("order.deleted", "product.updated", "action.x", "", "order.created\norder.deleted")) {
            StoreEvent again = event(judge(recorded, relabelled(recorded, TOPIC, List.of(topic))));

            assertThat(again.kind()).isEqualTo(event.kind());
            assertThat(again.orderId()).isEqualTo(event.orderId());
            assertThat(again.at()).isEqualTo(event.at());
            assertThat(again.deliveryKey()).isEqualTo(event.deliveryKey());
            assertThat(again.topic()).isIn("order.created", "order.updated", "error");
        }
    }

    /** Who claims an order changed must sign it; a ping claims nothing. */
    @ParameterizedTest
    @MethodSource("pings")
    void aPingThatClaimsMoreIsForged(Recorded ping) {
        Delivery topic = relabelled(ping, TOPIC, List.of("order.updated"));
        Delivery signature = relabelled(ping, SIGNATURE, List.of("x"));

        assertThat(judge(ping, topic)).isEqualTo(DeliveryVerdict.FORGED);
        assertThat(judge(ping, signature)).isEqualTo(DeliveryVerdict.FORGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "webhook_id=",
                "webhook_id=x",
                "webhook_id=1&order=20",
                "webhook_id=1\n",
                " webhook_id=1",
                "webhook_id=-1",
                "webhook_id=12345678901234567890",
                "WEBHOOK_ID=1",
                "webhook_id=1webhook_id=1",
                "{\"webhook_id\":1}",
                "{\"id\":38}"
            })
    void whatIsNotQuiteAPingIsForged(String body) {
        Delivery delivery = Delivery.of(Map.of(), body.getBytes(StandardCharsets.UTF_8));

        assertThat(dialect.judge(delivery, Optional.empty(), shop.context())).isEqualTo(DeliveryVerdict.FORGED);
    }

    private DeliveryVerdict judge(Recorded recorded, Delivery delivery) {
        return dialect.judge(delivery, Optional.of(WooDeliveriesTest.credentials(recorded)), shop.context());
    }

    private static StoreEvent event(DeliveryVerdict verdict) {
        assertThat(verdict).isInstanceOf(DeliveryVerdict.Genuine.class);
        return ((DeliveryVerdict.Genuine) verdict).event();
    }

    private static Delivery relabelled(Recorded recorded, String label, List<String> values) {
        Map<String, List<String>> labels = new TreeMap<>();
        recorded.labels().forEach((name, value) -> labels.put(name, List.of(value)));
        labels.put(label, values);
        if (values.isEmpty()) {
            labels.remove(label);
        }
        return Delivery.of(labels, recorded.delivery().body());
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
