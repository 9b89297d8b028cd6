package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A shop's token endpoint. It takes nothing that it doesn't know and misses nothing that it does: a code is good once, a
 * refresh token until its successor is used, a session token for a minute, and a token of our app's must be one that ends.
 */
final class ShopifyTokens {
    static final String SCOPES = "read_orders,read_customers,read_fulfillments,read_all_orders";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANY = "*";
    private static final Map<String, String> CODE = Map.of("code", ANY, "expiring", "1");
    private static final Map<String, String> REFRESH = Map.of("grant_type", "refresh_token", "refresh_token", ANY);
    private static final Map<String, String> OWN = Map.of("grant_type", "client_credentials");
    private static final Map<String, String> SESSION = Map.of(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token",
            ANY,
            "subject_token_type",
            "urn:ietf:params:oauth:token-type:id_token",
            "requested_token_type",
            "urn:shopify:params:oauth:token-type:offline-access-token",
            "expiring",
            "1");

    private final String shop;
    private final Set<String> alive = ConcurrentHashMap.newKeySet();
    private final Set<String> access = ConcurrentHashMap.newKeySet();
    /** By a refresh token, the one before it, which ends when this one is used. */
    private final Map<String, String> before = new ConcurrentHashMap<>();

    ShopifyTokens(String shop) {
        this.shop = shop;
    }

    /** A code as the merchant's browser brings it. */
    String code() {
        String code = UUID.randomUUID().toString().replace("-", "");
        alive.add(code);
        return code;
    }

    /** A token that was made in the shop's own admin and never ends. */
    void add(String token) {
        access.add(token);
    }

    boolean open(String token) {
        return access.contains(token);
    }

    /** From now on nothing that was given is good. */
    void revoke() {
        access.clear();
        alive.clear();
        before.clear();
    }

    /** What App Bridge hands to the embedded page. */
    String session(Instant now) {
        ObjectNode claims = ShopJson.object()
                .put("iss", "https://" + shop + "/admin")
                .put("dest", "https://" + shop)
                .put("aud", ShopifyStand.CLIENT_ID)
                .put("sub", "42")
                .put("exp", now.getEpochSecond() + 55)
                .put("nbf", now.getEpochSecond() - 5)
                .put("iat", now.getEpochSecond() - 5)
                .put("jti", UUID.randomUUID().toString())
                .put("sid", UUID.randomUUID().toString());
        String signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        return signed + "." + Hmac.base64Url(ShopifyStand.CLIENT_SECRET, signed);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers {@code /admin/oauth/access_token}. */
    Answer give(String contentType, String body) {
        Map<String, String> asked = new TreeMap<>();
        try {
            JSON.readTree(body)
                    .properties()
                    .forEach(each -> asked.put(each.getKey(), each.getValue().asText()));
        } catch (JsonProcessingException e) {
            return refused(400, "invalid_request");
        }
        String id = asked.getOrDefault("client_id", "");
        String secret = asked.getOrDefault("client_secret", "");
        asked.keySet().removeAll(Set.of("client_id", "client_secret"));
        if (!contentType.startsWith("application/json")) {
            return refused(400, "invalid_request");
        }
        if (id.equals(ShopifyStand.OWN_ID) && secret.equals(ShopifyStand.OWN_SECRET)) {
            return fits(OWN, asked) ? token(null) : refused(400, "invalid_request");
        }
        if (!id.equals(ShopifyStand.CLIENT_ID) || !secret.equals(ShopifyStand.CLIENT_SECRET)) {
            return refused(400, "invalid_client");
        }
        if (fits(CODE, asked)) {
            return alive.remove(asked.getOrDefault("code", "")) ? token("") : refused(400, "invalid_request");
        }
        if (fits(SESSION, asked)) {
            return proves(asked.getOrDefault("subject_token", "")) ? token("") : refused(400, "invalid_subject_token");
        }
        if (fits(REFRESH, asked)) {
            String used = asked.getOrDefault("refresh_token", "");
            return alive.contains(used) ? token(used) : refused(401, "invalid_request");
        }
        return refused(400, "invalid_request");
    }

    private static boolean fits(Map<String, String> wanted, Map<String, String> asked) {
        return wanted.keySet().equals(asked.keySet())
                && wanted.entrySet().stream()
                        .allMatch(each ->
                                each.getValue().equals(ANY) || each.getValue().equals(asked.get(each.getKey())));
    }

    private boolean proves(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3
                || !Hmac.base64Url(ShopifyStand.CLIENT_SECRET, parts[0] + "." + parts[1])
                        .equals(parts[2])) {
            return false;
        }
        try {
            JsonNode claims =
                    JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            return claims.path("dest").asText().equals("https://" + shop)
                    && claims.path("aud").asText().equals(ShopifyStand.CLIENT_ID)
                    && claims.path("exp").asLong() > Instant.now().getEpochSecond();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /**
     * A token.
     *
     * @param refreshed the refresh token that was used; empty for none; null where there are none
     */
    private Answer token(@Nullable String refreshed) {
        String token = "shpat_" + UUID.randomUUID().toString().replace("-", "");
        access.add(token);
        ObjectNode answer = ShopJson.object()
                .put("access_token", token)
                .put("scope", SCOPES)
                .put("expires_in", refreshed == null ? 86_399 : 3_600);
        if (refreshed != null) {
            String old = before.remove(refreshed);
            if (old != null) {
                alive.remove(old);
            }
            String next = "shprt_" + UUID.randomUUID().toString().replace("-", "");
            alive.add(next);
            if (!refreshed.isEmpty()) {
                before.put(next, refreshed);
            }
            answer.put("refresh_token", next).put("refresh_token_expires_in", 7_776_000);
        }
        return Answer.json(200, answer);
    }

    private static Answer refused(int status, String error) {
        return Answer.json(status, ShopJson.object().put("error", error).put("error_description", "Refused."));
    }
}
