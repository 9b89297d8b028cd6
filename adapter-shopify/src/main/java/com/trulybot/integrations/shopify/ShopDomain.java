package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreAccess;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A shop's own domain at Shopify, such as {@code snowdevil.myshopify.com}.
 *
 * @param value in the one form that Shopify itself uses, so that it can stand in an address as it is
 */
record ShopDomain(String value) {
    private static final Pattern STRICT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}\\.myshopify\\.com");
    private static final int LONGEST_TYPED = 300;

    /** For whoever typed something else. */
    static final String HOW_IT_IS_WRITTEN = "Give the shop's own domain, such as my-shop.myshopify.com. It stands in"
            + " Shopify's admin under Settings, Domains.";

    ShopDomain {
        if (!STRICT.matcher(value).matches()) {
            throw new IllegalArgumentException("a shop's domain is a name followed by .myshopify.com");
        }
    }

    /** What came from Shopify or our own database: whole string, as it comes. */
    static Optional<ShopDomain> strict(String text) {
        return STRICT.matcher(text).matches() ? Optional.of(new ShopDomain(text)) : Optional.empty();
    }

    /** What a merchant typed: spaces around, capitals, {@code https://} and a path don't matter. */
    static Optional<ShopDomain> typed(String text) {
        if (text.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String lower = asciiLower(text.strip());
        String bare = lower.startsWith("https://")
                ? lower.substring("https://".length())
                : lower.startsWith("http://") ? lower.substring("http://".length()) : lower;
        int slash = bare.indexOf('/');
        return strict(slash < 0 ? bare : bare.substring(0, slash));
    }

    /**
     * A connected shop's.
     *
     * @throws StoreException with {@code STORE_NOT_FOUND} when what was kept is none
     */
    static ShopDomain of(StoreAccess access) {
        String domain =
                access.shopDomain() != null ? access.shopDomain() : access.url().host();
        return strict(domain).orElseThrow(() -> new StoreException(StoreProblem.STORE_NOT_FOUND));
    }

    private static String asciiLower(String text) {
        // Only ASCII: the Kelvin sign's lower case is a k, and would make another's shop of this one.
        return text.chars().allMatch(c -> c < 128) ? text.toLowerCase(Locale.ROOT) : text;
    }

    @Override
    public String toString() {
        return value;
    }
}
