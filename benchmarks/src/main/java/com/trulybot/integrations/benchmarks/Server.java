package com.trulybot.integrations.benchmarks;

import com.trulybot.integrations.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Our server, whole, in a process of its own, with one merchant and one store connected through its API. */
final class Server implements AutoCloseable {
    private static final String SECRET = "benchmarks-only-0123456789abcdef-0123456789abcdef";

    /** Signs what a Shopify would send. */
    static final String SHOPIFY_SECRET = "benchmarks-only-shopify-secret";

    private final Child child;
    private final Path data;
    private final int port;
    private final UUID user = UUID.randomUUID();
    private final String token = jwt(user);

    Server(List<String> jvm, int storePort) {
        this(jvm, storePort, null);
    }

    /** With a certificate the store is asked over https. */
    Server(List<String> jvm, int storePort, @Nullable StandCertificate certificate) {
        try {
            data = Files.createTempDirectory("trulybot-benchmark");
            port = Child.freePort();
            Map<String, String> environment = new HashMap<>(Map.ofEntries(
                    Map.entry("PORT", Integer.toString(port)),
                    Map.entry("HOST", "127.0.0.1"),
                    Map.entry("MANAGEMENT_PORT", Integer.toString(Child.freePort())),
                    Map.entry("DATA_DIR", data.toString()),
                    Map.entry("AUTH_JWT_SECRET", SECRET),
                    Map.entry("OUTBOUND_ALLOW", "127.0.0.1:" + storePort),
                    Map.entry("LOG_LEVEL", "info"),
                    Map.entry("LOG_FORMAT", "text"),
                    Map.entry("LIMIT_ASSETS_PER_MINUTE", "100000000"),
                    Map.entry("LIMIT_ADDRESS_PER_MINUTE", "100000000"),
                    Map.entry("LIMIT_WORKSPACE_PER_MINUTE", "100000000"),
                    Map.entry("LIMIT_STORES_PER_MINUTE", "100000000"),
                    Map.entry("SHOPIFY_API_KEY", "benchmarks"),
                    Map.entry("SHOPIFY_API_SECRET", SHOPIFY_SECRET),
                    Map.entry("STORE_MAX_CONCURRENT", "4000")));
            if (certificate != null) {
                environment.put("OUTBOUND_CA_FILE", certificate.pem().toString());
            }
            List<String> options = new ArrayList<>(jvm);
            options.add("-Dfile.encoding=UTF-8");
            child = Child.java(Main.class, options, environment, List.of("serve"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HttpResponse<String> connected = post(
                "/api/integrations/woocommerce/connect",
                "{\"storeUrl\":\"" + (certificate == null ? "http" : "https") + "://127.0.0.1:" + storePort
                        + "\",\"apiKey\":\"ck_" + "1".repeat(40) + "\",\"apiSecret\":\"cs_" + "2".repeat(40) + "\"}");
        if (connected.statusCode() != 201) {
            throw new IllegalStateException("could not connect the store: " + connected.body());
        }
    }

    /** Where its database and that one's password are. */
    Path data() {
        return data;
    }

    String webhooksUrl() {
        return "http://127.0.0.1:" + port + "/api/webhooks/shopify";
    }

    int threads() {
        return child.threads();
    }

    String configUrl() {
        return "http://127.0.0.1:" + port + "/api/widget/config/" + user;
    }

    byte[] config() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(configUrl())).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A merchant's question for the one order there is. */
    HttpRequest lookup() {
        return request("/api/integrations/woocommerce/orders", "{\"orderNumber\":\"20\"}");
    }

    private HttpRequest request(String path, String json) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private HttpResponse<String> post(String path, String json) {
        try {
            return HttpClient.newHttpClient().send(request(path, json), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String jwt(UUID user) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String head = base64.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8));
        long expires = System.currentTimeMillis() / 1_000 + 86_400;
        String body =
                base64.encodeToString(("{\"sub\":\"" + user + "\",\"aud\":\"authenticated\",\"exp\":" + expires + "}")
                        .getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal((head + "." + body).getBytes(StandardCharsets.UTF_8));
            return head + "." + body + "." + base64.encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
