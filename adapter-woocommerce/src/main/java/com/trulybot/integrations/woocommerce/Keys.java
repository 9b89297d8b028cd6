package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

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

    Credentials credentials() {
        return Credentials.of(Map.of(Field.API_KEY, key, Field.API_SECRET, secret));
    }

    /** What stands in {@code Authorization}. */
    String basic() {
        byte[] pair = (key.expose() + ":" + secret.expose()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return "Keys[" + key.hint() + "]";
    }
}
