package com.trulybot.integrations.app.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, as both platforms sign with. */
final class Hmac {
    private Hmac() {}

    private static byte[] of(String secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    static String base64(String secret, byte[] bytes) {
        return Base64.getEncoder().encodeToString(of(secret, bytes));
    }

    static String base64Url(String secret, String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(of(secret, text.getBytes(StandardCharsets.UTF_8)));
    }

    static String hex(String secret, String text) {
        return HexFormat.of().formatHex(of(secret, text.getBytes(StandardCharsets.UTF_8)));
    }
}
