package com.trulybot.integrations.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A platform's pages for a real browser, on another site than ours: a sign-in on a host of its own before the page where
 * access is granted, the admin that frames our page, its script, and a stranger's page.
 */
final class AdminStand implements AutoCloseable {
    private final HttpServer server;
    private final String ours;
    final List<String> referrers = new CopyOnWriteArrayList<>();
    volatile boolean answersTokens = true;

    AdminStand(String ours) {
        this.ours = ours;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** On {@code localhost}, or a host below it: each is a site of its own to a browser. */
    String at(String host) {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : (raw == null ? "" : raw).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        String referrer = exchange.getRequestHeaders().getFirst("Referer");
        if (referrer != null && referrer.startsWith(ours)) {
            referrers.add(referrer);
        }
        switch (path) {
            case "/authorize" -> {
                // As platforms do with whoever must sign in first: another host, and back.
                exchange.getResponseHeaders().set("Location", at("accounts.localhost") + "/grant?" + raw);
                exchange.sendResponseHeaders(302, -1);
            }
            case "/grant" ->
                html(
                        exchange,
                        "<a href=\"" + query.get("callback") + "?code=c-" + query.get("state")
                                + "&amp;hmac=signed&amp;shop=a.myshopify.com&amp;state=" + query.get("state")
                                + "\">Allow</a>");
            case "/link" -> html(exchange, "<a href=\"" + ours + query.get("to") + "\">Connect</a>");
            case "/admin" ->
                html(
                        exchange,
                        "<iframe title=\"TrulyBot\" width=\"100%\" height=\"900\" src=\"" + ours
                                + "/shopify/app?hmac=signed&amp;shop=a.myshopify.com\"></iframe>");
            case "/lure" ->
                html(
                        exchange,
                        "<form method=\"post\" action=\"" + ours + query.get("to") + "\"><input name=\"form\" value=\""
                                + query.get("form") + "\"><button>Win a prize</button></form>");
            case "/bridge.js" -> {
                exchange.getResponseHeaders().set("Content-Type", "text/javascript");
                send(
                        exchange,
                        answersTokens
                                ? "window.shopify={idToken:async()=>'session-of-a.myshopify.com'}"
                                : "window.shopify={}");
            }
            default -> exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private static void html(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
        send(
                exchange,
                "<!doctype html><html lang=\"en\"><head><title>A platform</title><link rel=\"icon\" href=\"data:,\">"
                        + "</head><body><main>" + body + "</main></body></html>");
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
