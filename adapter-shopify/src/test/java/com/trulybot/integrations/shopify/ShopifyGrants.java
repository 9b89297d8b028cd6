package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.platform.tck.AuthorizationScenario;
import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What a merchant's browser brings back from Shopify. */
final class ShopifyGrants implements AuthorizationScenario {
    private final FakeTokens tokens;

    ShopifyGrants(FakeTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String address() {
        return Shops.DOMAIN;
    }

    @Override
    public String anothersAddress() {
        return "other.myshopify.com";
    }

    @Override
    public boolean signed() {
        return true;
    }

    private Map<String, String> query(URI page) {
        String state = page.getRawQuery().replaceAll(".*&state=([^&]*).*", "$1");
        return new TreeMap<>(Map.of(
                "code",
                tokens.code(),
                "host",
                "YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvc25vd2Rldmls",
                "shop",
                Shops.DOMAIN,
                "state",
                state,
                "timestamp",
                Long.toString(Instant.now().getEpochSecond())));
    }

    private static AuthorizationCallback signed(Map<String, String> query, String secret) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
        return new AuthorizationCallback(
                text + "&hmac=" + HexFormat.of().formatHex(ShopifyDeliveries.hmac(secret, text.toString())), "");
    }

    @Override
    public AuthorizationCallback granted(URI page) {
        return signed(query(page), FakeTokens.CLIENT_SECRET);
    }

    @Override
    public Map<String, AuthorizationCallback> refused(URI page) {
        Map<String, String> stale = query(page);
        stale.put("timestamp", Long.toString(Instant.now().getEpochSecond() - 3600));
        Map<String, String> early = query(page);
        early.put("timestamp", Long.toString(Instant.now().getEpochSecond() + 3600));
        Map<String, String> evil = query(page);
        evil.put("shop", "evil.example.com");
        Map<String, String> hexadecimal = query(page);
        hexadecimal.put("timestamp", "0x" + Long.toHexString(Instant.now().getEpochSecond()));
        Map<String, String> timeless = query(page);
        timeless.remove("timestamp");
        Map<String, String> codeless = query(page);
        codeless.remove("code");
        return Map.of(
                "signed an hour ago", signed(stale, FakeTokens.CLIENT_SECRET),
                "signed in an hour", signed(early, FakeTokens.CLIENT_SECRET),
                "of what is no shop", signed(evil, FakeTokens.CLIENT_SECRET),
                "of a time in hexadecimal", signed(hexadecimal, FakeTokens.CLIENT_SECRET),
                "without a time", signed(timeless, FakeTokens.CLIENT_SECRET),
                "without a code", signed(codeless, FakeTokens.CLIENT_SECRET),
                "signed with another secret", signed(query(page), "another-secret"));
    }
}
