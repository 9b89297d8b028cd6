package com.trulybot.integrations.woocommerce;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the REST API of a site is addressed. Found out while connecting, and kept by its {@link #code()}. */
enum Route {
    /** {@code /wp-json/wc/v3/orders}. */
    PRETTY("/wp-json"),
    /**
     * {@code /wp-json/wc/?rest_route=/wc/v3/orders}, where permalinks are plain. WordPress goes by {@code rest_route};
     * WooCommerce looks at keys only where {@code wp-json/wc/} stands somewhere in the address, so that
     * {@code /?rest_route=} alone is always refused.
     */
    PLAIN("/wp-json/wc/"),
    /**
     * {@code /index.php?rest_route=/wc/v3/orders&via=/wp-json/wc/}, where the server hands PHP only what names a file, as
     * Apache does with plain permalinks and others do with broken rewriting rules.
     */
    INDEX("/index.php");

    /** What makes WooCommerce look at keys; the name means nothing to it. */
    private static final Map<String, String> MARKER = Map.of("via", "/wp-json/wc/");

    private final String prefix;

    Route(String prefix) {
        this.prefix = prefix;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The path below the site's address. */
    String path(String route) {
        return this == PRETTY ? prefix + route : prefix;
    }

    /** The query that goes with it. */
    Map<String, String> query(String route, Map<String, String> query) {
        Map<String, String> all = new LinkedHashMap<>();
        if (this != PRETTY) {
            all.put("rest_route", route);
        }
        all.putAll(query);
        boolean marked = this == PLAIN || path(route).startsWith("/wp-json/wc/");
        if (!marked) {
            all.putAll(MARKER);
        }
        return all;
    }
}
