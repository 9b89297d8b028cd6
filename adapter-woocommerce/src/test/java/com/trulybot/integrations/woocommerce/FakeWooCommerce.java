package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A shop that answers as WooCommerce does, as far as this adapter asks. {@link FakeWooCommerceTest} holds it to what a
 * real shop answered. Safe for several threads.
 */
final class FakeWooCommerce {
    /** What the key may do. */
    enum Permission {
        READ,
        WRITE,
        /** The key of an editor or a customer. */
        NOTHING
    }

    private static final Pattern ORDER = Pattern.compile("/wp-json/wc/v3/orders/([0-9]+)/?");
    private static final Pattern FULFILLMENTS = Pattern.compile("/wp-json/wc/v3/orders/([0-9]+)/fulfillments");
    private static final Set<String> HIDDEN = Set.of("trash", "checkout-draft", "auto-draft");

    private final String key;
    private final String secret;
    private final Map<Long, ObjectNode> orders = new ConcurrentHashMap<>();
    private final Map<Long, ArrayNode> fulfillments = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Permission permission = Permission.READ;
    private volatile Function<Request, Optional<Response>> fault = request -> Optional.empty();

    FakeWooCommerce(String key, String secret) {
        this.key = key;
        this.secret = secret;
    }

    /** The shop that the recordings were made of, trashed order and draft included. */
    static FakeWooCommerce recorded(String key, String secret) {
        FakeWooCommerce shop = new FakeWooCommerce(key, secret);
        Recording.of("search/empty").body().forEach(shop::put);
        Recording.of("list/status_draft").body().forEach(shop::put);
        shop.put(Recording.of("orders/order_36_trashed").body());
        return shop;
    }

    /** Adds the order, or puts it in the place of the one with its id. */
    void put(JsonNode order) {
        orders.put(order.path("id").asLong(), order.deepCopy());
    }

    /** Adds a copy of an order, changed. */
    ObjectNode copy(long from, long id, Map<String, String> changes) {
        ObjectNode order = orders.get(from).deepCopy();
        order.put("id", id).put("number", Long.toString(id));
        changes.forEach(order::put);
        put(order);
        return order;
    }

    void fulfil(long order, JsonNode fulfillment) {
        fulfillments
                .computeIfAbsent(order, id -> JsonNodeFactory.instance.arrayNode())
                .add(fulfillment);
    }

    void permit(Permission what) {
        permission = what;
    }

    /** What is answered instead, where it answers something. */
    void fault(Function<Request, Optional<Response>> instead) {
        fault = instead;
    }

