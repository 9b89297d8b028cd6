package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.http.World.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRoutesTest {
    private static final String SHOPS = "/api/webhooks/shopify";
    private static final String STORES = "/api/webhooks/woocommerce/";
    private static final String EVENT =
            "{\"id\":\"0b7f6f0e-5b0c-4b57-9a52-0d2a9b7d3c11\",\"topic\":\"order.updated\",\"orderId\":\"15\","
                    + "\"at\":\"2026-11-24T01:02:03Z\"}";
    private static final String EVENTS = "{\"events\":[" + EVENT + "]}";

    private static World world;

    @BeforeAll
    static void open() {
        world = World.unlimited();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void forget() {
        world.forget();
    }

    private static DeliveryVerdict genuine(Kind kind, String key, String shop) {
        return new DeliveryVerdict.Genuine(new StoreEvent(kind, "orders/updated", key, shop, "15", World.NOW));
    }

    private static Answer deliver(String path, byte[] body) {
        return world.send(world.to(path).POST(BodyPublishers.ofByteArray(body)));
    }

    private static Answer deliver(String path) {
        return deliver(path, new byte[] {'{', '}'});
    }

    private static void isTaken(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.http().body()).isEmpty();
    }

    private static void isRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void whatIsGenuineIsKeptOnceAndAnsweredAlikeAgain() {
        IntegrationId store = world.connect("shop.example");
        world.store.verdict = genuine(Kind.ORDER_CHANGED, "d-1", null);

        isTaken(deliver(STORES + store));
        isTaken(deliver(STORES + store));

        assertThat(world.inbox.all).hasSize(1);
        ReceivedEvent kept = world.inbox.all.get(0);
        assertThat(kept.integration()).isEqualTo(store);
        assertThat(kept.event().orderId()).isEqualTo("15");
    }

    @Test
    void theBytesAndLabelsReachTheAdapterAsTheyCame() {
        IntegrationId store = world.connect("shop.example");
        world.store.verdict = DeliveryVerdict.PING;
        byte[] bytes = {0, -1, (byte) 0xc3, 0x28, '\r', '\n', ' '};

        isTaken(world.send(world.to(STORES + store + "?a=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-WC-Webhook-Signature", "c2ln")
                .header("X-Twice", "1")
                .header("X-Twice", "2")
                .POST(BodyPublishers.ofByteArray(bytes))));

        Delivery judged = world.store.judged.get(0);
        assertThat(judged.body()).isEqualTo(bytes);
        assertThat(judged.label("x-wc-webhook-signature")).contains("c2ln");
        assertThat(judged.labelled("X-Twice")).isTrue();
        assertThat(judged.label("X-Twice")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/json", "multipart/form-data", "not a type"})
    void anyTypeIsTaken(String type) {
        world.store.verdict = DeliveryVerdict.PING;
        var request = world.to(SHOPS).POST(BodyPublishers.ofString("{"));

        isTaken(world.send(type.isEmpty() ? request : request.header("Content-Type", type)));
    }

    @Test
    void aShopIsFoundByTheNameInTheDelivery() {
        world.post("/api/integrations/shopify/connect", "{\"shopDomain\":\"a.myshopify.com\",\"accessToken\":\"t\"}");
        world.store.deliveredShop = "a.myshopify.com";
        world.store.verdict = genuine(Kind.ORDER_CHANGED, "d-1", "a.myshopify.com");

        isTaken(deliver(SHOPS));

        assertThat(world.inbox.all).hasSize(1);
    }

    @Test
    void aShopThatWeDoNotKnowIsAnsweredWellAndDropped() {
        world.store.verdict = genuine(Kind.ORDER_CHANGED, "d-1", "b.myshopify.com");
        isTaken(deliver(SHOPS));
        isTaken(deliver(STORES + World.uuid()));
        assertThat(world.inbox.all).isEmpty();

        world.store.verdict = new DeliveryVerdict.Genuine(new StoreEvent(
                Kind.CUSTOMER_REDACTED,
                "customers/redact",
                "d-2",
                "b.myshopify.com",
                null,
                null,
                new Shopper("a@b.example", null, List.of())));
        isTaken(deliver(SHOPS));
        assertThat(world.inbox.all).hasSize(1);
    }

    @Test
    void whatIsForgedIsRefusedAndNotKept() {
        IntegrationId store = world.connect("shop.example");

        for (String path : List.of(SHOPS, STORES + store)) {
            Answer answer = deliver(path);

            isRefused(answer, 401, "signature_invalid");
            assertThat(answer.header("WWW-Authenticate")).isNotNull();
        }
        assertThat(world.inbox.all).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/webhooks/magento",
                "/api/webhooks/magento/7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61",
                "/api/webhooks/woocommerce/1-1-1-1-1",
                "/api/webhooks/woocommerce/x",
                "/api/webhooks"
            })
    void whatIsNoAddressOfOursIsNotFound(String path) {
        isRefused(deliver(path), 404, "not_found");
    }

    @Test
    void fourMegabytesAreTakenAndNotOneByteMore() {
        world.store.verdict = DeliveryVerdict.PING;
        byte[] most = new byte[RequestBody.MAX_DELIVERY_BYTES];

        isTaken(deliver(SHOPS, most));
        isRefused(deliver(SHOPS, new byte[most.length + 1]), 413, "payload_too_large");
        byte[] more = new byte[most.length + 1];
        isRefused(
                world.send(world.to(SHOPS)
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(more)))),
                413,
                "payload_too_large");
        // The room for large ones was given back each time.
        for (int i = 0; i < 20; i++) {
            isTaken(deliver(SHOPS, new byte[300 * 1024]));
        }
    }

    @Test
    void aBusyShopIsNotCountedLikeABrowserAndAFloodIs() {
        try (World small =
                new World(new HttpApiSettings.RateLimits(100, 2, 2, 2, 30), null, List.of(), Duration.ZERO)) {
            small.store.verdict = DeliveryVerdict.PING;
            for (int i = 0; i < 10; i++) {
                assertThat(small.send(small.to(SHOPS).POST(BodyPublishers.noBody()))
                                .status())
                        .isEqualTo(200);
            }
            small.store.verdict = DeliveryVerdict.FORGED;
            for (int i = 0; i < 2; i++) {
                assertThat(small.send(small.to(SHOPS).POST(BodyPublishers.noBody()))
                                .status())
                        .isEqualTo(401);
            }
            Answer limited = small.send(small.to(SHOPS).POST(BodyPublishers.noBody()));

            isRefused(limited, 429, "rate_limited");
            assertThat(limited.header("RateLimit-Policy")).isEqualTo("\"stores\";q=30;w=60");
            assertThat(small.store.judged).hasSize(12);
        }
    }

    @Test
    void whatAStoreSaysIsNotLogged() {
        try (CapturedLog log = new CapturedLog()) {
            IntegrationId store = world.connect("shop.example");
            world.send(world.to(STORES + store)
                    .header("X-WC-Webhook-Signature", "c2lnbmF0dXJl")
                    .POST(BodyPublishers.ofString("{\"email\":\"ann@shop.test\"}")));

            assertThat(log.lines()).isNotEmpty();
            assertThat(String.join("\n", log.lines()))
                    .doesNotContain("ann@shop.test", "c2lnbmF0dXJl", store.toString());
        }
    }

    @Test
    void thePluginsEventsAreKept() {
        IntegrationId store = world.connect("shop.example");
        PluginOnPaper plugin = new PluginOnPaper(world, World.ADA);
        String more = EVENT.replace("0b7f", "1b7f").replace("updated", "created") + ","
                + EVENT.replace("0b7f", "2b7f").replace("updated", "deleted") + ","
                + "{\"id\":\"3B7F6F0E-5B0C-4B57-9A52-0D2A9B7D3C11\",\"topic\":\"refund.created\"}";

        isTaken(plugin.post(STORES + store, "{\"events\":[" + EVENT + "," + more + "]}"));
        isTaken(plugin.post(STORES + store, EVENTS));

        assertThat(world.inbox.all)
                .extracting(received -> received.event().kind())
                .containsExactly(Kind.ORDER_CHANGED, Kind.ORDER_CHANGED, Kind.ORDER_DELETED);
        StoreEvent first = world.inbox.all.get(0).event();
        assertThat(first)
                .isEqualTo(new StoreEvent(
                        Kind.ORDER_CHANGED,
                        "order.updated",
                        "plugin:0b7f6f0e-5b0c-4b57-9a52-0d2a9b7d3c11",
                        null,
                        "15",
                        Instant.parse("2026-11-24T01:02:03Z")));
        assertThat(world.inbox.all.get(0).integration()).isEqualTo(store);
        // No adapter is asked: the plugin is proven by its key.
        assertThat(world.store.judged).isEmpty();
    }

    @Test
    void thePluginHearsWhenTheStoreIsNotItsOwnOrNoLonger() {
        IntegrationId store = world.connect("shop.example");
        PluginOnPaper adas = new PluginOnPaper(world, World.ADA);
        PluginOnPaper eves = new PluginOnPaper(world, World.EVE);

        isRefused(eves.post(STORES + store, EVENTS), 404, "integration_not_found");
        isRefused(adas.post(STORES + World.uuid(), EVENTS), 404, "integration_not_found");
        isRefused(adas.post("/api/webhooks/shopify/" + store, EVENTS), 404, "integration_not_found");
        adas.post("/api/integrations/woocommerce/disconnect", "{\"integrationId\":\"" + store + "\"}");
        isRefused(adas.post(STORES + store, EVENTS), 404, "integration_not_found");
        assertThat(world.inbox.all).isEmpty();
    }

    @Test
    void aBadSignatureIsNotJudgedInAnotherWay() {
        IntegrationId store = world.connect("shop.example");
        world.store.verdict = genuine(Kind.ORDER_CHANGED, "d-1", null);
        PluginOnPaper.Request request = new PluginOnPaper(world, World.ADA).request(STORES + store, EVENTS);
        var headers = request.headers();
        headers.put("X-TrulyBot-Signature", "v1=" + "0".repeat(64));

        isRefused(world.send(request.ready(headers)), 401, "signature_invalid");
        request.at -= 301;
        isRefused(request.send(), 401, "signature_expired");
        request.at += 301;
        isTaken(request.send());
        isRefused(request.send(), 409, "nonce_replayed");
        assertThat(world.store.judged).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | events",
                "{\"events\":[]} | events",
                "{\"events\":{}} | events",
                "{\"events\":\"x\"} | events",
                "{\"events\":[7]} | events[0]",
                "{\"events\":[{}]} | events[0].id,events[0].topic",
                "{\"events\":[{\"id\":\"1-1-1-1-1\",\"topic\":\"order.updated\",\"orderId\":\"1\"}]} | events[0].id",
                "{\"events\":[{\"id\":\"0b7f6f0e-5b0c-4b57-9a52-0d2a9b7d3c11\",\"topic\":\"order.updated\"}]} | events[0].orderId",
                "{\"events\":[{\"id\":\"0b7f6f0e-5b0c-4b57-9a52-0d2a9b7d3c11\",\"topic\":\"order.updated\",\"orderId\":15}]} | events[0].orderId,events[0].orderId",
                "{\"events\":[{\"id\":\"0b7f6f0e-5b0c-4b57-9a52-0d2a9b7d3c11\",\"topic\":\"order.updated\",\"orderId\":\"1\",\"at\":\"now\"}]} | events[0].at",
                "{\"events\":[{\"id\":\"0b7f6f0e-5b0c-4b57-9a52-0d2a9b7d3c11\",\"topic\":\"order.updated\",\"orderId\":\"1\",\"at\":\"+999999999-01-01T00:00:00Z\"}]} | events[0].at",
                "{\"events\":[{\"id\":\"0b7f6f0e-5b0c-4b57-9a52-0d2a9b7d3c11\",\"topic\":\"order.updated\",\"orderId\":\"1\",\"at\":\"1969-12-31T23:59:59Z\"}]} | events[0].at"
            })
    void whatIsWrongInThePluginsEventsIsSaid(String body, String fields) {
        IntegrationId store = world.connect("shop.example");

        Answer answer = new PluginOnPaper(world, World.ADA).post(STORES + store, body);

        isRefused(answer, 422, "validation_failed");
        assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly(fields.split(","));
        assertThat(world.inbox.all).isEmpty();
    }

    @Test
    void aHundredEventsAreTakenAtOnceAndNotOneMore() {
        IntegrationId store = world.connect("shop.example");
        PluginOnPaper plugin = new PluginOnPaper(world, World.ADA);
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            events.append(i == 0 ? "" : ",").append(EVENT.replace("0b7f6f0e", "0b7f60%02d".formatted(i)));
        }

        isTaken(plugin.post(STORES + store, "{\"events\":[" + events + "]}"));
        assertThat(world.inbox.all).hasSize(100);
        isRefused(plugin.post(STORES + store, "{\"events\":[" + events + "," + EVENT + "]}"), 422, "validation_failed");
        isRefused(plugin.post(STORES + store, EVENTS + " ".repeat(RequestBody.MAX_BYTES)), 413, "payload_too_large");
    }

    @Test
    void whateverThePluginsEventsHoldIsTakenOrRefusedAndNoFault() {
        IntegrationId store = world.connect("shop.example");
        PluginOnPaper plugin = new PluginOnPaper(world, World.ADA);
        Random random = new Random(5);
        String alphabet = "{}[]\":,\\u0000 é\uD83D\uDE00-1eE.";
        for (int i = 0; i < 300; i++) {
            StringBuilder body = new StringBuilder(EVENTS);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(body.length());
                if (random.nextBoolean()) {
                    body.deleteCharAt(at);
                } else {
                    body.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            PluginOnPaper.Request request = plugin.request(STORES + store, "");
            request.body =
                    body.toString().getBytes(random.nextInt(5) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);

            assertThat(request.send().status()).as(body.toString()).isIn(200, 400, 422);
        }
    }
}
