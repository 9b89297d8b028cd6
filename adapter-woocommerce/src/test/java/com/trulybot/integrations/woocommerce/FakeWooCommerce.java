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
import org.jspecify.annotations.Nullable;

/**
 * A shop that answers as WooCommerce does, as far as this adapter asks. {@link FakeWooCommerceTest} holds it to what a
 * real shop answered. Safe for several threads.
 */
final class FakeWooCommerce {
    /** What the key may do. */
    enum Permission {
        READ,
        WRITE,
        BOTH,
        /** The key of an editor or a customer. */
        NOTHING
    }

    /** How its addresses look. */
    enum Permalinks {
        PRETTY,
        PLAIN,
        /** Plain, and the server hands PHP only what names a file. */
        WITHOUT_REWRITING
    }

    private static final Pattern ORDER = Pattern.compile("/wc/v3/orders/([0-9]+)/?");
    private static final Pattern PART = Pattern.compile("/wc/v3/orders/([0-9]+)/(fulfillments|refunds|notes)");
    private static final Pattern WEBHOOKS = Pattern.compile("/wc/v3/webhooks/?([0-9]*)");
    static final Set<String> HIDDEN = Set.of("trash", "checkout-draft", "auto-draft");

    private final FakeGate gate;
    private final FakeWebhooks webhooks = new FakeWebhooks();
    private final Map<Long, ObjectNode> orders = new ConcurrentHashMap<>();
    private final Map<String, ArrayNode> parts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable FakePlugin plugin;
    private volatile Permalinks permalinks = Permalinks.PRETTY;
    private volatile String home = "https://localhost:8443";
    private volatile Function<Request, Optional<Response>> fault = request -> Optional.empty();

    FakeWooCommerce(String key, String secret) {
        this.gate = new FakeGate(key, secret);
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

    /** Adds to what hangs off an order: fulfillments, refunds or notes. */
    void part(long order, String name, JsonNode part) {
        parts.computeIfAbsent(order + "/" + name, id -> JsonNodeFactory.instance.arrayNode())
                .add(part);
    }

    void fulfil(long order, JsonNode fulfillment) {
        part(order, "fulfillments", fulfillment);
    }

    /** Installs our plugin, with the connection key {@link FakePlugin#KEY}. */
    void installPlugin() {
        plugin = new FakePlugin(
                orders.values(), part -> parts.getOrDefault(part, JsonNodeFactory.instance.arrayNode()), gate::now);
    }

    void removePlugin() {
        plugin = null;
    }

    void permit(Permission what) {
        gate.permit(what);
    }

    FakeGate gate() {
        return gate;
    }

    FakeWebhooks webhooks() {
        return webhooks;
    }

    void permalinks(Permalinks how) {
        permalinks = how;
    }

    /** Where WordPress says that it lives; its path is the folder it answers in. */
    void home(String address) {
        home = address;
    }

    /** What is answered instead, where it answers something. */
    void fault(Function<Request, Optional<Response>> instead) {
        fault = instead;
    }

    /** Everything that was asked so far, as path and query without {@code _fields} and signatures. */
    List<String> asked() {
        return requests.stream()
                .map(request -> request.uri().getRawPath()
                        + Optional.ofNullable(request.uri().getRawQuery())
                                .map(query -> "?" + query)
                                .orElse(""))
                .map(target -> target.replaceAll(
                                "(?<=[?&])(_fields|oauth_[a-z_]+|via|include_meta%5B[0-9]{2}%5D)=[^&]*&?", "")
                        .replaceAll("[?&]$", ""))
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
        String folder = home.replaceFirst("https?://[^/]*", "");
        String path = request.uri().getPath();
        Map<String, String> query = query(request.uri().getRawQuery());
        if (!path.startsWith(folder + "/")) {
            return page(404, "Page not found");
        }
        path = path.substring(folder.length());
        if (permalinks == Permalinks.WITHOUT_REWRITING && !path.startsWith("/index.php") && !path.equals("/")) {
            return page(404, "Not Found. The requested URL was not found on this server.");
        }
        // WooCommerce looks for keys only where this stands in the address.
        boolean looksAtKeys = request.uri().toString().contains("wp-json/wc/");
        String route = query.get("rest_route");
        if (route == null && permalinks == Permalinks.PRETTY && path.startsWith("/wp-json/")) {
            route = path.substring("/wp-json".length());
        }
        if (route == null) {
            return path.startsWith("/wp-json/wc/v3/") && !path.endsWith("/") ? slashed(request) : page(200, "A shop");
        }
        if (route.equals("/")) {
            ObjectNode index = (ObjectNode) Recording.of("misc/index_fields").body();
            return ok(index.put("home", home).put("url", home), query, Map.of());
        }
        FakePlugin installed = plugin;
        if (route.equals("/trulybot/v1/orders") && installed != null) {
            return installed.answer(request);
        }
        if (!route.startsWith("/wc/v3/")) {
            return error(404, "rest_no_route", "No route was found matching the URL and request method.");
        }
        Map<String, String> shown = looksAtKeys ? query : Map.of();
        Request seen = looksAtKeys
                ? request
                : new Request(request.method(), request.uri(), Map.of(), request.body(), request.repeatable());
        String asked = route;
        return gate.refused(seen, home, shown).orElseGet(() -> authorised(request, asked, query));
    }

    /** What WordPress does with an address it doesn't know: the query goes along, with all that is in it. */
    private static Response slashed(Request request) {
        String query = request.uri().getRawQuery();
        String location = request.uri().toString().replaceFirst("\\?.*", "") + "/" + (query == null ? "" : "?" + query);
        return new Response(301, Map.of("Location", List.of(location)), "");
    }

    private static Response page(int status, String text) {
        return new Response(
                status, Map.of("Content-Type", List.of("text/html; charset=UTF-8")), "<html>" + text + "</html>");
    }

    private Response authorised(Request request, String route, Map<String, String> query) {
        Matcher one = ORDER.matcher(route);
        Matcher part = PART.matcher(route);
        Matcher webhook = WEBHOOKS.matcher(route);
        if (webhook.matches()) {
            return webhooks.answer(request, webhook.group(1), query);
        }
        if (one.matches()) {
            return order(one.group(1), query);
        }
        if (part.matches()) {
            return part(part.group(1), part.group(2), query);
        }
        return switch (route) {
            case "/wc/v3/orders" -> orders(query);
            case "/wc/v3/system_status" ->
                ok(Recording.of("misc/system_status_fields").body(), query, Map.of());
            default -> error(404, "rest_no_route", "No route was found matching the URL and request method.");
        };
    }

    private Response part(String order, String name, Map<String, String> query) {
        if (name.equals("notes")) {
            return orders.containsKey(Long.parseLong(order))
                    ? ok(notes(order, query.getOrDefault("type", "any")), query, Map.of())
                    : error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid order ID.");
        }
        ArrayNode list = parts.get(order + "/" + name);
        if (list != null) {
            return ok(list, query, Map.of());
        }
        return name.equals("refunds")
                ? ok(JsonNodeFactory.instance.arrayNode(), query, Map.of())
                : error(404, "rest_no_route", "No route was found.");
    }

    private ArrayNode notes(String order, String type) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        for (JsonNode note : parts.getOrDefault(order + "/notes", JsonNodeFactory.instance.arrayNode())) {
            if (type.equals("any")
                    || type.equals("customer") == note.path("customer_note").asBoolean()) {
                shown.add(note);
            }
        }
        return shown;
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

    static Response error(int status, String code, String message) {
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
