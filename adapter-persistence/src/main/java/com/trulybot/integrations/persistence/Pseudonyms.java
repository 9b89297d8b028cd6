package com.trulybot.integrations.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names under which personal data is counted or cached. A plain hash of an address or an order number is found by
 * trying them all; these are keyed.
 */
final class Pseudonyms {
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    private Pseudonyms(byte[] key) {
        this.key = new SecretKeySpec(key, HMAC);
    }

    /** With a key of their own that is derived from this one. */
    static Pseudonyms from(byte[] secret) {
        return new Pseudonyms(new Pseudonyms(secret).mac("trulybot-pseudonyms"));
    }

    /** Good in this process only. */
    static Pseudonyms ofThisProcess() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(key);
    }

    /** 32 lower-case hexadecimal digits. */
    String of(String text) {
        return HexFormat.of().formatHex(mac(text), 0, 16);
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }
}
