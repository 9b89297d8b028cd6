package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.app.demo.DemoStores;
import com.trulybot.integrations.app.demo.ShopifyStand;
import com.trulybot.integrations.app.demo.Trulybot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A whole server with a database, the demo's shops beside it, and as many merchants as a test wants. */
final class Town implements AutoCloseable {
    static final String PUBLIC = "https://bot.example";
    private static final int LOOKS_BEFORE_TIME_PASSES = 400;
    static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";

    final Demo.Ports ports;
    final DemoStores stores;
    final Path data;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final String ownerKey;
    private Application application;

    private Town(Demo.Ports ports, DemoStores stores, Path data) {
        this.ports = ports;
        this.stores = stores;
        this.data = data;
        this.ownerKey = stores.woo().ownerKey();
    }

    /** Opens the shops, and the server in this process. */
    static Town open(Path data) throws IOException {
        Town town = shops(data);
        town.serve();
        return town;
    }

    /** Opens the shops alone. */
    static Town shops(Path data) throws IOException {
        Programs.linkInto(data);
        Demo.Ports ports = FreePorts.forADemo();
        return new Town(
                ports,
                DemoStores.open(
                        ports.woo(),
                        ports.shopify(),
                        Instant.now(),
                        new Trulybot(PUBLIC, "http://127.0.0.1:" + ports.api()),
                        Demo.USER,
                        (platform, address) -> ""),
                data);
    }

