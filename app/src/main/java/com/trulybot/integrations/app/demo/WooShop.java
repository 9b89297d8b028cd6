package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A WooCommerce shop: its REST API v3, answering as the recorded one did, and its storefront. Over http it takes signed
 * requests, as a real shop does, and Basic besides, for those who try it by hand.
 */
final class WooShop implements AutoCloseable {
    private static final String API = "/wp-json/wc/v3";
    private static final String GRANT = "/wc-auth/v1/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String home;
    private final List<ObjectNode> orders;
    private final String storefront;
    private final WooKeys keys = new WooKeys();
    private final WooHandOver handOver;
    private final WooHooks hooks;

    /**
     * A shop.
     *
     * @param home its address, without a trailing slash
     */
    WooShop(String name, String home, Instant now, String storefront, Trulybot trulybot) {
        this.name = name;
        this.home = home;
        this.orders = WooOrders.until(now);
        this.storefront = storefront;
        this.handOver = new WooHandOver(name, home, keys, trulybot);
        this.hooks = new WooHooks(home, trulybot);
    }

    String home() {
        return home;
    }

    WooKeys keys() {
        return keys;
    }

    /**
     * Answers a request.
     *
     * @param question its path begins in the shop's folder
     */
    Answer answer(Question question) throws IOException {
        String path = question.path().replaceFirst("(?<=.)/$", "");
        if (path.isEmpty() || path.equals("/")) {
            return Answer.page(storefront);
        }
        if (path.startsWith(GRANT)) {
            return handOver.answer(path.substring(GRANT.length()), question);
        }
        if (path.equals("/wp-json") && isReading(question)) {
            return Answer.json(200, cut(index(), question));
        }
        return path.startsWith(API + "/") ? api(path.substring(API.length()), question) : noRoute();
    }

    private static boolean isReading(Question question) {
        return question.method().equals("GET") || question.method().equals("HEAD");
    }

    private Answer api(String path, Question question) throws IOException {
        boolean read = path.matches("/orders(/[0-9]+(/(notes|refunds))?)?|/system_status") && isReading(question);
        boolean written = path.matches("/orders/[0-9]+") && question.method().matches("PUT|DELETE");
        boolean hooked = path.matches("/webhooks(/[0-9]+)?");
        if (!read && !written && !hooked) {
            return noRoute();
        }
        Optional<WooKeys.Refusal> refusal = keys.refusal(question, home + question.path());
        if (refusal.isPresent()) {
            return error(401, refusal.get().code(), refusal.get().message());
        }
        if (hooked) {
            return hooks.answer(path, question);
        }
        if (path.equals("/system_status")) {
            return Answer.json(200, cut(status(), question));
        }
        if (path.equals("/orders")) {
            return list(question);
        }
        String[] parts = path.split("/", -1);
        Optional<ObjectNode> order = orders.stream()
                .filter(each -> each.path("id").asText().equals(parts[2].replaceFirst("^0+(?=.)", "")))
                .findFirst();
        if (order.isEmpty() && !path.endsWith("/refunds")) {
            return error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
        }
        if (written) {
            return change(order.orElseThrow(), question);
        }
        return parts.length > 3
                ? Answer.json(200, WooOrders.list())
                : Answer.json(200, cut(order.orElseThrow(), question));
    }

    /** A new status, or into the bin; the shop's webhooks tell. */
    private synchronized Answer change(ObjectNode order, Question question) throws IOException {
        if (question.method().equals("DELETE")) {
            order.put("status", "trash");
            hooks.tell(
                    "order.deleted",
                    WooOrders.object().put("id", order.path("id").asInt()));
        } else {
            order.put("status", JSON.readTree(question.body()).path("status").asText("processing"));
            hooks.tell("order.updated", order);
        }
        return Answer.json(200, order);
    }

    private Answer list(Question question) {
        int perPage;
        int page;
        try {
            perPage = Integer.parseInt(question.parameter("per_page", "10"));
            page = Integer.parseInt(question.parameter("page", "1"));
        } catch (NumberFormatException e) {
            return invalid("per_page, page");
        }
        if (perPage < 1 || perPage > 100 || page < 1) {
            return invalid("per_page, page");
        }
        String text = question.parameter("search", "");
        String status = question.parameter("status", "any");
        List<ObjectNode> found = orders.stream()
                .filter(order -> !order.path("status").asText().equals("trash"))
                .filter(order ->
                        status.equals("any") || order.path("status").asText().equals(status))
                .filter(order -> text.isEmpty() || WooOrders.found(order, text))
                .toList();
        ArrayNode shown = WooOrders.list();
        found.stream().skip((page - 1L) * perPage).limit(perPage).forEach(order -> shown.add(cut(order, question)));
        return Answer.json(200, shown)
                .with("X-WP-Total", Integer.toString(found.size()))
                .with("X-WP-TotalPages", Integer.toString((found.size() + perPage - 1) / perPage));
    }

    private static ObjectNode cut(ObjectNode whole, Question question) {
        String fields = question.parameter("_fields", "");
        return fields.isEmpty() ? whole : WooOrders.fields(whole, fields);
    }

    private ObjectNode index() {
        ObjectNode index = WooOrders.object()
                .put("name", name)
                .put("description", "")
                .put("url", home)
                .put("home", home)
                .put("gmt_offset", -5)
                .put("timezone_string", "America/New_York");
        index.putArray("namespaces").add("oembed/1.0").add("wc/v3").add("wp/v2");
        return index;
    }

    private static ObjectNode status() {
        ObjectNode status = WooOrders.object();
        status.putObject("environment").put("version", "11.0.1").put("wp_version", "7.0.4");
        status.putObject("settings").put("currency", "USD").put("currency_symbol", "&#36;");
        return status;
    }

    private static Answer noRoute() {
        return error(404, "rest_no_route", "No route was found matching the URL and request method.");
    }

    private static Answer invalid(String names) {
        return error(400, "rest_invalid_param", "Invalid parameter(s): " + names);
    }

    static Answer error(int status, String code, String message) {
        ObjectNode error = WooOrders.object().put("code", code).put("message", message);
        error.putObject("data").put("status", status);
        return Answer.json(status, error);
    }

    @Override
    public void close() {
        hooks.close();
    }
}
