package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.platform.tck.AuthorizationScenario;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/** What a merchant's browser brings back from Shopify. */
final class ShopifyGrants implements AuthorizationScenario {
    private final FakeConsent consent;

    ShopifyGrants(FakeTokens tokens) {
        this.consent = new FakeConsent(tokens);
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

    private SortedMap<String, String> query(URI page) {
        return consent.answer(Shops.DOMAIN, page.getRawQuery().replaceAll(".*&state=([^&]*).*", "$1"));
    }

    private static AuthorizationCallback signed(SortedMap<String, String> query, String secret) {
        return new AuthorizationCallback(FakeConsent.signed(query, secret), "");
    }

    @Override
    public AuthorizationCallback granted(URI page) {
        return new AuthorizationCallback(consent.agree(Shops.DOMAIN, page).getRawQuery(), "");
    }

    @Override
    public Map<String, AuthorizationCallback> refused(URI page) {
        SortedMap<String, String> stale = query(page);
        stale.put("timestamp", Long.toString(Instant.now().getEpochSecond() - 3600));
        SortedMap<String, String> early = query(page);
        early.put("timestamp", Long.toString(Instant.now().getEpochSecond() + 3600));
        SortedMap<String, String> evil = query(page);
        evil.put("shop", "evil.example.com");
        SortedMap<String, String> hexadecimal = query(page);
        hexadecimal.put("timestamp", "0x" + Long.toHexString(Instant.now().getEpochSecond()));
        SortedMap<String, String> timeless = query(page);
        timeless.remove("timestamp");
        SortedMap<String, String> codeless = query(page);
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
