package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.WebhookDialect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What WooCommerce delivers. The body alone is signed; what stands beside it, the topic too, is not, so that the body
 * tells what happened: an order, {@code {"id":38}} for one that went into the bin, or an error when the owner of the key
 * lost the right to see orders.
 */
final class WooDeliveries implements WebhookDialect {
    private static final String SIGNATURE = "X-WC-Webhook-Signature";
    private static final String TOPIC = "X-WC-Webhook-Topic";

    /** Sent when a webhook is made, and at each change of it until it was answered well once. */
    private static final Pattern PING = Pattern.compile("webhook_id=[0-9]{1,19}");

    private static final Pattern OF_ORDERS = Pattern.compile("order\\.(created|updated|restored)");
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z]{1,64}");

    /** The shop is told by the address that was called; what it says of itself is not needed. */
    @Override
    public Optional<String> shopDomain(Delivery delivery) {
        return Optional.empty();
    }

    @Override
    public DeliveryVerdict judge(Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
        byte[] body = delivery.body();
        if (isPing(delivery, body)) {
            return DeliveryVerdict.PING;
        }
        String signature = delivery.label(SIGNATURE).orElse("");
        boolean genuine = credentials
                .flatMap(WebhookSecret::of)
                .filter(secret -> secret.signed(body, signature))
                .isPresent();
        return genuine ? new DeliveryVerdict.Genuine(event(delivery, body)) : DeliveryVerdict.FORGED;
    }

    private static boolean isPing(Delivery delivery, byte[] body) {
        return !delivery.labelled(SIGNATURE)
                && !delivery.labelled(TOPIC)
                && body.length < 40
                && PING.matcher(new String(body, StandardCharsets.UTF_8)).matches();
    }

    private static StoreEvent event(Delivery delivery, byte[] body) {
        LooseJson json = new LooseJson(json(body));
        String id = json.text("id");
        boolean named = id != null && ID.matcher(id).matches();
        String key = key(delivery, body);
        if (named && json.has("line_items") && json.has("status")) {
            String topic = delivery.label(TOPIC)
                    .filter(text -> OF_ORDERS.matcher(text).matches())
                    .orElse("order.updated");
            return event(Kind.ORDER_CHANGED, topic, key, id, json.moment("date_modified_gmt"));
        }
        if (named && json.size() == 1) {
            return event(Kind.ORDER_DELETED, "order.deleted", key, id, null);
        }
        int status = json.object("data").raw("status").asInt();
        return json.has("code") && (status == 401 || status == 403)
                ? event(Kind.PERMISSIONS_CHANGED, "error", key, null, null)
                : event(Kind.OTHER, "other", key, null, null);
    }

    private static StoreEvent event(
            Kind kind, String topic, String key, @Nullable String orderId, @Nullable Instant at) {
        return new StoreEvent(kind, topic, key, null, orderId, at);
    }

    /** WooCommerce's own id is shared by deliveries of the same second, so that the others have to tell them apart. */
    private static String key(Delivery delivery, byte[] body) {
        return plain(delivery, "X-WC-Webhook-ID") + ":" + plain(delivery, "X-WC-Webhook-Delivery-ID") + ":"
                + digest(body);
    }

    private static String plain(Delivery delivery, String label) {
        return delivery.label(label)
                .filter(text -> PLAIN.matcher(text).matches())
                .orElse("-");
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return LooseJson.WHOLE.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
