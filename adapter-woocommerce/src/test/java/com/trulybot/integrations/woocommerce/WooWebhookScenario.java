package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.platform.tck.WebhookScenario;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the recorded shop delivers. */
final class WooWebhookScenario implements WebhookScenario {
    static final String SECRET = "plainsecret0123456789abcdefplainsecret";
    private static final String SIGNATURE = "X-WC-Webhook-Signature";

    private int sent;

    @Override
    public String signatureLabel() {
        return SIGNATURE;
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.of(Credentials.of(Map.of(Field.WEBHOOK_SECRET, Secret.of(SECRET))));
    }

    @Override
    public Optional<String> shopDomain() {
        return Optional.empty();
    }

    @Override
    public Sent orderChanged() {
        return sent(
                "order.updated",
                "{\"id\":20,\"status\":\"processing\",\"line_items\":[{\"name\":\"Blue Mug\"}]}",
                SECRET);
    }

    /** WordPress's cron may run twice at once. */
    @Override
    public Sent signed(Sent delivery, String body) {
        Map<String, String> labels = new LinkedHashMap<>(delivery.labels());
        labels.put(SIGNATURE, signature(body, SECRET));
        return new Sent(labels, body);
    }

    @Override
    public Sent signedByAnother(Sent delivery) {
        Map<String, String> labels = new LinkedHashMap<>(delivery.labels());
        labels.put(SIGNATURE, signature(delivery.body(), "another" + SECRET));
        return new Sent(labels, delivery.body());
    }

    @Override
    public Map<StoreEvent.Kind, Sent> others() {
        return Map.of(
                StoreEvent.Kind.ORDER_DELETED,
                sent("order.deleted", "{\"id\":38}", SECRET),
                StoreEvent.Kind.PERMISSIONS_CHANGED,
                sent(
                        "order.updated",
                        "{\"code\":\"woocommerce_rest_cannot_view\",\"message\":\"Sorry\",\"data\":{\"status\":403}}",
                        SECRET),
                StoreEvent.Kind.OTHER,
                sent("product.updated", "{\"id\":14,\"name\":\"Blue Mug\"}", SECRET));
    }

    @Override
    public Optional<Sent> ping() {
        return Optional.of(new Sent(
                Map.of(
                        "Content-Type", "application/x-www-form-urlencoded",
                        "User-Agent", "WooCommerce/11.0.1 Hookshot (WordPress/7.0.4)"),
                "webhook_id=1"));
    }

    private Sent sent(String topic, String body, String secret) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("Content-Type", "application/json");
        labels.put("X-WC-Webhook-Source", "https://shop.example/");
        labels.put("X-WC-Webhook-Topic", topic);
        labels.put("X-WC-Webhook-Resource", topic.substring(0, topic.indexOf('.')));
        labels.put("X-WC-Webhook-Event", topic.substring(topic.indexOf('.') + 1));
        labels.put("X-WC-Webhook-ID", "1");
        labels.put("X-WC-Webhook-Delivery-ID", String.format("%032x", ++sent));
        labels.put(SIGNATURE, signature(body, secret));
        return new Sent(labels, body);
    }

    static String signature(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
