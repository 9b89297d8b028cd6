package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.Map;
import java.util.TreeMap;

/** Talks to one shop's Admin API with the access token it was given. */
final class ShopSession {
    private final StoreHttp http;
    private final ShopifyApp app;
    private final ShopDomain shop;
    private final Credentials credentials;

    ShopSession(StoreHttp http, ShopifyApp app, ShopDomain shop, Credentials credentials) {
        this.http = http;
        this.app = app;
        this.shop = shop;
        this.credentials = credentials;
    }

    /** A GET of the Admin API; any status comes back. */
    Response get(String path, Deadline deadline) {
        return send(Request.get(app.api(shop, path), Map.of()), deadline);
    }

    /** A GET of the admin outside the versioned API; any status comes back. */
    Response getAdmin(String path, Deadline deadline) {
        return send(Request.get(app.admin(shop, path), Map.of()), deadline);
    }

    /** A POST that only reads; any status comes back. */
    Response post(String path, String json, Deadline deadline) {
        return send(Request.postJson(app.api(shop, path), Map.of(), json, true), deadline);
    }

    private Response send(Request request, Deadline deadline) {
        Secret token = credentials
                .get(Field.ACCESS_TOKEN)
                .orElseThrow(() -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED));
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put("X-Shopify-Access-Token", token.expose());
        return http.send(
                new Request(request.method(), request.uri(), headers, request.body(), request.repeatable()), deadline);
    }
}
