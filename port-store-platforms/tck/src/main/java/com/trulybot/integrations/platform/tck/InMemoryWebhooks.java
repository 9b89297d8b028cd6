package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.tck.WebhookScenario.Sent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the in-memory platform tells: a delivery's number, its topic and the shop in labels of their own, and a signature
 * over number, topic and body.
 */
final class InMemoryWebhooks implements WebhookDialect {
    static final String NUMBER = "X-Delivery";
    static final String TOPIC = "X-Topic";
    static final String SHOP = "X-Shop";
    static final String SIGNATURE = "X-Signature";
    static final String CHANGED = "order.changed";
    static final String REMOVED = "shop.removed";
    private static final String PING = "ping";

    private static final Pattern ORDER = Pattern.compile("\"order\"\\s*:\\s*\"([0-9]{1,18})\"");
    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,100}");

    /** What the platform sends. */
    static Sent sent(String number, String topic, String body, Secret signer) {
        return new Sent(
                Map.of(
                        NUMBER,
                        number,
                        TOPIC,
                        topic,
                        SHOP,
                        "shop.example",
                        SIGNATURE,
                        Hmac.of(signer, signed(number, topic, body.getBytes(StandardCharsets.UTF_8)))),
                body);
    }

    /** What it sends to try an address out. */
    static Sent ping() {
        return new Sent(Map.of(TOPIC, PING), "{}");
    }

    private static byte[] signed(String number, String topic, byte[] body) {
        byte[] begin = (number + "\n" + topic + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[begin.length + body.length];
        System.arraycopy(begin, 0, all, 0, begin.length);
        System.arraycopy(body, 0, all, begin.length, body.length);
        return all;
    }

    @Override
    public Optional<String> shopDomain(Delivery delivery) {
        return delivery.label(SHOP).filter(shop -> HOST.matcher(shop).matches());
    }

    @Override
    public DeliveryVerdict judge(Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
        String topic = delivery.label(TOPIC).orElse("");
        String number = delivery.label(NUMBER).orElse("");
        if (topic.equals(PING) && !delivery.labelled(SIGNATURE)) {
            return DeliveryVerdict.PING;
        }
        boolean genuine = delivery.label(SIGNATURE)
                .filter(signature ->
                        Hmac.is(signature, InMemoryAuthorization.APP, signed(number, topic, delivery.body())))
                .isPresent();
        if (!genuine || number.isBlank()) {
            return DeliveryVerdict.FORGED;
        }
        Matcher order = ORDER.matcher(new String(delivery.body(), StandardCharsets.UTF_8));
        String orderId = order.find() ? order.group(1) : null;
        StoreEvent.Kind kind = topic.equals(REMOVED)
                ? StoreEvent.Kind.UNINSTALLED
                : topic.equals(CHANGED) && orderId != null ? StoreEvent.Kind.ORDER_CHANGED : StoreEvent.Kind.OTHER;
        return new DeliveryVerdict.Genuine(
                new StoreEvent(kind, topic, number, shopDomain(delivery).orElse(null), orderId, null));
    }
}