    void serve() throws IOException {
        InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead.get());
        application = Application.open(Settings.read(Sources.of(environment()), Set.of()), clock);
    }

    /** Sets the server's clock ahead. */
    void pass(Duration time) {
        ahead.updateAndGet(before -> before.plus(time));
    }

    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>();
        all.put("HOST", "127.0.0.1");
        // The tests ask again and again until something has happened.
        all.put("LIMIT_WORKSPACE_PER_MINUTE", "1000000");
        all.put("PORT", Integer.toString(ports.api()));
        all.put("MANAGEMENT_PORT", Integer.toString(ports.management()));
        all.put("PUBLIC_URL", PUBLIC);
        all.put("DATA_DIR", data.toString());
        all.put("AUTH_JWT_SECRET", SECRET);
        all.put("OUTBOUND_ALLOW", "127.0.0.1:" + ports.woo() + ",127.0.0.1:" + ports.shopify());
        all.put("SHOPIFY_ADMIN_BASE", "http://127.0.0.1:" + ports.shopify() + "/{shop}");
        all.put("SHOPIFY_API_KEY", ShopifyStand.CLIENT_ID);
        all.put("SHOPIFY_API_SECRET", ShopifyStand.CLIENT_SECRET);
        all.put("LIMIT_ADDRESS_PER_MINUTE", "100000");
        all.put("LOG_LEVEL", "error");
        all.put("DRAIN_SECONDS", "2");
        return all;
    }

    Client api() {
        return new Client(ports.api());
    }

    Browser browser() {
        return new Browser(PUBLIC, ports.api());
    }

    Merchant merchant() {
        return new Merchant(UUID.randomUUID());
    }

    /** Someone with an account. */
    final class Merchant {
        final UUID user;
        final String token;

        Merchant(UUID user) {
            this.user = user;
            this.token = Demo.token(SECRET, Instant.now(), user.toString());
        }

        Client.Answer ask(String method, String path, String body) throws IOException, InterruptedException {
            return api().ask(method, path, token, body);
        }

        JsonNode must(String method, String path, String body) throws IOException, InterruptedException {
            Client.Answer answer = ask(method, path, body);
            assertThat(answer.status())
                    .as(method + " " + path + ": " + answer.body())
                    .isBetween(200, 299);
            return answer.json();
        }

        /** The page of ours where this merchant's store is offered. */
        String pageFor(String platform, String address) throws IOException, InterruptedException {
            boolean shopify = platform.equals("shopify");
            Client.Answer answer = ask(
                    "POST",
                    "/api/integrations/" + platform + (shopify ? "/connect" : "/authorize"),
                    "{\"" + (shopify ? "shopDomain" : "storeUrl") + "\":\"" + address + "\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            return answer.json().path("authorizeUrl").asText();
        }

        /** The only store; its members are missing when there is none. */
        JsonNode store() throws IOException, InterruptedException {
            return must("GET", "/api/integrations", "").path("items").path(0);
        }

        boolean told(String type) throws IOException, InterruptedException {
            for (JsonNode each : must("GET", "/api/activities?limit=100", "").path("items")) {
                if (each.path("type").asText().equals(type)) {
                    return true;
                }
            }
            return false;
        }

        /** Waits for the store's status. */
        void awaitStatus(String status) throws Exception {
            Await.value(() -> store().path("status").asText().equals(status) ? true : null);
        }

        /** Connects the second shop of that platform, by clicking through. */
        Browser.Shown connect(String platform) throws IOException, InterruptedException {
            Browser browser = browser();
            return platform.equals("shopify")
                    ? browser.follow(consent(browser, platform).find("id=\"install\" href=\"([^\"]+)\""))
                    : browser.follow(consent(browser, platform).find("id=\"approve\" href=\"([^\"]+)\""));
        }

        /** As far as the platform's page, where it is to be agreed. */
        Browser.Shown consent(Browser browser, String platform) throws IOException, InterruptedException {
            String address = platform.equals("shopify")
                    ? ShopifyStand.SECOND_SHOP
                    : stores.woo().secondUrl();
            Browser.Shown ours = browser.open(pageFor(platform, address));
            assertThat(ours.status()).as(ours.body()).isEqualTo(200);
            Browser.Shown onward = browser.submit(ours);
            assertThat(onward.status()).as(onward.body()).isEqualTo(303);
            return browser.open(onward.location());
        }
    }

    String sql(String query) throws Exception {
        try (Parts parts = new Parts()) {
            return EmbeddedPostgresTest.query(EmbeddedPostgres.join(data, parts), query);
        }
    }

    void change(String statement) throws Exception {
        try (Parts parts = new Parts()) {
            EmbeddedPostgresTest.execute(EmbeddedPostgres.join(data, parts), statement);
        }
    }

    /** What the owner does in the second WooCommerce shop, by its API. */
    JsonNode inShop(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stores.woo().secondUrl() + "/wp-json/wc/v3" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(ownerKey.getBytes(StandardCharsets.UTF_8)))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new Client.Answer(answer.statusCode(), answer.body()).json();
    }

    /** The shop's webhooks that tell this integration. */
    List<JsonNode> hooks(String integration) throws IOException, InterruptedException {
        List<JsonNode> hooks = new ArrayList<>();
        inShop("GET", "/webhooks?per_page=100", "").forEach(hook -> {
            if (hook.path("delivery_url").asText().contains(integration)) {
                hooks.add(hook);
            }
        });
        return hooks;
    }

    /** It is not being looked after at this moment: it is due in some hours. */
    private boolean atRest(String integration) throws Exception {
        Instant soon = Instant.now().plus(ahead.get()).plus(Duration.ofHours(1));
        return sql("select upkeep_at > '" + soon + "' from store_integrations where id = '" + integration + "'")
                .equals("t");
    }

    /**
     * Waits until the shop tells us each of the three things once, at the right address, and nobody is at work on it. What
     * did not succeed at first is done at the next upkeep, some hours later, which need not be waited for.
     */
    void awaitHooks(String integration) throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Await.value(() -> {
            if (looks.incrementAndGet() % LOOKS_BEFORE_TIME_PASSES == 0) {
                pass(Duration.ofHours(7));
            }
            List<JsonNode> hooks = hooks(integration);
            boolean right = hooks.size() == 3
                    && hooks.stream()
                            .allMatch(hook -> hook.path("status").asText().equals("active")
                                    && hook.path("delivery_url")
                                            .asText()
                                            .equals(PUBLIC + "/api/webhooks/woocommerce/" + integration))
                    && hooks.stream()
                                    .map(hook -> hook.path("topic").asText())
                                    .distinct()
                                    .count()
                            == 3;
            return (right && atRest(integration)) ? true : null;
        });
    }

    /** A second node on the same database. */
    Application node(Demo.Ports at) throws IOException {
        Map<String, String> all = environment();
        all.put("PORT", Integer.toString(at.api()));
        all.put("MANAGEMENT_PORT", Integer.toString(at.management()));
        try (Parts parts = new Parts()) {
            all.put("DATABASE_URL", EmbeddedPostgres.join(data, parts));
        }
        all.put("ENCRYPTION_KEY_FILE", data.resolve("encryption.key").toString());
        return Application.open(Settings.read(Sources.of(all), Set.of()), Clock.systemUTC());
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
        stores.close();
    }
}
