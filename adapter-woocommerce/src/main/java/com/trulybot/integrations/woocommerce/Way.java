package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.Map;
import java.util.TreeMap;

/**
 * The way into a shop, found out while connecting, so that each request later is one request.
 *
 * @param home the shop's address as WooCommerce signs it, its {@code home_url}; the scheme is what the shop takes itself
 *     to be asked over
 */
record Way(Route route, Authentication authentication, String home) {
    private static final String ROUTE = "route";
    private static final String AUTHENTICATION = "authentication";
    private static final String HOME = "home";

    /** What works nearly everywhere: over http a signature, over https Basic. */
    static Way usual(StoreUrl url) {
        return new Way(Route.PRETTY, isHttps(url) ? Authentication.BASIC : Authentication.OAUTH1, url.value());
    }

    /** What was kept; what is missing there is as usual. */
    static Way of(StoreUrl url, Map<String, String> config) {
        Way usual = usual(url);
        Route route = usual.route;
        for (Route each : Route.values()) {
            route = each.code().equals(config.get(ROUTE)) ? each : route;
        }
        Authentication authentication = usual.authentication;
        for (Authentication each : Authentication.values()) {
            authentication = each.code().equals(config.get(AUTHENTICATION)) ? each : authentication;
        }
        return new Way(route, authentication, config.getOrDefault(HOME, usual.home)).safeFor(url);
    }

    /** What is to be kept. */
    Map<String, String> config() {
        Map<String, String> config = new TreeMap<>();
        config.put(ROUTE, route.code());
        config.put(AUTHENTICATION, authentication.code());
        if (authentication.signs()) {
            config.put(HOME, home);
        }
        return config;
    }

    /** The same, but over plain http never anything that shows a secret. */
    Way safeFor(StoreUrl url) {
        return isHttps(url) || authentication.signs() ? this : with(Authentication.OAUTH1);
    }

    Way with(Authentication other) {
        return new Way(route, other, home);
    }

    static boolean isHttps(StoreUrl url) {
        return url.value().startsWith("https://");
    }
}
