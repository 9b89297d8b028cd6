package com.trulybot.integrations.shopify;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shopify's page where a merchant grants access: it looks at every parameter it is asked with, as the real one does. */
final class FakeConsent {
    private final FakeTokens tokens;

    FakeConsent(FakeTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The merchant agrees.
     *
     * @param page the address that their browser was sent to
     * @return the address that it is sent back to
     * @throws IllegalArgumentException for what Shopify would show an error page instead
     */
    URI agree(String shop, URI page) {
        SortedMap<String, List<String>> asked = SignedQuery.parameters(page.getRawQuery());
        check(asked.keySet().equals(Set.of("client_id", "scope", "redirect_uri", "state")), "parameters");
        check(asked.values().stream().allMatch(values -> values.size() == 1), "a parameter twice");
        check(one(asked, "client_id").equals(FakeTokens.CLIENT_ID), "client_id");
        check(one(asked, "scope").matches("(read|write)_[a-z_]+(,(read|write)_[a-z_]+)*"), "scope");
        check(one(asked, "state").length() >= 32, "state");
        URI back = URI.create(one(asked, "redirect_uri"));
        check(back.isAbsolute() && back.getRawQuery() == null && back.getRawFragment() == null, "redirect_uri");
        return URI.create(back + "?" + signed(answer(shop, one(asked, "state")), FakeTokens.CLIENT_SECRET));
    }

    /** What is brought back, before it is signed. */
    SortedMap<String, String> answer(String shop, String state) {
        return new TreeMap<>(Map.of(
                "code",
                tokens.code(),
                "host",
                "YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvc25vd2Rldmls",
                "shop",
                shop,
                "state",
                state,
                "timestamp",
                Long.toString(Instant.now().getEpochSecond())));
    }

    static String signed(SortedMap<String, String> query, String secret) {
        String text = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return text + "&hmac=" + HexFormat.of().formatHex(ShopifyDeliveries.hmac(secret, text));
    }

    private static String one(SortedMap<String, List<String>> asked, String name) {
        return asked.getOrDefault(name, List.of("")).get(0);
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException("Shopify refuses: " + what);
        }
    }
}
