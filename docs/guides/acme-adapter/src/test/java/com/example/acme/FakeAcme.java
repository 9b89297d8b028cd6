package com.example.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A small Acme shop on loopback that answers as Acme does, with its bad habits. */
final class FakeAcme implements AutoCloseable {
    static final String TOKEN = "acme_token_0123456789abcdef";
    static final String SECRET = "acme_secret_0123456789abcdef";

    private static final int PAGE = 2;
    private static final List<Row> ORDERS = List.of(
            new Row("7004", "EU-1004", "alice@example.com", "done", "5.00"),
            new Row("7003", "EU-1003", "alice@example.com", "draft", "99.00"),
            new Row("7002", "EU-1002", "bob@example.com", "cancelled", "18.50"),
            new Row("7001", "EU-1001", "alice@example.com", "sent", "30.70"),
            new Row("7000", "US-1001", "carol@example.com", "unpaid", "12.00"));

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile UnaryOperator<Answer> fault = UnaryOperator.identity();

    record Answer(int status, String body) {}

    private record Row(String id, String number, String email, String state, String total) {
        boolean has(String text) {
            return (number + " " + email + " ada example")
                    .toLowerCase(Locale.ROOT)
                    .contains(text.toLowerCase(Locale.ROOT));
        }

        String json() {
            String parcel = """
                    {"carrier":"DHL","tracking":"JD01","link":"https://track.example/JD01","sent":"2026-11-03T08:00:00Z"}
                    """;
            return """
                    {"id":"%s","number":"%s","state":"%s","placed":"2026-11-02T10:%s:00Z","changed":null,"paid":true,
                     "currency":"EUR","subtotal":"%s","discount":"0.00","shipping":"0.00","tax":"0.00","total":"%s",
                     "refunded":"0.00","items":[{"name":"Tea","sku":"T-1","quantity":1,"total":"%s"}],"parcels":[%s],
                     "buyer":{"name":"Ada Example","email":"%s","postcode":"10115"},
                     "ship_to":{"name":"Ada Example","street":"Example Street 1","city":"Berlin","country":"DE"}}
                    """.formatted(
                    id, number, state, id.substring(2), total, total, total, state.equals("sent") ? parcel : "", email);
        }
    }

    FakeAcme(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A shop to try the adapter with: {@code java … FakeAcme 9100}. */
    public static void main(String[] arguments) throws IOException {
        FakeAcme shop = new FakeAcme(Integer.parseInt(arguments[0]));
        System.out.println("An Acme shop at http://" + shop.address() + ", token " + TOKEN + ", secret " + SECRET);
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    /** What becomes of each answer from now on. */
    void fault(UnaryOperator<Answer> now) {
        fault = now;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Answer answer = fault.apply(answer(exchange));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() == 429) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Answer answer(HttpExchange exchange) {
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Acme-Token"))) {
            return new Answer(401, "{\"error\":\"bad_token\"}");
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/api/shop")) {
            return new Answer(200, "{\"name\":\"Alpine Tea\",\"slug\":\"alpine-tea\"}");
        }
        if (path.equals("/api/orders")) {
            return search(exchange.getRequestURI().getRawQuery());
        }
        return ORDERS.stream()
                .filter(row -> path.equals("/api/orders/" + row.id()))
                .map(row -> new Answer(200, row.json()))
                .findFirst()
                .orElse(new Answer(404, "{\"error\":\"no_such_order\"}"));
    }

    /** As Acme searches: the text may stand anywhere, drafts are found too, and no text finds everything. */
    private static Answer search(String query) {
        String text = "";
        int page = 1;
        for (String pair : query.split("&")) {
            String value = URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8);
            if (pair.startsWith("query=")) {
                text = value;
            } else if (pair.startsWith("page=")) {
                page = Integer.parseInt(value);
            }
        }
        String wanted = text;
        List<Row> hits = ORDERS.stream().filter(row -> row.has(wanted)).toList();
        List<String> shown = hits.stream()
                .skip((page - 1L) * PAGE)
                .limit(PAGE)
                .map(Row::json)
                .toList();
        boolean more = hits.size() > page * PAGE;
        return new Answer(200, "{\"orders\":[" + String.join(",", shown) + "],\"more\":" + more + "}");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
