package com.trulybot.integrations.shopify;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shop's admin on loopback, with what makes the real one awkward: name searches are loose, a search by an unknown field
 * brings everything, REST shows open orders only unless told otherwise, and THROTTLED comes with HTTP 200.
 */
final class FakeShopify implements AutoCloseable {
    static final String TOKEN = "shpat_0123456789abcdef0123456789abcdef";
    private static final Pattern TERM = Pattern.compile("(\\w+):\"([^\"]*)\"");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable Fault fault;

    FakeShopify() {
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

    int requests() {
        return requests.get();
    }

    void fault(@Nullable Fault next) {
        fault = next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
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
        String path = exchange.getRequestURI().getPath().replaceFirst("^/[a-z0-9.-]+myshopify\\.com", "");
        boolean graphQl = path.endsWith("/graphql.json");
        if (now == Fault.UNAVAILABLE) {
            send(exchange, 503, "text/html", "<html><body>Something went wrong</body></html>");
        } else if (now == Fault.RATE_LIMITED) {
            if (graphQl) {
                send(exchange, 200, "application/json", THROTTLED);
            } else {
                exchange.getResponseHeaders().set("Retry-After", "0.5");
                send(exchange, 429, "application/json", "{\"errors\":\"Exceeded 2 calls per second for api client.\"}");
            }
        } else if (now == Fault.HTML_PAGE) {
            send(exchange, 200, "text/html", "<html><body>Welcome</body></html>");
        } else if (now == Fault.CREDENTIALS_REJECTED
                || !TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token"))) {
            send(exchange, 401, "application/json", "{\"errors\":\"[API] Invalid API key or access token\"}");
        } else {
            JsonNode answer = graphQl ? graphQl(Answers.JSON.readTree(body)) : rest(path, query(exchange));
            String text = answer == null ? "{\"errors\":\"Not Found\"}" : answer.toString();
            send(
                    exchange,
                    answer == null ? 404 : 200,
                    "application/json",
                    now == Fault.CUT_JSON ? text.substring(0, text.length() / 2) : text);
        }
    }

    private static final String THROTTLED = """
            {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],"extensions":{"cost":{
            "requestedQueryCost":110,"throttleStatus":{"currentlyAvailable":100,"restoreRate":100}}}}""";

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("X-Shopify-API-Version", "2026-10");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static ObjectNode object() {
        return Answers.JSON.createObjectNode();
    }

    /** The shop's orders, newest first. */
    private static List<ObjectNode> orders(String api) {
        ObjectNode first = (ObjectNode) Fixture.json("pair/" + api + ".json");
        ObjectNode second = first.deepCopy();
        boolean rest = api.equals("rest");
        second.put("name", "#2000").put("email", "bob@example.com");
        second.put(rest ? "created_at" : "createdAt", "2026-11-17T12:00:00Z");
        if (rest) {
            second.put("id", 8938018537790123000L)
                    .put("admin_graphql_api_id", "gid://shopify/Order/8938018537790123000");
            second.put("closed_at", "2026-11-20T12:00:00Z");
        } else {
            second.put("id", "gid://shopify/Order/8938018537790123000").put("legacyResourceId", "8938018537790123000");
        }
        return List.of(first, second);
    }

    private static @Nullable JsonNode rest(String path, Map<String, String> query) {
        if (path.endsWith("/shop.json")) {
            return Fixture.json("rest/2026-07/shop.json");
        }
        if (path.endsWith("/access_scopes.json")) {
            return Fixture.json("rest/2026-07/access_scopes.json");
        }
        if (path.endsWith("/orders.json")) {
            ObjectNode answer = object();
            ArrayNode found = answer.putArray("orders");
            String name = query.getOrDefault("name", "").replace("#", "");
            for (ObjectNode order : orders("rest")) {
                boolean open = order.path("closed_at").isNull();
                boolean shown = "any".equals(query.get("status")) || open;
                if (shown
                        && loosely(order, name)
                        && found.size() < Integer.parseInt(query.getOrDefault("limit", "50"))) {
                    found.add(order);
                }
            }
            return answer;
        }
        Matcher one = Pattern.compile(".*/orders/([0-9]+)\\.json").matcher(path);
        if (one.matches()) {
            for (ObjectNode order : orders("rest")) {
                if (order.path("id").asText().equals(one.group(1))) {
                    ObjectNode answer = object();
                    answer.set("order", order);
                    return answer;
                }
            }
        }
        return null;
    }

    private static boolean loosely(ObjectNode order, String name) {
        // As the real one: the beginning is enough.
        return name.isEmpty() || order.path("name").asText().replace("#", "").startsWith(name.substring(0, 1));
    }

    private static JsonNode graphQl(JsonNode request) {
        String document = request.path("query").asText();
        JsonNode variables = request.path("variables");
        ObjectNode answer = object();
        ObjectNode data = answer.putObject("data");
        if (document.contains("query Shop ")) {
            data.putObject("shop")
                    .put("name", "Snow Devil")
                    .put("email", "hi@snowdevil.example")
                    .put("currencyCode", "USD")
                    .put("orderNumberFormatPrefix", "#")
                    .put("orderNumberFormatSuffix", "");
            data.putObject("currentAppInstallation")
                    .putArray("accessScopes")
                    .addObject()
                    .put("handle", "read_orders");
        } else if (document.contains("query OrderById(")) {
            data.putNull("order");
            orders("graphql").stream()
                    .filter(order -> order.path("id")
                            .asText()
                            .equals(variables.path("id").asText()))
                    .forEach(order -> data.set("order", order));
        } else {
            ArrayNode nodes = data.putObject("orders").putArray("nodes");
            Matcher term = TERM.matcher(variables.path("q").asText());
            boolean filtered = term.find();
            if (filtered && !List.of("name", "email").contains(term.group(1))) {
                answer.putObject("extensions")
                        .putArray("search")
                        .addObject()
                        .putArray("warnings")
                        .addObject();
                filtered = false;
            }
            for (ObjectNode order : orders("graphql")) {
                boolean wanted = !filtered
                        || (term.group(1).equals("name")
                                ? loosely(order, term.group(2))
                                : order.path("email").asText().equalsIgnoreCase(term.group(2)));
                if (wanted && nodes.size() < variables.path("first").asInt(1)) {
                    nodes.add(order);
                }
            }
        }
        return answer;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
