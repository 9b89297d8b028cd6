package com.trulybot.integrations.core.integration;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What opens a store, in the clear, for as long as one request needs it.
 *
 * @param secrets by what each is for; which ones there are is the platform's affair
 * @param accessTokenExpiresAt when {@link Field#ACCESS_TOKEN} ends; null when it doesn't, or is not known to
 */
public record Credentials(
        Map<Field, Secret> secrets, @Nullable Instant accessTokenExpiresAt) {
    /** What a secret is for. The names are part of the encryption's associated data: never rename one. */
    public enum Field {
        /** The name of a key pair, or an app's client id. */
        API_KEY,
        /** The secret half of a key pair, or an app's client secret. */
        API_SECRET,
        /** A bearer token of the platform's. */
        ACCESS_TOKEN,
        /** What a new access token is asked for with. */
        REFRESH_TOKEN,
        /** The refresh token before {@link #REFRESH_TOKEN}, kept until that one has worked. */
        PREVIOUS_REFRESH_TOKEN,
        /** What the store signs its webhooks with, where we choose it. */
        WEBHOOK_SECRET,
        /** The whole connection key of the plugin in the store, which that and we sign with. */
        PLUGIN_KEY
    }

    public Credentials {
        EnumMap<Field, Secret> copy = new EnumMap<>(Field.class);
        copy.putAll(secrets);
        secrets = Collections.unmodifiableMap(copy);
    }

    public static Credentials of(Map<Field, Secret> secrets) {
        return new Credentials(secrets, null);
    }

    /** The same with one more secret, or another one. */
    public Credentials with(Field field, Secret secret) {
        EnumMap<Field, Secret> more = new EnumMap<>(Field.class);
        more.putAll(secrets);
        more.put(field, secret);
        return new Credentials(more, accessTokenExpiresAt);
    }

    public Optional<Secret> get(Field field) {
        return Optional.ofNullable(secrets.get(field));
    }

    /**
     * The secret of that name.
     *
     * @throws IllegalArgumentException when there is no such secret
     */
    public Secret require(Field field) {
        return get(field).orElseThrow(() -> new IllegalArgumentException("the credentials hold no " + field));
    }

    /** What a merchant may see to tell which key is in use. */
    public String hint() {
        for (Field field : new Field[] {Field.API_KEY, Field.ACCESS_TOKEN, Field.API_SECRET}) {
            Secret secret = secrets.get(field);
            if (secret != null) {
                return secret.hint();
            }
        }
        return "…";
    }
}
