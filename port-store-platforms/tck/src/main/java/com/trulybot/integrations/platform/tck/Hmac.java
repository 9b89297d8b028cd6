package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How the in-memory platform signs: HMAC-SHA256, in hex. */
final class Hmac {
    private Hmac() {}

    static String of(Secret secret, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean is(String signature, Secret secret, byte[] bytes) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), of(secret, bytes).getBytes(StandardCharsets.UTF_8));
    }
}
