package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A consumer key and its secret. The only place of this adapter where they are exposed. */
final class Keys {
    private final Secret key;
    private final Secret secret;

    private Keys(Secret key, Secret secret) {
        this.key = key;
        this.secret = secret;
    }

    /**
     * The keys among the credentials.
     *
     * @throws IllegalArgumentException when one is missing
     */
    static Keys of(Credentials credentials) {
        return new Keys(credentials.require(Field.API_KEY), credentials.require(Field.API_SECRET));
    }

    /** As typed or pasted, so without the blanks around. */
    static Keys typed(Secret key, Secret secret) {
        return new Keys(
                Secret.of(key.expose().strip()), Secret.of(secret.expose().strip()));
    }

    /** All that is to be kept, with the key of our plugin in the shop where there is one. */
    Credentials credentials(@Nullable Secret pluginKey) {
        Credentials keys = Credentials.of(Map.of(Field.API_KEY, key, Field.API_SECRET, secret));
        return pluginKey == null ? keys : keys.with(Field.PLUGIN_KEY, pluginKey);
    }

    /** What stands in {@code Authorization}. */
    String basic() {
        byte[] pair = (key.expose() + ":" + secret.expose()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** What stands in the query, where it can't stand in {@code Authorization}. */
    Map<String, String> query() {
        return Map.of("consumer_key", key.expose(), "consumer_secret", secret.expose());
    }

    /** The name that the signatures are checked by. */
    String consumerKey() {
        return key.expose();
    }

    /** The HMAC-SHA256 of a signature base string, without a token, in Base64. */
    String signature(String base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] both = (secret.expose() + "&").getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(both, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "Keys[" + key.hint() + "]";
    }
}