    /** Everything that was asked so far, as path and query without {@code _fields}. */
    List<String> asked() {
        return requests.stream()
                .map(request -> request.uri().getRawPath()
                        + Optional.ofNullable(request.uri().getRawQuery())
                                .map(query -> "?" + query)
                                .orElse(""))
                .map(target -> target.replaceAll("[?&]_fields=[^&]*", ""))
                .toList();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    Response answer(Request request) {
        requests.add(request);
        return fault.apply(request).orElseGet(() -> answered(request));
    }

    /** What is answered when nothing is at fault. */
    Response answered(Request request) {
        String path = request.uri().getPath();
        Map<String, String> query = query(request.uri().getRawQuery());
        if (!request.method().equals("GET")) {
            return error(404, "rest_no_route", "No route was found matching the URL and request method.");
        }
        if (path.equals("/wp-json/")) {
            return ok(Recording.of("misc/index_fields").body(), query, Map.of());
        }
        if (!path.startsWith("/wp-json/wc/v3/")) {
            return path.startsWith("/wp-json/")
                    ? error(404, "rest_no_route", "No route was found matching the URL and request method.")
                    : new Response(404, Map.of("Content-Type", List.of("text/html")), "<html>Page not found</html>");
        }
        return refused(request).orElseGet(() -> authorised(path, query));
    }

    private Optional<Response> refused(Request request) {
        String header = request.headers().getOrDefault("Authorization", "");
        String pair = header.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
                : "";
        if (!pair.startsWith(key + ":")) {
            return Optional.of(error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource."));
        }
        if (!pair.equals(key + ":" + secret)) {
            return Optional.of(error(401, "woocommerce_rest_authentication_error", "Consumer secret is invalid."));
        }
        return switch (permission) {
            case READ -> Optional.empty();
            case WRITE ->
                Optional.of(error(
                        401,
                        "woocommerce_rest_authentication_error",
                        "The API key provided does not have read permissions."));
            case NOTHING ->
                Optional.of(error(403, "woocommerce_rest_cannot_view", "Sorry, you cannot view this resource."));
        };
    }

    private Response authorised(String path, Map<String, String> query) {
        Matcher one = ORDER.matcher(path);
        Matcher parcels = FULFILLMENTS.matcher(path);
        if (one.matches()) {
            return order(one.group(1), query);
        }
        if (parcels.matches()) {
            ArrayNode list = fulfillments.get(Long.parseLong(parcels.group(1)));
            return list != null ? ok(list, query, Map.of()) : error(404, "rest_no_route", "No route was found.");
        }
        return switch (path) {
            case "/wp-json/wc/v3/orders" -> orders(query);
            case "/wp-json/wc/v3/system_status" ->
                ok(Recording.of("misc/system_status_fields").body(), query, Map.of());
            default -> error(404, "rest_no_route", "No route was found matching the URL and request method.");
        };
    }

    private Response order(String id, Map<String, String> query) {
        ObjectNode order = id.length() > 18 ? null : orders.get(Long.parseLong(id));
        return order != null
                ? ok(order, query, Map.of())
                : error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
    }

    /** Newest first; an unknown parameter is ignored, an empty search finds everything. */
    private Response orders(Map<String, String> query) {
        int perPage = Integer.parseInt(query.getOrDefault("per_page", "10"));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        if (perPage < 1 || perPage > 100 || page < 1) {
            return error(400, "rest_invalid_param", "Invalid parameter(s): per_page");
        }
        String text = sanitised(query.getOrDefault("search", ""));
        List<ObjectNode> found = orders.values().stream()
                .filter(order -> !HIDDEN.contains(order.path("status").asText()))
                .filter(order -> text.isEmpty() || mentions(order, text))
                .sorted(Comparator.comparing((ObjectNode order) ->
                                order.path("date_created_gmt").asText())
                        .thenComparing(order -> order.path("id").asLong())
                        .reversed())
                .toList();
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        found.stream().skip((page - 1L) * perPage).limit(perPage).forEach(shown::add);
        // Past the end WooCommerce says that there is nothing at all.
        int total = shown.isEmpty() ? 0 : found.size();
        int pages = (total + perPage - 1) / perPage;
        return ok(
                shown,
                query,
                Map.of("X-WP-Total", Integer.toString(total), "X-WP-TotalPages", Integer.toString(pages)));
    }

    /** WordPress takes tags and percent codes out. */
    private static String sanitised(String text) {
        return text.replaceAll("<[^>]*>", "").replaceAll("%[0-9a-fA-F]{2}", "").strip();
    }

    private static boolean mentions(JsonNode order, String text) {
        boolean id = text.matches("0*[0-9]{1,18}") && order.path("id").asLong() == Long.parseLong(text);
        Stream<String> places = Stream.of(
                address(order.path("billing")),
                address(order.path("shipping")),
                order.path("transaction_id").asText());
        Stream<String> products = values(order.path("line_items"), "name").stream();
        return id
                || Stream.concat(places, products)
                        .map(FakeWooCommerce::folded)
                        .anyMatch(place -> place.contains(folded(text)));
    }

    private static String address(JsonNode address) {
        return Stream.of(
                        "first_name",
                        "last_name",
                        "company",
                        "address_1",
                        "address_2",
                        "city",
                        "state",
                        "postcode",
                        "country",
                        "email",
                        "phone")
                .map(part -> address.path(part).asText())
                .collect(Collectors.joining(" "));
    }

    private static Collection<String> values(JsonNode list, String name) {
        List<String> values = new ArrayList<>();
        list.forEach(element -> values.add(element.path(name).asText()));
        return values;
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static Response ok(JsonNode body, Map<String, String> query, Map<String, String> headers) {
        JsonNode shown = query.containsKey("_fields") ? fields(body, query.get("_fields")) : body;
        Map<String, List<String>> all = new HashMap<>();
        all.put("Content-Type", List.of("application/json; charset=UTF-8"));
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new Response(200, all, shown.toString());
    }

    private static Response error(int status, String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("code", code).put("message", message).putObject("data").put("status", status);
        return new Response(
                status, Map.of("Content-Type", List.of("application/json; charset=UTF-8")), body.toString());
    }

    /** What {@code ?_fields=} leaves of an answer: {@code a.b} reaches into objects, and loses a list whole. */
    static JsonNode fields(JsonNode body, String names) {
        if (body.isArray()) {
            ArrayNode shown = JsonNodeFactory.instance.arrayNode();
            body.forEach(element -> shown.add(fields(element, names)));
            return shown;
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (String name : names.split(",", -1)) {
            String[] path = name.split("\\.", -1);
            JsonNode value = body;
            for (String step : path) {
                value = value.isObject() ? value.path(step) : value.path("nothing in a list");
            }
            if (!value.isMissingNode()) {
                ObjectNode place = shown;
                for (int i = 0; i < path.length - 1; i++) {
                    place = place.withObjectProperty(path[i]);
                }
                place.set(path[path.length - 1], value);
            }
        }
        return shown;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(equals < 0 ? "" : pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}
