package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shopify's one way to sign: HMAC-SHA256 with an app's client secret. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** Whether one of these secrets made that digest; compared in constant time, each of them whatever the others say. */
    static boolean made(Collection<Secret> secrets, byte[] signed, byte[] digest) {
        boolean made = false;
        for (Secret secret : secrets) {
            made |= MessageDigest.isEqual(hmac(secret, signed), digest);
        }
        return made;
    }

    private static byte[] hmac(Secret secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
