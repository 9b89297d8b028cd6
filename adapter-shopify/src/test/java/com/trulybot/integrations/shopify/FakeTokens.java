package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A shop's token endpoint: a refresh token lives until its successor is used, and a code is good once. */
final class FakeTokens {
    static final String CLIENT_ID = "4f2c1d7a9b3e5f60718293a4b5c6d7e8";
    static final String CLIENT_SECRET = "hush-0123456789abcdef0123456789abcdef";

    private final AtomicInteger given = new AtomicInteger();
    private final Set<String> alive = ConcurrentHashMap.newKeySet();
    private final Set<String> access = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    /** A refresh token that was given out in earlier times. */
    String refreshToken() {
        String token = "shprt_" + given.incrementAndGet();
        alive.add(token);
        return token;
    }

    /** A code as the merchant's browser brings it. */
    String code() {
        String code = "code" + given.incrementAndGet();
        alive.add(code);
        return code;
    }

    void revoke() {
        revoked = true;
    }

    boolean opens(@Nullable String token) {
        return token != null && access.contains(token);
    }

    /** The answer; null when nothing is given. */
    @Nullable
    String give(JsonNode grant) {
        boolean ours = CLIENT_ID.equals(grant.path("client_id").asText())
                && CLIENT_SECRET.equals(grant.path("client_secret").asText());
        boolean code = grant.has("code") && grant.path("expiring").asText().equals("1");
        String shown = grant.path(code ? "code" : "refresh_token").asText();
        if (revoked || !ours || !(code ? alive.remove(shown) : alive.contains(shown))) {
            return null;
        }
        String token = "shpat_given" + given.incrementAndGet();
        access.add(token);
        return "{\"access_token\":\"" + token + "\",\"expires_in\":3600,\"refresh_token\":\"" + refreshToken()
                + "\",\"refresh_token_expires_in\":7776000,"
                + "\"scope\":\"read_orders,read_customers,read_fulfillments\"}";
    }
}
