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

/** Talks to one shop's Admin API with the access token it was given, and no more than the shop lets us. */
final class ShopSession {
    private final StoreHttp http;
    private final ShopifyApp app;
    private final ShopDomain shop;
    private final Credentials credentials;
    private final Memory memory;

    ShopSession(StoreHttp http, ShopifyApp app, ShopDomain shop, Credentials credentials, Memory memory) {
        this.http = http;
        this.app = app;
        this.shop = shop;
        this.credentials = credentials;
        this.memory = memory;
    }

    /** A GET of the Admin API; any status comes back. */
    Response get(String path, Deadline deadline) {
        return send(Request.get(app.api(shop, path), Map.of()), rest(), 1, deadline);
    }

    /** A GET of the admin outside the versioned API; any status comes back. */
    Response getAdmin(String path, Deadline deadline) {
        return send(Request.get(app.admin(shop, path), Map.of()), rest(), 1, deadline);
    }

    /**
     * A question or an order to the GraphQL API; any status comes back.
     *
     * @param cost in points
     */
    Response graphQl(String json, double cost, boolean repeatable, Deadline deadline) {
        return send(
                Request.postJson(app.api(shop, "/graphql.json"), Map.of(), json, repeatable), points(), cost, deadline);
    }

    /** What the shop's GraphQL API still answers. */
    Bucket points() {
        return memory.bucket(shop, ShopifyApp.Mode.GRAPHQL);
    }

    private Bucket rest() {
        return memory.bucket(shop, ShopifyApp.Mode.REST);
    }

    private Response send(Request request, Bucket bucket, double cost, Deadline deadline) {
        Secret token = credentials
                .get(Field.ACCESS_TOKEN)
                .orElseThrow(() -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED));
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put("X-Shopify-Access-Token", token.expose());
        Request signed = new Request(request.method(), request.uri(), headers, request.body(), request.repeatable());
        bucket.take(cost, deadline);
        Response response;
        try {
            response = http.send(signed, deadline);
        } finally {
            bucket.answered(cost);
        }
        if (request.uri().getPath().contains("/admin/api/")) {
            memory.watch(app.apiVersion(), response);
        }
        bucket.tell(response);
        if (response.status() == 429) {
            bucket.closeFor(Answers.retryAfter(response).orElse(Bucket.USUAL_WAIT));
        }
        return response;
    }
}
