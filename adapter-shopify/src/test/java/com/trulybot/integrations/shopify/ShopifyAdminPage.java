package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.tck.EmbeddedPageScenario;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Our page in the admin of the fake shop, as Shopify opens it. */
final class ShopifyAdminPage implements EmbeddedPageScenario {
    @Override
    public StoreUrl store() {
        return StoreUrl.parse("https://" + Shops.DOMAIN);
    }

    @Override
    public String anothersAddress() {
        return "other.myshopify.com";
    }

    private static SortedMap<String, String> opened(String shop, Instant at) {
        return new TreeMap<>(Map.of(
                "embedded", "1", "host", "YWRtaW4", "shop", shop, "timestamp", Long.toString(at.getEpochSecond())));
    }

    private static String signed(SortedMap<String, String> query) {
        return FakeConsent.signed(query, FakeTokens.CLIENT_SECRET);
    }

    @Override
    public String query() {
        return signed(opened(Shops.DOMAIN, Instant.now()));
    }

    @Override
    public Map<String, String> refusedQueries() {
        Instant now = Instant.now();
        return Map.of(
                "signed an hour ago", signed(opened(Shops.DOMAIN, now.minusSeconds(3600))),
                "signed in an hour", signed(opened(Shops.DOMAIN, now.plusSeconds(3600))),
                "of what is no shop", signed(opened("evil.example.com", now)),
                "signed with another secret", FakeConsent.signed(opened(Shops.DOMAIN, now), "another-secret"));
    }

    @Override
    public String token() {
        return FakeTokens.sessionToken(Shops.DOMAIN, Instant.now());
    }

    @Override
    public Map<String, String> refusedTokens() {
        Instant now = Instant.now();
        return Map.of(
                "ended", FakeTokens.sessionToken(Shops.DOMAIN, now.minusSeconds(600)),
                "not good yet", FakeTokens.sessionToken(Shops.DOMAIN, now.plusSeconds(600)),
                "for another app", signed("aud", "another-app"),
                "issued by another shop", signed("iss", "https://other.myshopify.com/admin"),
                "of what is no shop", signed("dest", "https://evil.example.com"),
                "signed with another secret",
                        FakeTokens.signed(FakeTokens.claims(Shops.DOMAIN, now), "another-secret"));
    }

    private static String signed(String claim, String value) {
        ObjectNode claims = FakeTokens.claims(Shops.DOMAIN, Instant.now());
        return FakeTokens.signed(claims.put(claim, value), FakeTokens.CLIENT_SECRET);
    }
}
