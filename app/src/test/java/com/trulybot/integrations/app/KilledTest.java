package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed as an operating system kills: without a word. */
class KilledTest {
    private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";
    private final String token = Demo.token(SECRET, Instant.now());

    @TempDir
    Path data;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer store;
    private Demo.Ports ports;
    /** The request at which the store falls silent until it is released. */
    private volatile String silentAt = "";

    @BeforeEach
    void openTheStore() throws IOException {
        ports = FreePorts.forADemo();
        Programs.linkInto(data);
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.woo()), 0);
        store.setExecutor(threads);
        store.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                if (path.endsWith(silentAt)) {
                    asked.countDown();
                    release.await();
                }
                String body = path.endsWith("/orders")
                        ? "[]"
                        : "{\"name\":\"Shop\",\"namespaces\":[\"wc/v3\"],\"settings\":{\"currency\":\"EUR\"}}";
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        store.start();
    }

    @AfterEach
    void closeTheStore() {
        release.countDown();
        store.stop(0);
        threads.shutdownNow();
    }

    @Test
    void whileTheStoreIsAskedLeavesNothingBehind() throws Exception {
        silentAt = "/orders";
        Process server = serve();
        CompletableFuture<Void> connecting = connectInTheBackground();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        server.destroyForcibly().waitFor();
        assertThat(connecting).failsWithin(60, TimeUnit.SECONDS);

        Process again = serve();
        assertThat(items("/api/integrations")).isEmpty();
        assertThat(items("/api/activities")).isEmpty();
        stop(again);
    }

    @Test
    void whileTheConnectionIsStoredLeavesAllOfItOrNothing() throws Exception {
        silentAt = "/system_status";
        Process server = serve();
        CompletableFuture<Void> connecting = connectInTheBackground();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        // From here on it stores what it has learned, at once: the kill falls somewhere in there.
        release.countDown();
        server.destroyForcibly().waitFor();
        connecting.exceptionally(broken -> null).get(60, TimeUnit.SECONDS);

        Process again = serve();
        JsonNode stored = items("/api/integrations");
        assertThat(items("/api/activities").size()).isEqualTo(stored.size());
        for (JsonNode integration : stored) {
            assertThat(integration.path("status").asText()).isEqualTo("active");
            assertThat(integration.path("credentialHint").asText()).isNotBlank();
        }
        connect();
        assertThat(items("/api/integrations")).hasSize(1);
        stop(again);
    }

    @Test
    void whatWasConnectedIsThereAfterARestart() throws Exception {
        silentAt = "/never";
        Process server = serve();
        connect();
        server.destroyForcibly().waitFor();

        Process again = serve();
        assertThat(items("/api/integrations")).hasSize(1);
        Client.Answer lookup = client().ask(
                        "POST",
                        "/api/integrations/woocommerce/orders",
                        token,
                        "{\"orderNumber\":\"1\",\"orderId\":\"\"}");
        assertThat(lookup.status()).as(lookup.body()).isNotEqualTo(500);
        stop(again);
        assertThat(again.exitValue()).isEqualTo(143);
    }

    private Process serve() throws Exception {
        Process process = OtherJvm.start(
                Main.class,
                Map.of(
                        "HOST",
                        "127.0.0.1",
                        "PORT",
                        Integer.toString(ports.api()),
                        "MANAGEMENT_PORT",
                        Integer.toString(ports.management()),
                        "DATA_DIR",
                        data.toString(),
                        "AUTH_JWT_SECRET",
                        SECRET,
                        "OUTBOUND_ALLOW",
                        "127.0.0.1:" + ports.woo(),
                        "LOG_LEVEL",
                        "error",
                        "DRAIN_SECONDS",
                        "1"),
                "serve");
        Await.value(() -> client().ask("GET", "/health/ready", "", "").status() == 200 ? true : null);
        return process;
    }

    private static void stop(Process server) throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private Client client() {
        return new Client(ports.api());
    }

    private CompletableFuture<Void> connectInTheBackground() {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        connect();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    private void connect() throws IOException, InterruptedException {
        Client.Answer answer = client().ask(
                        "POST",
                        "/api/integrations/woocommerce/connect",
                        token,
                        "{\"storeUrl\":\"http://127.0.0.1:" + ports.woo()
                                + "\",\"apiKey\":\"ck_1\",\"apiSecret\":\"cs_1\"}");
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    private JsonNode items(String path) throws IOException, InterruptedException {
        return client().ask("GET", path, token, "").json().path("items");
    }
}
