package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One store's REST API. JSON is asked for with each request, since v2 answers XML otherwise.
 *
 * @see <a href="https://developer.bigcommerce.com/docs/rest-management/orders">Orders V2</a>
 */
final class StoreApi {
    static final int LARGEST_PAGE = 250;

    private static final String BASE = "https://api.bigcommerce.com";

    private final StoreHttp http;
    private final String root;
    private final String store;
    private final Keys keys;

    StoreApi(PlatformContext context, StoreHash store, Keys keys) {
        this.http = context.http();
        this.root = base(context) + "/stores/" + store;
        this.store = store.toString();
        this.keys = keys;
    }

    /**
     * Where the API is.
     *
     * @throws IllegalArgumentException when the operator's setting is no address
     */
    static URI base(PlatformContext context) {
        String base = context.setting("API_BASE").orElse(BASE).replaceFirst("/+$", "");
        if (!base.matches("https?://[^\\s?#/]+(/[^\\s?#]*)?")) {
            throw new IllegalArgumentException("BIGCOMMERCE_API_BASE is an address such as " + BASE);
        }
        return URI.create(base);
    }

    /** What the store says of itself; empty when the token may read orders only. */
    Optional<JsonNode> store(Deadline deadline) {
        return ifAllowed(() -> Answers.object(get("/v2/store", Map.of(), deadline)));
    }

    /** The order, fees included; empty when there is none of this id. */
    Optional<JsonNode> order(String id, Deadline deadline) {
        Response response = get("/v2/orders/" + id, Map.of("include", "fees"), deadline);
        if (Answers.saysNoSuchThing(response)) {
            return Optional.empty();
        }
        JsonNode order = Answers.object(response);
        if (Json.id(order, "id") == null) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return Optional.of(order);
    }

    /**
     * A page of orders, newest first.
     *
     * @param filter by names that BigCommerce knows: others it ignores
     * @param page from 1
     */
    List<JsonNode> orders(Map<String, String> filter, int page, int size, Deadline deadline) {
        TreeMap<String, String> query = new TreeMap<>(filter);
        query.put("include", "fees");
        query.put("sort", "date_created:desc");
        query.put("page", Integer.toString(page));
        query.put("limit", Integer.toString(size));
        Response response = get("/v2/orders", query, deadline);
        // A value that v2 doesn't take for its filter, such as an address that is none: no order has it.
        return response.status() == 400 && Json.parse(response.body()).isArray() ? List.of() : Answers.list(response);
    }

    /** A list that belongs to an order, such as {@code products}. None is an answer, too: 204, or 404 for some. */
    List<JsonNode> ofOrder(String id, String what, Deadline deadline) {
        Response response =
                get("/v2/orders/" + id + "/" + what, Map.of("limit", Integer.toString(LARGEST_PAGE)), deadline);
        return Answers.saysNoSuchThing(response) ? List.of() : Answers.list(response);
    }

    /** What was given back of an order; none when the token may not read that. */
    List<JsonNode> refunds(String id, Deadline deadline) {
        Response response = get("/v3/orders/" + id + "/payment_actions/refunds", Map.of(), deadline);
        if (response.status() == 204 || response.status() == 404) {
            return List.of();
        }
        return ifAllowed(() -> Json.list(Answers.page(response).path("data"))).orElse(List.of());
    }

    /** Customers with this somewhere in their name; none when the token may not read customers. */
    List<JsonNode> customers(String name, int limit, Deadline deadline) {
        Response response = get("/v3/customers", Map.of("name:like", name, "limit", Integer.toString(limit)), deadline);
        return ifAllowed(() -> Json.list(Answers.page(response).path("data"))).orElse(List.of());
    }

    /** A page of the webhooks of this API account. */
    JsonNode hooks(int page, Deadline deadline) {
        return Answers.page(get("/v3/hooks", Map.of("page", Integer.toString(page)), deadline));
    }

    /** Makes a webhook. Not sent twice: the second would be refused as a double. */
    void makeHook(String json, Deadline deadline) {
        Answers.object(send(Request.postJson(uri("/v3/hooks", Map.of()), keys.headers(), json, false), deadline));
    }

    void changeHook(String id, String json, Deadline deadline) {
        Request post = Request.postJson(uri("/v3/hooks/" + id, Map.of()), keys.headers(), json, true);
        Answers.object(send(new Request("PUT", post.uri(), post.headers(), json, true), deadline));
    }

    /** Removes a webhook; one that is gone already is as good. */
    void removeHook(String id, Deadline deadline) {
        Request get = Request.get(uri("/v3/hooks/" + id, Map.of()), keys.headers());
        Response response = send(new Request("DELETE", get.uri(), get.headers(), null, true), deadline);
        if (response.status() != 204 && response.status() != 404) {
            Answers.object(response);
        }
    }

    private static <T> Optional<T> ifAllowed(Supplier<T> answer) {
        try {
            return Optional.of(answer.get());
        } catch (StoreException e) {
            if (e.problem() == StoreProblem.STORE_PERMISSION_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Response get(String path, Map<String, String> query, Deadline deadline) {
        return send(Request.get(uri(path, query), keys.headers()), deadline);
    }

    /** All stores are at one address, and one that fails or is slow is not to hold up the others. */
    private Response send(Request request, Deadline deadline) {
        return http.send(request.of(store), deadline);
    }

    private URI uri(String path, Map<String, String> query) {
        String encoded = new TreeMap<>(query)
                .entrySet().stream()
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return URI.create(root + path + (encoded.isEmpty() ? "" : "?" + encoded));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
    }
}
