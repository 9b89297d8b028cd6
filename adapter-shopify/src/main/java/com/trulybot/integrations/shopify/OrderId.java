package com.trulybot.integrations.shopify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An order's id: plain decimal digits, more of them than a double can hold. */
final class OrderId {
    private static final String GLOBAL = "gid://shopify/Order/";
    private static final Pattern FORM = Pattern.compile("(?:" + Pattern.quote(GLOBAL) + ")?([1-9][0-9]{0,19})");

    private OrderId() {}

    /** The digits of a plain or global id; null when it is neither. */
    static @Nullable String plain(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? matcher.group(1) : null;
    }

    static String global(String plain) {
        return GLOBAL + plain;
    }
}
