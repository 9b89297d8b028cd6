package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A small web server on 127.0.0.1. */
final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Hindrance hindrance = (method, path) -> 0;

    /** What a stand answers. */
    record Answer(int status, Map<String, String> headers, String body) {
        static Answer json(int status, JsonNode body) {
            return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body.toString());
        }

        static Answer page(String html) {
            return new Answer(200, Map.of("Content-Type", "text/html; charset=utf-8"), html);
        }

        static Answer redirect(String address) {
            return new Answer(302, Map.of("Location", address), "");
        }

        Answer with(String header, String value) {
            Map<String, String> all = new TreeMap<>(headers);
            all.put(header, value);
            return new Answer(status, all, body);
        }
    }

    /** What is asked of a stand. */
    record Question(String method, String path, Map<String, String> query, HttpExchange exchange) {
        String body() throws IOException {
            return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        }

        /** The same, asked of a shop that lies in this folder. */
        Question within(String folder) {
            return new Question(method, path.substring(folder.length()), query, exchange);
        }

        /** Not decoded, without {@code ?}. */
        String rawQuery() {
            String raw = exchange.getRequestURI().getRawQuery();
            return raw == null ? "" : raw;
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
        }

        String parameter(String name, String otherwise) {
            return query.getOrDefault(name, otherwise);
        }
    }

    /** Answers questions. */
    @FunctionalInterface
    interface Stand {
        Answer answer(Question question) throws IOException;
    }

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    void hinder(Hindrance next) {
        hindrance = next;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any free one
     * @throws IOException when the port is taken
     */
    static LoopbackServer start(int port, Stand stand) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        LoopbackServer loopback = new LoopbackServer(server);
        server.setExecutor(loopback.threads);
        server.createContext("/", exchange -> loopback.handle(exchange, stand));
        server.start();
        return loopback;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange, Stand stand) throws IOException {
        try (exchange) {
            int fault = hindrance.status(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            Answer answer = fault != 0
                    ? new Answer(fault, Map.of("Content-Type", "text/html"), "<h1>" + fault + "</h1>")
                    : stand.answer(new Question(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            query(exchange.getRequestURI().getRawQuery()),
                            exchange));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    static Map<String, String> query(@Nullable String raw) {
        Map<String, String> values = new TreeMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                values.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
            }
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
