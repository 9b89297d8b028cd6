package com.trulybot.integrations.woocommerce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent encoding as RFC 3986 and OAuth have it: all but letters, digits and {@code -._~}. */
final class Percent {
    private Percent() {}

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
