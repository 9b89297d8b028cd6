package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A WooCommerce shop: its REST API v3, answering as the recorded one did, and its storefront. Over http it takes signed
 * requests, as a real shop does, and Basic besides, for those who try it by hand.
 */
final class WooStand implements LoopbackServer.Stand, AutoCloseable {
    static final String KEY = "ck_demo00000000000000000000000000000000c0ffee";
    static final String SECRET = "cs_demo00000000000000000000000000000000decade";
    static final String NAME = "Corner Mugs";

    private static final String API = "/wp-json/wc/v3";

    private final LoopbackServer server;
    private final List<ObjectNode> orders;
    private final String storefront;

    private WooStand(int port, Instant now, String storefront) throws IOException {
        this.orders = WooOrders.until(now);
        this.storefront = storefront;
        this.server = LoopbackServer.start(port, this);
    }

    /** Opens the shop; its page is this one. */
    static WooStand open(int port, Instant now, String storefront) throws IOException {
        return new WooStand(port, now, storefront);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public Answer answer(Question question) {
        String path = question.path().replaceFirst("(?<=.)/$", "");
        if (path.equals("/")) {
            return Answer.page(storefront);
        }
        if (!question.method().equals("GET") && !question.method().equals("HEAD")) {
            return noRoute();
        }
        if (path.equals("/wp-json")) {
            return Answer.json(200, cut(index(), question));
        }
        return path.startsWith(API + "/") ? api(path.substring(API.length()), question) : noRoute();
    }

    private Answer api(String path, Question question) {
        boolean known = path.matches("/orders(/[0-9]+(/(notes|refunds))?)?|/system_status");
        if (!known) {
            return noRoute();
        }
        Optional<Answer> refused = refused(question);
        if (refused.isPresent()) {
            return refused.get();
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
        return parts.length > 3
                ? Answer.json(200, WooOrders.list())
                : Answer.json(200, cut(order.orElseThrow(), question));
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

    private Optional<Answer> refused(Question question) {
        Optional<WooSignature> signature = WooSignature.of(question);
        if (signature.isPresent()) {
            return refused(signature.get(), question.path());
        }
        String given = question.header("Authorization")
                .filter(header -> header.startsWith("Basic "))
                .map(header -> decoded(header.substring(6)))
                .orElse("");
        if (given.equals(KEY + ":" + SECRET)) {
            return Optional.empty();
        }
        return Optional.of(
                given.startsWith(KEY + ":")
                        ? error(401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.")
                        : error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource."));
    }

    private Optional<Answer> refused(WooSignature signature, String path) {
        String code = "woocommerce_rest_authentication_error";
        if (!signature.isOf(KEY)) {
            return Optional.of(error(401, code, "Consumer key is invalid."));
        }
        return signature.holds(url() + path, SECRET)
                ? Optional.empty()
                : Optional.of(error(401, code, "Invalid signature - provided signature does not match."));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private ObjectNode index() {
        ObjectNode index = WooOrders.object()
                .put("name", NAME)
                .put("description", "")
                .put("url", url())
                .put("home", url())
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

    private static Answer error(int status, String code, String message) {
        ObjectNode error = WooOrders.object().put("code", code).put("message", message);
        error.putObject("data").put("status", status);
        return Answer.json(status, error);
    }

    @Override
    public void close() {
        server.close();
    }
}
