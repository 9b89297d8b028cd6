package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Shopify signs for our app: the query of the authorization-code grant, and the session tokens of the embedded
 * page. Stricter than Shopify's own library: no parameter twice, plain decimal times, {@code exp} there, {@code iss} and
 * {@code dest} of the same shop.
 *
 * @see <a href="https://shopify.dev/docs/apps/build/authentication-authorization">Authentication and authorization</a>
 */
final class ShopifyOAuth {
    private static final Duration TOKEN_TOLERANCE = Duration.ofSeconds(10);
    private static final int LONGEST = 8192;
    private static final String HTTPS = "https://";

    private final ShopifyApp app;
    private final String clientId;
    private final List<Secret> secrets;
    private final InstantSource clock;
    private final SignedQuery signedQuery;

    /**
     * Made once.
     *
     * @param secrets the client secret, and the one before it for as long as Shopify may still sign with that
     */
    ShopifyOAuth(ShopifyApp app, String clientId, List<Secret> secrets, InstantSource clock) {
        this.app = app;
        this.clientId = clientId;
        this.secrets = List.copyOf(secrets);
        this.clock = clock;
        this.signedQuery = new SignedQuery(secrets, clock);
    }

    /** Of our own app; empty when there is none. */
    static Optional<ShopifyOAuth> of(ShopifyApp app, InstantSource clock) {
        String clientId = app.key();
        return clientId == null || app.secret() == null
                ? Optional.empty()
                : Optional.of(new ShopifyOAuth(app, clientId, app.secrets(), clock));
    }

    /**
     * A query that Shopify has signed.
     *
     * @param code to be exchanged for a token; null on the way to the installation
     * @param state as we gave it; null on the way to the installation
     */
    record Callback(
            ShopDomain shop,
            @Nullable String code,
            @Nullable String state) {
        /** Names the shop only: the code is a secret for as long as it lives. */
        @Override
        public String toString() {
            return "Callback[" + shop + "]";
        }
    }

    /** Where a merchant's browser goes to grant us these scopes, for as long as the app stays installed. */
    URI authorize(ShopDomain shop, String scopes, URI redirect, String state) {
        return app.admin(
                shop,
                "/admin/oauth/authorize?client_id=" + encode(clientId) + "&scope=" + encode(scopes) + "&redirect_uri="
                        + encode(redirect.toString()) + "&state=" + encode(state));
    }

    /**
     * Reads the query of a callback or an installation.
     *
     * @param rawQuery as it came, without {@code ?}
     * @return empty when anything about it is wrong: which, nobody is told
     */
    Optional<Callback> callback(String rawQuery) {
        SortedMap<String, String> query = new TreeMap<>();
        for (Map.Entry<String, List<String>> parameter :
                SignedQuery.parameters(rawQuery).entrySet()) {
            if (parameter.getValue().size() > 1) {
                return Optional.empty();
            }
            query.put(parameter.getKey(), parameter.getValue().get(0));
        }
        String hmac = query.remove("hmac");
        query.remove("signature");
        return signedQuery.holds(canonical(query), hmac, query.get("timestamp"))
                ? ShopDomain.strict(query.getOrDefault("shop", ""))
                        .map(shop -> new Callback(shop, query.get("code"), query.get("state")))
                : Optional.empty();
    }

    private static String canonical(SortedMap<String, String> query) {
        return query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * The shop that a session token of the embedded page proves.
     *
     * @return empty when anything about it is wrong: which, nobody is told
     */
    Optional<ShopDomain> sessionToken(String token) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Optional<byte[]> signature = base64Url(parts[2]);
        Optional<JsonNode> header = json(parts[0]);
        Optional<JsonNode> claims = json(parts[1]);
        boolean believed = header.isPresent()
                && "HS256".equals(header.get().path("alg").textValue())
                && signature.isPresent()
                && signed(parts[0] + "." + parts[1], signature.get());
        return believed ? claims.filter(this::forUsNow).flatMap(ShopifyOAuth::shop) : Optional.empty();
    }

    private boolean forUsNow(JsonNode claims) {
        double now = clock.instant().getEpochSecond();
        JsonNode ends = claims.path("exp");
        JsonNode begins = claims.path("nbf");
        return clientId.equals(claims.path("aud").textValue())
                && ends.isNumber()
                && ends.doubleValue() > now - TOKEN_TOLERANCE.toSeconds()
                && begins.isNumber()
                && begins.doubleValue() <= now + TOKEN_TOLERANCE.toSeconds();
    }

    private static Optional<ShopDomain> shop(JsonNode claims) {
        String dest = claims.path("dest").asText();
        if (!dest.startsWith(HTTPS) || !claims.path("iss").asText().equals(dest + "/admin")) {
            return Optional.empty();
        }
        return ShopDomain.strict(dest.substring(HTTPS.length()));
    }

    private static Optional<JsonNode> json(String part) {
        return base64Url(part).flatMap(bytes -> {
            try {
                return Optional.ofNullable(Answers.JSON.readTree(new String(bytes, StandardCharsets.UTF_8)))
                        .filter(JsonNode::isObject);
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        });
    }

    /** Only the one spelling that the bytes have. */
    private static Optional<byte[]> base64Url(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean signed(String text, byte[] signature) {
        return Signature.made(secrets, text.getBytes(StandardCharsets.UTF_8), signature);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
