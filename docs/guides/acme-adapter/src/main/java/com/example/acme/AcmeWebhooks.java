package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.WebhookDialect;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What an Acme shop tells: JSON, signed with the shop's own secret. */
final class AcmeWebhooks implements WebhookDialect {
    @Override
    public Optional<String> shopDomain(Delivery delivery) {
        return delivery.label("X-Acme-Shop").filter(slug -> slug.matches("[a-z0-9-]{1,60}"));
    }

    @Override
    public DeliveryVerdict judge(Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
        Optional<Secret> secret = credentials.flatMap(known -> known.get(Credentials.Field.API_SECRET));
        Optional<String> signature = delivery.label("X-Acme-Signature");
        if (secret.isEmpty() || signature.isEmpty() || !signed(delivery.body(), signature.get(), secret.get())) {
            return DeliveryVerdict.FORGED;
        }
        JsonNode event = AcmeApi.parse(new String(delivery.body(), StandardCharsets.UTF_8));
        try {
            // All of it from the body: that is what is signed. The labels beside it are not.
            return new DeliveryVerdict.Genuine(new StoreEvent(
                    kind(event.path("event").asText()),
                    event.path("event").asText(),
                    event.path("delivery").asText(),
                    event.path("shop").asText(null),
                    event.path("order").asText(null),
                    Instant.parse(event.path("at").asText())));
        } catch (IllegalArgumentException | DateTimeParseException notAsAcmeWritesIt) {
            return DeliveryVerdict.FORGED;
        }
    }

    private static Kind kind(String event) {
        return switch (event) {
            case "order.changed" -> Kind.ORDER_CHANGED;
            case "order.deleted" -> Kind.ORDER_DELETED;
            case "app.removed" -> Kind.UNINSTALLED;
            default -> Kind.OTHER;
        };
    }

    private static boolean signed(byte[] body, String signature, Secret secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] right = HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(right, signature.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
