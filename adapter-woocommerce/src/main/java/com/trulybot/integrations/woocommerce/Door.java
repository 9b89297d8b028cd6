package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends requests to one shop's REST API, with the keys, by one {@link Way}. */
final class Door {
    private final StoreUrl url;
    private final Keys keys;
    private final Way way;
    private final PlatformContext context;

    /** Over http secrets are never shown, whatever the way says. */
    Door(StoreUrl url, Keys keys, Way way, PlatformContext context) {
        this.url = url;
        this.keys = keys;
        this.way = way.safeFor(url);
        this.context = context;
    }

    /**
     * Asks for something.
     *
     * @param route such as {@code /wc/v3/orders/20}
     */
    Response get(String route, Map<String, String> query, Deadline deadline) {
        return send("GET", route, query, null, deadline);
    }

    /**
     * Asks for a change.
     *
     * @param body JSON; null for none
     */
    Response send(String method, String route, Map<String, String> query, @Nullable String body, Deadline deadline) {
        Map<String, String> all = new LinkedHashMap<>(way.route().query(route, query));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        String path = way.route().path(route);
        switch (way.authentication()) {
            case BASIC -> headers.put("Authorization", keys.basic());
            case QUERY -> all.putAll(keys.query());
            case OAUTH1 -> headers.put("Authorization", OAuth1.header(signed(method, path, all)));
            case OAUTH1_QUERY -> all.putAll(signed(method, path, all));
        }
        // A signature is taken once: sent again it is refused as a repetition.
        boolean repeatable = method.equals("GET") && !way.authentication().signs();
        return send(context, new Request(method, address(url, path, all), headers, body, repeatable), deadline);
    }

    private Map<String, String> signed(String method, String path, Map<String, String> query) {
        return OAuth1.signed(
                method, way.home() + path, query, keys, context.clock().instant(), UUID.randomUUID());
    }

    /** Asks for what everyone may see, without the keys. */
    static Response stranger(
            PlatformContext context,
            StoreUrl url,
            Route way,
            String route,
            Map<String, String> query,
            Deadline deadline) {
        return send(context, Request.get(address(url, way.path(route), way.query(route, query)), Map.of()), deadline);
    }

    private static Response send(PlatformContext context, Request request, Deadline deadline) {
        deadline.check();
        return context.http().send(request, deadline);
    }

    private static URI address(StoreUrl url, String path, Map<String, String> query) {
        String text = query.entrySet().stream()
                .map(each -> Percent.encoded(each.getKey()) + "=" + encoded(each.getKey(), each.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(url.value() + path + (text.isEmpty() ? "" : "?" + text));
    }

    /** Slashes of a route stay as they are, as they may in a query: WooCommerce looks for them without decoding. */
    private static String encoded(String name, String value) {
        String encoded = Percent.encoded(value);
        return name.equals("rest_route") || name.equals("via") ? encoded.replace("%2F", "/") : encoded;
    }
}
