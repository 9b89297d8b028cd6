package com.trulybot.integrations.woocommerce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent encoding as RFC 3986 and OAuth have it: all but letters, digits and {@code -._~}. */
final class Percent {
    private Percent() {}

    static String encoded(String text) {
        return text.chars().allMatch(Percent::plain) ? text : escaped(text);
    }

    private static boolean plain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
