package com.trulybot.integrations.platform.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A store that speaks HTTP and answers lines of text: {@code id;number;email;state;total;seconds}. It searches as real
 * stores do: whatever holds the text, and everything when it is asked in a way that it doesn't know.
 */
final class LineShop implements AutoCloseable {
    static final String KEY = "line-key-0123456789";
    private static final String END = "end";
    private static final List<String> ORDERS = List.of(
            // The newest first, as stores do: its number holds another's.
            "27;EU-91020;eve@example.com;sent;9.90;1790000400",
            "30;EU-1020;ada@example.com;sent;49.90;1790000300",
            "31;EU-1021;ada@example.com;sent;19.90;1790000310",
            "32;EU-1022;bob@example.com;sent;29.90;1790000320",
            "29;US-1020;eve@example.com;sent;39.90;1790000290",
            "28;EU-1023;ada@example.com;trash;39.90;1790000280",
            // Its id is another's number.
            "1022;EU-7;eve@example.com;sent;9.90;1790000100");

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile @Nullable Fault fault;

    LineShop() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void fault(@Nullable Fault now) {
        fault = now;
    }

    int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Fault now = fault;
        if (now == Fault.HANG) {
            await();
        }
        boolean known = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || String.valueOf(exchange.getRequestURI().getRawQuery()).contains("key=" + KEY);
        if (!known || now == Fault.CREDENTIALS_REJECTED) {
            send(exchange, 401, "who are you?");
        } else if (now == Fault.UNAVAILABLE || now == Fault.HANG) {
            send(exchange, 503, "down for maintenance");
        } else if (now == Fault.RATE_LIMITED) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            send(exchange, 429, "slow down");
        } else if (now == Fault.HTML_PAGE) {
            send(exchange, 200, "<html><body>Welcome</body></html>");
        } else {
            String whole = lines(
                    exchange.getRequestURI().getPath(), exchange.getRequestURI().getRawQuery());
            send(exchange, 200, now == Fault.CUT_JSON ? whole.substring(0, whole.length() - END.length()) : whole);
        }
    }

    private static String lines(String path, @Nullable String query) {
        List<String> found = ORDERS;
        if (path.startsWith("/orders/")) {
            found = ORDERS.stream()
                    .filter(line -> line.startsWith(path.substring("/orders/".length()) + ";"))
                    .toList();
        } else if (query != null && query.startsWith("q=")) {
            String text = URLDecoder.decode(query.substring(2).split("&", 2)[0], StandardCharsets.UTF_8);
            found = ORDERS.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                    .toList();
        }
        return String.join("\n", found) + "\n" + END;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
