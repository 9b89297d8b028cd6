package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A shop's token endpoint, which takes nothing that it doesn't know and misses nothing that it does. A refresh token lives
 * until its successor is used, a code is good once, and a session token for about a minute.
 */
final class FakeTokens {
    static final String CLIENT_ID = "4f2c1d7a9b3e5f60718293a4b5c6d7e8";
    static final String CLIENT_SECRET = "hush-0123456789abcdef0123456789abcdef";
    static final String OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";

    /** What each kind of grant is asked for with, beside the client and its secret; a star is any value. */
    private static final Map<String, Map<String, String>> GRANTS = Map.of(
            "code", Map.of("code", "*", "expiring", "1"),
            "refresh", Map.of("grant_type", "refresh_token", "refresh_token", "*"),
            "own app", Map.of("grant_type", "client_credentials"),
            "session",
                    Map.of(
                            "grant_type",
                            EXCHANGE,
                            "subject_token",
                            "*",
                            "subject_token_type",
                            ID_TOKEN,
                            "requested_token_type",
                            OFFLINE,
                            "expiring",
                            "1"));

    private final AtomicInteger given = new AtomicInteger();
    private final Set<String> alive = ConcurrentHashMap.newKeySet();
    private final Set<String> access = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    /** What the endpoint says. */
    record Answer(int status, String body) {}

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

    /** What App Bridge hands the embedded page. */
    static String sessionToken(String shop, Instant now) {
        return signed(claims(shop, now), CLIENT_SECRET);
    }

    /** What a session token says. */
    static ObjectNode claims(String shop, Instant now) {
        return Answers.JSON
                .createObjectNode()
                .put("iss", "https://" + shop + "/admin")
                .put("dest", "https://" + shop)
                .put("aud", CLIENT_ID)
                .put("sub", "42")
                .put("exp", now.getEpochSecond() + 55)
                .put("nbf", now.getEpochSecond() - 5)
                .put("iat", now.getEpochSecond() - 5);
    }

    static String signed(ObjectNode claims, String secret) {
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(ShopifyDeliveries.hmac(secret, signed));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void revoke() {
        revoked = true;
    }

    boolean opens(@Nullable String token) {
        return token != null && access.contains(token);
    }

    /**
     * Answers a request.
     *
     * @param shop whose endpoint it is
     */
    Answer give(String shop, @Nullable String contentType, String body) {
        Map<String, String> asked = new TreeMap<>();
        try {
            Answers.JSON
                    .readTree(body)
                    .properties()
                    .forEach(member ->
                            asked.put(member.getKey(), member.getValue().asText()));
        } catch (JsonProcessingException e) {
            return refused(400, "invalid_request");
        }
        boolean ours =
                CLIENT_ID.equals(asked.remove("client_id")) && CLIENT_SECRET.equals(asked.remove("client_secret"));
        if (!ours || contentType == null || !contentType.startsWith("application/json")) {
            return refused(401, "invalid_client");
        }
        String kind = GRANTS.entrySet().stream()
                .filter(grant -> matches(grant.getValue(), asked))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("none");
        return switch (kind) {
            case "code" -> !revoked && alive.remove(asked.get("code")) ? token(true) : refused(400, "invalid_request");
            case "refresh" ->
                !revoked && alive.contains(asked.get("refresh_token")) ? token(true) : refused(401, "invalid_request");
            case "session" ->
                !revoked && proves(shop, asked.getOrDefault("subject_token", ""))
                        ? token(true)
                        : refused(400, "invalid_subject_token");
            case "own app" -> revoked ? refused(400, "shop_not_permitted") : token(false);
            default -> refused(400, "invalid_request");
        };
    }

    private static boolean matches(Map<String, String> wanted, Map<String, String> asked) {
        return wanted.keySet().equals(asked.keySet())
                && wanted.entrySet().stream()
                        .allMatch(each ->
                                each.getValue().equals("*") || each.getValue().equals(asked.get(each.getKey())));
    }

    private static boolean proves(String shop, String token) {
        int dot = token.lastIndexOf('.');
        if (dot < 0) {
            return false;
        }
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        JsonNode claims;
        try {
            claims = Answers.JSON.readTree(new String(
                    Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, dot)),
                    StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return false;
        }
        return Arrays.equals(signature, ShopifyDeliveries.hmac(CLIENT_SECRET, token.substring(0, dot)))
                && claims.path("dest").asText().equals("https://" + shop)
                && claims.path("exp").asLong() > Instant.now().getEpochSecond();
    }

    private Answer token(boolean refreshable) {
        ObjectNode answer = Answers.JSON.createObjectNode();
        String token = "shpat_given" + given.incrementAndGet();
        access.add(token);
        answer.put("access_token", token)
                .put("scope", "read_orders,read_customers,read_fulfillments")
                .put("expires_in", refreshable ? 3600 : 86_399);
        if (refreshable) {
            answer.put("refresh_token", refreshToken()).put("refresh_token_expires_in", 7_776_000);
        }
        return new Answer(200, answer.toString());
    }

    private static Answer refused(int status, String error) {
        return new Answer(status, "{\"error\":\"" + error + "\"}");
    }
}
