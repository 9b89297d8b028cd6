package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a shop signs its webhooks with. WooCommerce takes it when a webhook is made, and never shows it again. */
final class WebhookSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HINT_LENGTH = 8;

    private final Secret secret;

    private WebhookSecret(Secret secret) {
        this.secret = secret;
    }

    static Optional<WebhookSecret> of(Credentials credentials) {
        return credentials.get(Field.WEBHOOK_SECRET).map(WebhookSecret::new);
    }

    /** For the shop, when a webhook is made. */
    String text() {
        return secret.expose();
    }

    /** Whether this is the signature of these bytes, as WooCommerce writes it and in no other way; in constant time. */
    boolean signed(byte[] body, String signature) {
        String expected = Base64.getEncoder().encodeToString(hmac(body));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells two secrets apart and nothing else: it stands in a webhook's name, where the shop's people see it. */
    String hint() {
        byte[] mac = hmac("which secret this is".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac).substring(0, HINT_LENGTH);
    }

    private byte[] hmac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "WebhookSecret[]";
    }
}
