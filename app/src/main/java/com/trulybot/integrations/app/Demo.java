package com.trulybot.integrations.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.app.demo.DemoStores;
import com.trulybot.integrations.app.demo.ShopifyStand;
import com.trulybot.integrations.app.demo.Trulybot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The application with two stores beside it, all on this machine, and one merchant who has connected both. */
final class Demo implements AutoCloseable {
    /** The demo's merchant; the same at every start, so that what was connected is found again. */
    static final String USER = "d0d0d0d0-0000-4000-8000-000000000001";

    private static final Duration TOKEN_LIFE = Duration.ofDays(7);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final Parts parts;
    private final Ports ports;
    private final DemoStores stores;
    private final String token;
    private final MerchantCalls calls;

    private Demo(Parts parts, Ports ports, DemoStores stores, String token, MerchantCalls calls) {
        this.parts = parts;
        this.ports = ports;
        this.stores = stores;
        this.token = token;
        this.calls = calls;
    }

    /** Where its servers listen. */
    record Ports(int api, int management, int woo, int shopify) {
        static Ports from(int first) {
            return new Ports(first, first + 1, first + 2, first + 3);
        }

        boolean free() {
            return IntStream.of(api, management, woo, shopify).allMatch(Ports::free);
        }

        private static boolean free(int port) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            } catch (IOException | IllegalArgumentException taken) {
                return false;
            }
        }
    }

    /**
     * Opens everything, and connects the stores through the API as a merchant would.
     *
     * @throws IOException saying what failed
     */
    static Demo open(Ports ports, Path data) throws IOException {
        Parts parts = new Parts();
        try {
            String base = "http://localhost:" + ports.api();
            byte[] secret = new byte[48];
            new SecureRandom().nextBytes(secret);
            String text = Base64.getEncoder().encodeToString(secret);
            String token = token(text, Instant.now());
            MerchantCalls calls = new MerchantCalls("http://127.0.0.1:" + ports.api(), token);
            DemoStores stores = parts.add(DemoStores.open(
                    ports.woo(), ports.shopify(), Instant.now(), Trulybot.at(base), USER, calls::authorize));
            parts.add(Application.open(settings(ports, data, text), Clock.systemUTC()));
            Demo demo = new Demo(parts, ports, stores, token, calls);
            demo.connect();
            return demo;
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Settings settings(Ports ports, Path data, String secret) {
        return Settings.read(
                Sources.of(Map.ofEntries(
                        Map.entry("HOST", "127.0.0.1"),
                        Map.entry("PORT", Integer.toString(ports.api())),
                        Map.entry("MANAGEMENT_PORT", Integer.toString(ports.management())),
                        Map.entry("DATA_DIR", data.toString()),
                        Map.entry("AUTH_JWT_SECRET", secret),
                        Map.entry("OUTBOUND_ALLOW", "127.0.0.1:" + ports.woo() + ",127.0.0.1:" + ports.shopify()),
                        Map.entry("SHOPIFY_ADMIN_BASE", "http://127.0.0.1:" + ports.shopify() + "/{shop}"),
                        Map.entry("SHOPIFY_API_KEY", ShopifyStand.CLIENT_ID),
                        Map.entry("SHOPIFY_API_SECRET", ShopifyStand.CLIENT_SECRET),
                        Map.entry("REFUSAL_PACE_MILLIS", "400"),
                        Map.entry("DRAIN_SECONDS", "2"))),
                Set.of());
    }

    /** A token of the demo's merchant, signed with this secret. */
    static String token(String secret, Instant now) {
        return token(secret, now, USER);
    }

    /** A token of that merchant. */
    static String token(String secret, Instant now, String user) {
        String claims = "{\"sub\":\"" + user + "\",\"aud\":\"authenticated\",\"iat\":" + now.getEpochSecond()
                + ",\"exp\":" + now.plus(TOKEN_LIFE).getEpochSecond() + "}";
        String signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + URL.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    private static String encoded(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private void connect() throws IOException {
        disconnectOthers();
        for (DemoStores.Shop shop : stores.shops()) {
            calls.must(
                    "POST",
                    "/api/integrations/" + shop.platform() + "/connect",
                    MerchantCalls.JSON.writeValueAsString(shop.connect()));
        }
    }

    /** Stores of an earlier run on other ports are gone, and so are the keys that others gave to it. */
    private void disconnectOthers() throws IOException {
        for (JsonNode old : calls.must("GET", "/api/integrations?limit=100", "").path("items")) {
            boolean here = stores.shops().stream()
                    .anyMatch(shop -> shop.address().equals(old.path("storeUrl").asText()));
            if (!here) {
                calls.must("DELETE", "/api/integrations?id=" + old.path("id").asText(), "");
            }
        }
    }

    /** A merchant's token, good for a week or until the demo is started anew. */
    String token() {
        return token;
    }

    DemoStores stores() {
        return stores;
    }

    /** What to click and what to paste. */
    String welcome() {
        String api = "http://localhost:" + ports.api();
        return """

                TrulyBot Integrations is running. Ctrl-C stops it; what is in it stays.

                  WooCommerce storefront   %s
                  Shopify storefront       %s
                  The API, to read         %s/docs
                  Metrics                  http://localhost:%d/metrics

                Two more shops are not connected yet. Open one, and click “connect it to TrulyBot”:

                  %s/   %s/garden

                Ask as a shopper: order 1001, e-mail %s

                  curl -s %s/api/widget/messages -H 'Content-Type: application/json' \\
                    -d '{"userId":"%s","platform":"woocommerce","text":"Where is my order 1001? My e-mail is %s"}'

                Look as the merchant:

                  TOKEN=%s

                  curl -s %s/api/integrations -H "Authorization: Bearer $TOKEN"

                  curl -s %s/api/integrations/shopify/orders -H "Authorization: Bearer $TOKEN" \\
                    -H 'Content-Type: application/json' -d '{"orderNumber":"1001"}'

                  curl -s "%s/api/integrations/orders/search?q=alice" -H "Authorization: Bearer $TOKEN"

                """.formatted(
                        stores.shops().get(0).page(),
                        stores.shops().get(1).page(),
                        api,
                        ports.management(),
                        stores.woo().secondUrl(),
                        stores.shopify().url(),
                        DemoStores.EMAIL,
                        api,
                        USER,
                        DemoStores.EMAIL,
                        token,
                        api,
                        api,
                        api);
    }

    @Override
    public void close() {
        parts.close();
    }
}
