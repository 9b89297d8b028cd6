package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.trulybot.integrations.platform.tck.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A shop's admin on loopback, with what makes the real one awkward: name searches are loose, a search by an unknown field
 * brings everything, REST shows open orders only unless told otherwise, and THROTTLED comes with HTTP 200.
 */
final class FakeShopify implements AutoCloseable {
    static final String TOKEN = "shpat_0123456789abcdef0123456789abcdef";

    /** May read orders and nothing else. */
    static final String READING_TOKEN = "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";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final FakeAdmin admin;
    private final FakeTokens tokens = new FakeTokens();
    private volatile @Nullable Fault fault;

    FakeShopify() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        admin = new FakeAdmin("http://" + address() + "/");
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

    FakeAdmin admin() {
        return admin;
    }

    FakeTokens tokens() {
        return tokens;
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
        String token = exchange.getRequestHeaders().getFirst("X-Shopify-Access-Token");
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
        } else if (path.equals("/")) {
            send(exchange, 200, "text/html", admin.storefront());
        } else if (path.endsWith("/admin/oauth/access_token")) {
            FakeTokens.Answer given = now == Fault.CREDENTIALS_REJECTED
                    ? new FakeTokens.Answer(401, DEAD)
                    : tokens.give(shop(exchange), exchange.getRequestHeaders().getFirst("Content-Type"), body);
            answer(exchange, exchange.getRequestMethod().equals("POST") ? given.status() : 405, given.body(), now);
        } else if (path.equals("/admin/oauth/authorize")) {
            consent(exchange);
        } else if (now == Fault.CREDENTIALS_REJECTED || !opens(token)) {
            send(exchange, 401, "application/json", "{\"errors\":\"[API] Invalid API key or access token\"}");
        } else {
            JsonNode answer = graphQl
                    ? admin.graphQl(Answers.JSON.readTree(body), READING_TOKEN.equals(token))
                    : admin.rest(path, query(exchange));
            answer(
                    exchange,
                    answer == null ? 404 : 200,
                    answer == null ? "{\"errors\":\"Not Found\"}" : answer.toString(),
                    now);
        }
    }

    private void consent(HttpExchange exchange) throws IOException {
        try {
            URI back = new FakeConsent(tokens).agree(shop(exchange), exchange.getRequestURI());
            exchange.getResponseHeaders().set("Location", back.toString());
            send(exchange, 302, "text/html", "");
        } catch (IllegalArgumentException e) {
            send(exchange, 400, "text/html", String.valueOf(e.getMessage()));
        }
    }

    private static String shop(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().split("/", -1)[1];
    }

    private static final String DEAD =
            "{\"error\":\"invalid_request\",\"error_description\":\"This request requires an active refresh_token\"}";

    private boolean opens(@Nullable String token) {
        return TOKEN.equals(token) || READING_TOKEN.equals(token) || tokens.opens(token);
    }

    private static void answer(HttpExchange exchange, int status, String text, @Nullable Fault now) throws IOException {
        send(exchange, status, "application/json", now == Fault.CUT_JSON ? text.substring(0, text.length() / 2) : text);
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

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
