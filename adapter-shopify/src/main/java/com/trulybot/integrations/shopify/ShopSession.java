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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Talks to one shop's Admin API, and gets a new access token when the one it has ends. */
final class ShopSession {
    /** So long before its end a token is exchanged, so that none ends on the way. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final StoreHttp http;
    private final InstantSource clock;
    private final ShopifyApp app;
    private final ShopDomain shop;
    private final Memory memory;
    private final Tokens tokens;
    private final Consumer<Credentials> renewed;
    private Credentials credentials;

    ShopSession(
            StoreHttp http,
            InstantSource clock,
            ShopifyApp app,
            ShopDomain shop,
            Memory memory,
            Credentials credentials,
            Consumer<Credentials> renewed) {
        this.http = http;
        this.clock = clock;
        this.app = app;
        this.shop = shop;
        this.memory = memory;
        this.tokens = new Tokens(http, clock, app, shop);
        this.credentials = credentials;
        this.renewed = renewed;
    }

    /** A GET of the Admin API; any status comes back. */
    Response get(String path, Deadline deadline) {
        return send(Request.get(app.api(shop, path), Map.of()), 1, deadline);
    }

    /** A GET of the admin outside the versioned API; any status comes back. */
    Response getAdmin(String path, Deadline deadline) {
        return send(Request.get(app.admin(shop, path), Map.of()), 1, deadline);
    }

    /**
     * A POST; any status comes back.
     *
     * @param cost in points
     */
    Response post(String path, String json, double cost, boolean repeatable, Deadline deadline) {
        return send(Request.postJson(app.api(shop, path), Map.of(), json, repeatable), cost, deadline);
    }

    /** What the shop lets us ask. */
    Bucket bucket() {
        return memory.bucket(shop, app.mode());
    }

    /** What opens the shop by now. */
    synchronized Credentials credentials() {
        return credentials;
    }

    private Response send(Request request, double cost, Deadline deadline) {
        Secret token = current(deadline);
        Response response = sendOnce(signed(request, token), cost, deadline);
        if (response.status() != 401 || !tokens.renewable(credentials())) {
            return response;
        }
        return sendOnce(signed(request, after(token, deadline)), cost, deadline);
    }

    private Response sendOnce(Request request, double cost, Deadline deadline) {
        Bucket bucket = bucket();
        bucket.take(cost, deadline);
        Response response;
        try {
            response = http.send(request, deadline);
        } finally {
            bucket.answered(cost);
        }
        memory.watch(app.apiVersion(), response);
        bucket.tell(response);
        if (response.status() == 429) {
            bucket.closeFor(Answers.retryAfter(response).orElse(Bucket.USUAL_WAIT));
        }
        return response;
    }

    private static Request signed(Request request, Secret token) {
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put("X-Shopify-Access-Token", token.expose());
        return new Request(request.method(), request.uri(), headers, request.body(), request.repeatable());
    }

    private synchronized Secret current(Deadline deadline) {
        Secret token = credentials.get(Field.ACCESS_TOKEN).orElse(null);
        if (token == null) {
            return renew(deadline);
        }
        Instant ends = credentials.accessTokenExpiresAt();
        Instant now = clock.instant();
        if (ends == null || ends.isAfter(now.plus(EARLY)) || !tokens.renewable(credentials)) {
            return token;
        }
        try {
            return renew(deadline);
        } catch (StoreException e) {
            if (ends.isAfter(now)) {
                return token; // Still good: better than no answer.
            }
            throw e;
        }
    }

    /** A token other than the one that was refused; another thread may have got it already. */
    private synchronized Secret after(Secret refused, Deadline deadline) {
        Secret token = credentials.require(Field.ACCESS_TOKEN);
        return token.equals(refused) ? renew(deadline) : token;
    }

    private Secret renew(Deadline deadline) {
        if (!tokens.renewable(credentials)) {
            throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        }
        credentials = tokens.renew(credentials, deadline).credentials();
        renewed.accept(credentials);
        return credentials.require(Field.ACCESS_TOKEN);
    }
}
