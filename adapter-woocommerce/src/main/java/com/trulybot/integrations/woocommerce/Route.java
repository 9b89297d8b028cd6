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
     * WooCommerce looks at keys only where {@code wp-json/wc/} stands in the address, so {@code /?rest_route=} alone is
     * always refused.
     */
    PLAIN("/wp-json/wc/"),
    /** The same where the server hands PHP only what names a file, as Apache does without rewriting. */
    INDEX("/index.php/wp-json/wc/");

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
        if (this == PRETTY) {
            return query;
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("rest_route", route);
        all.putAll(query);
        return all;
    }
}
