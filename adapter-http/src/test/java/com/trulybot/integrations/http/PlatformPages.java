package com.trulybot.integrations.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.authorization.StoreAuthorizer;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two platforms as they behave: "shopify" signs what it sends (here: {@code hmac=signed}) and answers through the
 * browser; "woocommerce" answers by its own server, unsigned. A code or key is good once.
 */
final class PlatformPages implements StoreAuthorizer {
    private static final String SIGNED = "signed";
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    volatile ConnectionCheck instead;
    volatile boolean refuseGrants;
    volatile String authorizeAt;
    volatile EmbeddedFrame frame;

    PlatformPages() {
        forget();
    }

    void forget() {
        used.clear();
        instead = null;
        refuseGrants = false;
        authorizeAt = "https://{store}/authorize";
        frame = new EmbeddedFrame(
                URI.create("https://admin.example/store/a/apps/trulybot"),
                URI.create("https://cdn.example/app-bridge.js"),
                Map.of("shopify-api-key", "client-1"),
                List.of("https://a.myshopify.com", "https://admin.example"));
    }

    static String session(String shop) {
        return "session-of-" + shop;
    }

    @Override
    public Optional<AuthorizationStart> start(PlatformId platform, AuthorizationRequest request) {
        StoreUrl store;
        try {
            store = StoreUrl.parse(request.address());
        } catch (IllegalArgumentException e) {
            return Optional.of(new AuthorizationStart.Invalid(List.of(new FieldProblem("storeUrl", e.getMessage()))));
        }
        String page = authorizeAt.replace("{store}", store.key()) + "?state=" + request.state() + "&callback="
                + URLEncoder.encode(request.callback().toString(), StandardCharsets.UTF_8) + "&back="
                + URLEncoder.encode(request.back().toString(), StandardCharsets.UTF_8);
        return Optional.of(new AuthorizationStart.Page(URI.create(page), store));
    }

    @Override
    public Optional<AuthorizationGrant> read(PlatformId platform, AuthorizationCallback callback) {
        if (platform.equals(ShopOnPaper.SHOPIFY)) {
            Map<String, String> query = query(callback.query());
            return SIGNED.equals(query.get("hmac")) && query.containsKey("code")
                    ? Optional.of(new Grant(
                            platform,
                            query.getOrDefault("state", ""),
                            true,
                            Optional.of(StoreUrl.parse(query.get("shop"))),
                            query.get("code")))
                    : Optional.empty();
        }
        try {
            JsonNode body = World.MAPPER.readTree(callback.body());
            return body.path("consumer_key").isTextual()
                    ? Optional.of(new Grant(
                            platform,
                            body.path("user_id").asText(),
                            false,
                            Optional.empty(),
                            body.path("consumer_key").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<StoreUrl> store(PlatformId platform, String raw) {
        Map<String, String> query = query(raw);
        return platform.equals(ShopOnPaper.SHOPIFY) && SIGNED.equals(query.get("hmac"))
                ? Optional.ofNullable(query.get("shop")).map(StoreUrl::parse)
                : Optional.empty();
    }

    @Override
    public Optional<AccessGrant> session(PlatformId platform, String token) {
        return platform.equals(ShopOnPaper.SHOPIFY) && token.startsWith("session-of-")
                ? Optional.of(new Grant(
                        platform,
                        "",
                        true,
                        Optional.of(StoreUrl.parse(token.substring("session-of-".length()))),
                        World.uuid()))
                : Optional.empty();
    }

    @Override
    public Optional<EmbeddedFrame> frame(PlatformId platform, StoreUrl store) {
        return platform.equals(ShopOnPaper.SHOPIFY) ? Optional.ofNullable(frame) : Optional.empty();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private final class Grant implements AuthorizationGrant {
        private final PlatformId platform;
        private final String state;
        private final boolean throughBrowser;
        private final Optional<StoreUrl> store;
        private final String code;

        Grant(PlatformId platform, String state, boolean throughBrowser, Optional<StoreUrl> store, String code) {
            this.platform = platform;
            this.state = state;
            this.throughBrowser = throughBrowser;
            this.store = store;
            this.code = code;
        }

        @Override
        public String state() {
            return state;
        }

        @Override
        public boolean throughBrowser() {
            return throughBrowser;
        }

        @Override
        public Optional<StoreUrl> store() {
            return store;
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            if (refuseGrants || !used.add(code)) {
                return Optional.empty();
            }
            if (instead != null) {
                return Optional.of(instead);
            }
            StoreUrl url = StoreUrl.parse(address);
            return Optional.of(new ConnectionCheck.Confirmed(
                    new StoreProfile(
                            url,
                            "A Shop",
                            "owner@shop.example",
                            platform.equals(ShopOnPaper.SHOPIFY) ? url.host() : null,
                            "read",
                            Map.of()),
                    Credentials.of(Map.of())));
        }
    }
}
