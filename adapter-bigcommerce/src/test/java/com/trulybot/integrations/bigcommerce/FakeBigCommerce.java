package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.trulybot.integrations.platform.tck.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A store's API on loopback, with what the documents say is awkward about it: no content instead of an empty list, XML
 * unless JSON is asked for, incomplete and archived orders among the others, unknown filters ignored, v2's errors in an
 * array and v3's in an object.
 */
final class FakeBigCommerce implements AutoCloseable {
    static final String HASH = "abc123";
    static final String TOKEN = "t0ken0123456789abcdefghijklmnop";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> orders = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> parts = new ConcurrentHashMap<>();
    private final List<ObjectNode> customers = new CopyOnWriteArrayList<>();
    final FakeHooks hooks = new FakeHooks();
    /** Answers instead of what is there, by the beginning of the target. */
    final Map<String, Canned> canned = new ConcurrentHashMap<>();

    private volatile @Nullable Fault fault;

    /** An answer that is given whatever is asked. */
    record Canned(int status, Map<String, String> headers, String body) {
        Canned(int status, String body) {
            this(status, Map.of(), body);
        }
    }

    FakeBigCommerce() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** {@code host:port}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Path and query of each request, without the store's part. */
    List<String> targets() {
        return List.copyOf(targets);
    }

    void fault(@Nullable Fault next) {
        fault = next;
    }

    void add(ObjectNode order) {
        orders.put(order.path("id").asText(), order);
    }

    /** What belongs to an order, such as {@code products}. */
    void add(int order, String what, JsonNode list) {
        parts.put(order + "/" + what, list);
    }

    void addCustomer(int id, String first, String last) {
        customers.add(Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("first_name", first)
                .put("last_name", last));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestURI().toString().replaceFirst("^/stores/" + HASH, "");
        targets.add(target);
        Fault now = fault;
        if (now == Fault.HANG) {
            try {
                closing.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        Canned canned = this.canned.entrySet().stream()
                .filter(entry -> target.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (canned != null) {
            send(exchange, canned);
        } else if (now == Fault.UNAVAILABLE) {
            send(exchange, new Canned(503, "<html><body>Down for Maintenance</body></html>"));
        } else if (now == Fault.RATE_LIMITED) {
            send(exchange, new Canned(429, Map.of("X-Rate-Limit-Time-Reset-Ms", "250"), "{\"status\":429}"));
        } else if (now == Fault.HTML_PAGE) {
            send(exchange, new Canned(200, "<html><body>Welcome</body></html>"));
        } else if (now == Fault.CREDENTIALS_REJECTED
                || !TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            send(exchange, new Canned(401, "{\"status\":401,\"title\":\"Unauthorized\"}"));
        } else if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
            send(exchange, new Canned(200, "<?xml version=\"1.0\"?><orders/>"));
        } else {
            Canned answer =
                    api(exchange.getRequestMethod(), target.replaceFirst("\\?.*", ""), query(target), Json.parse(body));
            boolean cut = now == Fault.CUT_JSON;
            String text = answer.body();
            send(
                    exchange,
                    cut
                            ? new Canned(
                                    answer.status() == 204 ? 200 : answer.status(),
                                    text.substring(0, text.length() / 2))
                            : answer);
        }
    }

    private Canned api(String method, String path, Map<String, String> query, JsonNode body) {
        if (path.startsWith("/v3/hooks")) {
            return hooks.answer(method, path.replaceFirst("^/v3/hooks/?", ""), query, body);
        }
        if (path.equals("/v2/store")) {
            return ok(Documented.read("store"));
        }
        if (path.equals("/v2/orders")) {
            return listed(query);
        }
        if (path.equals("/v3/customers")) {
            return ok(customers(query.getOrDefault("name:like", "")));
        }
        String id = path.replaceFirst("^/v[23]/orders/([0-9]+).*", "$1");
        if (!orders.containsKey(id)) {
            return new Canned(404, Documented.read("not-found").toString());
        }
        if (path.equals("/v3/orders/" + id + "/payment_actions/refunds")) {
            return ok(parts.getOrDefault(id + "/refunds", Json.parse("{\"data\":[],\"meta\":{}}")));
        }
        String what = path.substring(("/v2/orders/" + id).length()).replaceFirst("^/", "");
        if (what.isEmpty()) {
            return ok(orders.get(id));
        }
        JsonNode list = parts.get(id + "/" + what);
        return list == null ? new Canned(204, "") : ok(list);
    }

    private Canned listed(Map<String, String> query) {
        String email = query.get("email");
        if (email != null && !email.matches(".+@.+\\..+")) {
            return new Canned(400, "[{\"status\":400,\"message\":\"The field 'email' is invalid.\"}]");
        }
        List<ObjectNode> found = new ArrayList<>(orders.values().stream()
                .filter(order -> email == null
                        || order.path("billing_address").path("email").asText().equalsIgnoreCase(email))
                .filter(order -> !query.containsKey("customer_id")
                        || order.path("customer_id").asText().equals(query.get("customer_id")))
                .toList());
        Comparator<ObjectNode> byTime = Comparator.comparing(order -> Json.time(order, "date_created"));
        found.sort("date_created:desc".equals(query.get("sort")) ? byTime.reversed() : byTime);
        int limit = Integer.parseInt(query.getOrDefault("limit", "50"));
        int from = Math.min(found.size(), (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * limit);
        ArrayNode page = Json.MAPPER.createArrayNode();
        found.subList(from, Math.min(found.size(), from + limit)).forEach(page::add);
        return page.isEmpty() ? new Canned(204, "") : ok(page);
    }

    private JsonNode customers(String name) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode data = answer.putArray("data");
        customers.stream()
                .filter(one -> (one.path("first_name").asText() + " "
                                + one.path("last_name").asText())
                        .toLowerCase(Locale.ROOT)
                        .contains(name.toLowerCase(Locale.ROOT)))
                .forEach(data::add);
        return answer;
    }

    static Canned ok(JsonNode json) {
        return new Canned(200, json.toString());
    }

    private static void send(HttpExchange exchange, Canned answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(String target) {
        Map<String, String> query = new HashMap<>();
        int mark = target.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : target.substring(mark + 1).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return new LinkedHashMap<>(query);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
