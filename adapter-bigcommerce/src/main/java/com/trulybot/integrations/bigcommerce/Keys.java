package com.trulybot.integrations.bigcommerce;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An API account's access token, and what proves that its webhooks are genuine. The only place of this adapter where
 * secrets are exposed.
 */
final class Keys {
    /** What HTTP lets stand in a header. */
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{8,500}");

    private final Credentials credentials;

    private Keys(Credentials credentials) {
        this.credentials = credentials;
    }

    static Keys of(Credentials credentials) {
        return new Keys(credentials);
    }

    /** As typed or pasted, so without the blanks around. */
    static Keys typed(Map<Field, Secret> given) {
        EnumMap<Field, Secret> clean = new EnumMap<>(Field.class);
        given.forEach(
                (field, secret) -> clean.put(field, Secret.of(secret.expose().strip())));
        return new Keys(Credentials.of(clean));
    }

    Credentials credentials() {
        return credentials;
    }

    boolean hasToken() {
        return credentials.get(Field.ACCESS_TOKEN).isPresent();
    }

    /** Whether the token is of a form that can be sent at all. */
    boolean tokenCanBeSent() {
        return credentials
                .get(Field.ACCESS_TOKEN)
                .filter(token -> PRINTABLE.matcher(token.expose()).matches())
                .isPresent();
    }

    /** What each request carries. */
    Map<String, String> headers() {
        return Map.of(
                "X-Auth-Token",
                credentials
                        .get(Field.ACCESS_TOKEN)
                        .orElseThrow(() -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED))
                        .expose());
    }

    /** What BigCommerce is told to send along with each webhook. */
    String hookSecret() {
        return credentials.require(Field.WEBHOOK_SECRET).expose();
    }

    /** Whether it is what BigCommerce was told to send; compared in constant time. */
    boolean isHookSecret(Secret other) {
        return credentials.get(Field.WEBHOOK_SECRET).filter(other::equals).isPresent();
    }

    /** Whether webhooks' signatures can be told from forged ones: the API account's client secret is known. */
    boolean knowsClientSecret() {
        return credentials.get(Field.API_SECRET).isPresent();
    }

    /**
     * Whether one of the signatures is the client secret's over these bytes (HMAC-SHA-256, in Base64).
     *
     * @param signatures those of one scheme, in any number: while a secret is being replaced there are two
     */
    boolean signed(byte[] bytes, Iterable<String> signatures) {
        Secret secret = credentials.require(Field.API_SECRET);
        byte[] expected;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            expected = Base64.getEncoder().encode(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
        boolean signed = false;
        for (String signature : signatures) {
            // Text with text: decoders take several texts for the same bytes.
            signed |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return signed;
    }

    @Override
    public String toString() {
        return "Keys[" + credentials.hint() + "]";
    }
}
