package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.connectionkey.KeyText;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The connection key that our plugin in the shop has too. It signs what we ask the plugin. */
final class PluginKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final KeyText key;

    private PluginKey(KeyText key) {
        this.key = key;
    }

    /** The one among the credentials; empty where the shop was connected without the plugin. */
    static Optional<PluginKey> of(Credentials credentials) {
        return credentials
                .get(Field.PLUGIN_KEY)
                .flatMap(whole -> KeyText.tryParse(whole.expose()))
                .map(PluginKey::new);
    }

    /**
     * The headers of one signed request. Whose key it is isn't said: its id and the signature prove it.
     *
     * @param path what is signed as the path, with the query
     * @param nonce good for one request
     */
    Map<String, String> headers(String method, String path, String body, Instant now, UUID nonce) {
        String time = Long.toString(now.getEpochSecond());
        String once = nonce.toString().replace("-", "");
        String text = String.join("\n", "v1", time, once, method, path, hex(digest(body)));
        return Map.of(
                "X-TrulyBot-Key-Id",
                key.id().toString(),
                "X-TrulyBot-Timestamp",
                time,
                "X-TrulyBot-Nonce",
                once,
                "X-TrulyBot-Signature",
                "v1=" + hex(hmac(text)));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.secret().expose().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    private static byte[] digest(String body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "PluginKey[" + key.id() + "]";
    }
}
