package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The requests of the WooCommerce REST API v3 that are made of one shop. */
final class WooApi {
    /** The most that WooCommerce answers at once. */
    static final int LARGEST_PAGE = 100;

    /** What tells whether an order is the one that is meant: a hundred of them whole can be megabytes. */
    static final List<String> GIST = List.of("id", "number", "status", "date_created_gmt", "billing.email");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final StoreUrl url;
    private final Keys keys;
    private final StoreHttp http;
    private final Answers answers;

    WooApi(StoreUrl url, Keys keys, PlatformContext context) {
        this.url = url;
        this.keys = keys;
        this.http = context.http();
        this.answers = new Answers(context.clock());
    }

    /** A page of a list. */
    record Page(List<JsonNode> orders, boolean last) {}

    /** The order of that id, whatever its status, also one in the bin; empty when there is none. */
    Optional<JsonNode> order(String id, Deadline deadline) {
        Response response =
                ask("/wp-json/wc/v3/orders/" + id + "?_fields=" + String.join(",", OrderJson.FIELDS), deadline);
        return Answers.saysNoSuchOrder(response) ? Optional.empty() : Optional.of(answers.object(response));
    }

    /**
     * Orders in which the text stands somewhere, newest first. An empty text would find every order.
     *
     * @param page from 1
     * @param fields what is answered of each
     */
    Page search(String text, int page, int perPage, List<String> fields, Deadline deadline) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text must not be blank: WooCommerce would answer every order");
        }
        Response response = ask(
                "/wp-json/wc/v3/orders?search=" + Carrier.encoded(text) + "&page=" + page + "&per_page=" + perPage
                        + "&_fields=" + String.join(",", fields),
                deadline);
        List<JsonNode> orders = new ArrayList<>();
        answers.list(response).forEach(orders::add);
        boolean last = response.header("X-WP-TotalPages")
                .filter(pages -> NUMBER.matcher(pages).matches())
                .map(pages -> page >= Integer.parseInt(pages))
                .orElse(orders.size() < perPage);
        return new Page(orders, last);
    }

    /** WooCommerce's own parcels of an order; none where that feature is off or nothing can be learned. */
    List<LooseJson> fulfillments(String orderId, Deadline deadline) {
        try {
            return LooseJson.elements(
                    answers.list(ask("/wp-json/wc/v3/orders/" + orderId + "/fulfillments", deadline)));
        } catch (StoreException unknown) {
            return List.of();
        }
    }

    /**
     * What the site tells everyone of itself, asked without the keys; empty when it is closed to strangers or answered by
     * a page, as it is where permalinks are plain.
     */
    Optional<LooseJson> index(Deadline deadline) {
        Response response = send("/wp-json/?_fields=name,url,namespaces,timezone_string", Map.of(), deadline);
        boolean json = Answers.isJson(response);
        boolean closed = json && (response.status() == 401 || response.status() == 403);
        boolean page = !json && response.status() == 200;
        return closed || page ? Optional.empty() : Optional.of(new LooseJson(answers.object(response)));
    }

    /**
     * Reads one order's id.
     *
     * @throws StoreException when the keys can't read orders, or there is no WooCommerce
     */
    void readAnyOrder(Deadline deadline) {
        answers.list(ask("/wp-json/wc/v3/orders?per_page=1&_fields=id", deadline));
    }

    /** WooCommerce's version and the shop's currency; empty where the keys read orders but not these. */
    Optional<LooseJson> system(Deadline deadline) {
        try {
            return Optional.of(new LooseJson(answers.object(
                    ask("/wp-json/wc/v3/system_status?_fields=environment.version,settings.currency", deadline))));
        } catch (StoreException unknown) {
            return Optional.empty();
        }
    }

    private Response ask(String target, Deadline deadline) {
        return send(target, Map.of("Authorization", keys.basic()), deadline);
    }

    private Response send(String target, Map<String, String> headers, Deadline deadline) {
        deadline.check();
        return http.send(Request.get(URI.create(url.value() + target), headers), deadline);
    }
}
