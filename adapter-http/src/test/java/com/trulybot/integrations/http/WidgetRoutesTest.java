package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.Decoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.http.World.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetRoutesTest {
    private static World world;

    @BeforeAll
    static void open() {
        world = new World();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void forget() {
        world.forget();
    }

    private static String message(String more) {
        return "{\"userId\":\"" + World.ADA + "\",\"platform\":\"woocommerce\"" + more + "}";
    }

    @Test
    void theConfigurationIsPublicAndCanBeKept() {
        world.widgets.put(World.ADA, WidgetSettings.DEFAULT);
        String path = "/api/widget/config/" + World.ADA;

        Answer answer = world.send(world.to(path));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .hasToString("{\"theme\":{\"color\":\"#3b5bdb\",\"mode\":\"auto\"},\"position\":\"right\","
                        + "\"greeting\":null,\"locale\":\"auto\",\"texts\":{},\"features\":{\"orderLookup\":true},"
                        + "\"version\":1}");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=60, stale-while-revalidate=600");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        String etag = answer.header("ETag");
        assertThat(etag).startsWith("\"").endsWith("\"");

        Answer same =
                world.send(world.to(path + "?platform=shopify&store=x").header("If-None-Match", "\"a\", W/" + etag));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.http().body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(etag);

        Answer head = world.send(world.to(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.http().body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.http().body().length));
    }

    @Test
    void changedSettingsAreSeenAtOnceUnderAnotherTag() {
        world.widgets.put(World.ADA, WidgetSettings.DEFAULT);
        String before = world.send(world.to("/api/widget/config/" + World.ADA)).header("ETag");

        Answer put = world.send(world.asAda("/api/widget/settings")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"settings\":{\"theme\":{\"color\":\"#FF0000\",\"mode\":\"dark\"},"
                        + "\"position\":\"left\",\"greeting\":\"Hi\",\"locale\":\"de\",\"texts\":{\"title\":\"Wo?\"},"
                        + "\"customCss\":\"b{}\",\"features\":{\"orderLookup\":false},\"proofs\":[\"email\",\"postcode\"],"
                        + "\"handover\":{\"email\":\"help@shop.example\",\"url\":\"https://shop.example/help\"},"
                        + "\"retentionDays\":7,\"version\":99}}")));

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("settings").path("version").asInt()).isEqualTo(2);
        assertThat(world.get("/api/widget/settings").json()).isEqualTo(put.json());
        Answer after = world.send(world.to("/api/widget/config/" + World.ADA));
        assertThat(after.header("ETag")).isNotEqualTo(before);
        assertThat(after.json().path("theme").path("color").asText()).isEqualTo("#ff0000");
        assertThat(after.text()).doesNotContain("help@shop.example", "postcode", "retention");
        assertThat(world.activities.all.get(0).type()).isEqualTo("widget_settings_changed");
    }

    @Test
    void whoHasSetNothingHasTheDefaults() {
        JsonNode settings = world.get("/api/widget/settings").json().path("settings");

        assertThat(settings.path("proofs")).hasToString("[\"email\"]");
        assertThat(settings.path("handover")).hasToString("{}");
        assertThat(settings.path("customCss").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"settings\":[]}",
                "{\"settings\":{\"theme\":{\"color\":\"red\"}}}",
                "{\"settings\":{\"theme\":7}}",
                "{\"settings\":{\"position\":\"top\"}}",
                "{\"settings\":{\"locale\":\"../etc\"}}",
                "{\"settings\":{\"texts\":{\"a b\":\"c\"}}}",
                "{\"settings\":{\"texts\":{\"a\":1}}}",
                "{\"settings\":{\"features\":{\"a\":\"yes\"}}}",
                "{\"settings\":{\"proofs\":[\"postcode\"]}}",
                "{\"settings\":{\"proofs\":[\"shoe size\"]}}",
                "{\"settings\":{\"proofs\":[7]}}",
                "{\"settings\":{\"proofs\":\"email\"}}",
                "{\"settings\":{\"handover\":{\"url\":\"javascript:alert(1)\"}}}",
                "{\"settings\":{\"handover\":{\"email\":\"nobody\"}}}",
                "{\"settings\":{\"retentionDays\":0}}",
                "{\"settings\":{\"retentionDays\":1.5}}"
            })
    void settingsThatMakeNoSenseAreRefused(String body) {
        Answer answer = world.send(world.asAda("/api/widget/settings")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("field").asText()).startsWith("settings");
        assertThat(world.widgets).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "1-1-1-1-1", "11111111-2222-4333-8444-555555555555", "%00", "a%20b"})
    void anUnknownWidgetIsNotFound(String user) {
        Answer answer = world.send(world.to("/api/widget/config/" + user));

        assertThat(answer.status()).isIn(400, 404);
        if (answer.status() == 404) {
            assertThat(answer.code()).isEqualTo("widget_not_found");
        }
    }

    @Test
    void theLoaderComesInTheFormTheBrowserTakes() throws Exception {
        Answer plain = world.send(world.to("/api/widget/woocommerce.js"));
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(plain.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(plain.text()).contains("textContent").doesNotContain("innerHTML");

        Answer packed = world.send(world.to("/api/widget/shopify.js").header("Accept-Encoding", "br;q=0, gzip"));
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.http().body())).readAllBytes())
                .isEqualTo(plain.http().body());
        assertThat(packed.header("ETag")).isNotEqualTo(plain.header("ETag"));
        assertThat(world.send(world.to("/api/widget/shopify.js")
                                .header("Accept-Encoding", "gzip")
                                .header("If-None-Match", packed.header("ETag")))
                        .status())
                .isEqualTo(304);
        assertThat(world.send(world.to("/api/widget/magento.js")).code()).isEqualTo("not_found");
    }

    @Test
    void theLoaderIsSmallOnTheWire() throws Exception {
        Answer answer = world.send(world.to("/api/widget/woocommerce.js").header("Accept-Encoding", "gzip, br"));

        assertThat(answer.header("Content-Encoding")).isEqualTo("br");
        assertThat(answer.http().body()).hasSizeLessThanOrEqualTo(4_096);
        Brotli4jLoader.ensureAvailability();
        assertThat(Decoder.decompress(answer.http().body()).getDecompressedData())
                .isEqualTo(world.send(world.to("/api/widget/woocommerce.js"))
                        .http()
                        .body());
    }

    @Test
    void aShopperIsToldWhereTheirOrderIs() {
        world.connect("shop.example");

        Answer first = world.say(message(",\"text\":\"Where is my order 1001?\""));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(first.json().path("state").asText()).isEqualTo("needs_verification");
        JsonNode conversation = first.json().path("conversation");

        Answer second = world.say(message(",\"store\":\"https://shop.example\",\"conversation\":" + conversation
                + ",\"text\":\"ada@example.com\""));
        assertThat(second.json().path("state").asText()).isEqualTo("answered");
        assertThat(second.json().path("conversation")).isEqualTo(conversation);
        JsonNode card = second.json().path("messages").path(0).path("order");
        assertThat(card.path("number").asText()).isEqualTo("1001");
        assertThat(card.path("email").asText()).isEqualTo("a***@example.com");
        assertThat(card.path("total")).hasToString("{\"amount\":\"129.90\",\"currency\":\"EUR\"}");
        assertThat(card.has("refunded")).isFalse();
        assertThat(second.text()).doesNotContain("ada@", "High Street", "paymentStatus");
    }

    @Test
    void anAnswerThatIsHeldBackStillComes() {
        try (World slow = new World(HttpApiSettings.RateLimits.DEFAULT, null, List.of(), Duration.ofMillis(200))) {
            slow.connect("shop.example");

            Answer answer = slow.say(message(",\"text\":\"order 4711, eve@example.com\""));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("state").asText()).isEqualTo("needs_verification");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void aWrongPairIsNoConversation() {
        world.connect("shop.example");
        JsonNode pair = world.say(message(",\"text\":\"hello\"")).json().path("conversation");
        String id = pair.path("id").asText();

        for (String wrong : List.of(
                "{\"id\":\"" + id + "\",\"token\":\"" + "A".repeat(32) + "\"}",
                "{\"id\":\"" + id + "\",\"token\":\"short\"}",
                "{\"id\":\"7\",\"token\":\"" + pair.path("token").asText() + "\"}",
                "{\"id\":\"" + World.uuid() + "\",\"token\":\""
                        + pair.path("token").asText() + "\"}")) {
            Answer answer = world.say(message(",\"text\":\"hello\",\"conversation\":" + wrong));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("conversation_not_found");
        }
    }

    @Test
    void whichStoreIsMeantMustBeClear() {
        assertThat(world.say(message(",\"text\":\"hello\"")).code()).isEqualTo("integration_not_found");
        world.connect("one.example");
        world.connect("two.example");

        Answer several = world.say(message(",\"text\":\"hello\""));
        assertThat(several.status()).isEqualTo(422);
        assertThat(several.code()).isEqualTo("integration_required");
        assertThat(several.json().path("detail").asText()).contains("store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"userId\":\"7\",\"platform\":\"woocommerce\",\"text\":\"a\"}",
                "{\"userId\":\"7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\",\"platform\":\"magento\",\"text\":\"a\"}",
                "{\"userId\":\"7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\",\"platform\":\"woocommerce\"}",
                "{\"userId\":\"7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\",\"platform\":\"woocommerce\",\"text\":\" \"}",
                "{\"userId\":\"7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\",\"platform\":\"woocommerce\",\"text\":\"\\u0000\"}",
                "{\"userId\":\"7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\",\"platform\":\"woocommerce\",\"text\":\"\\ud800\"}",
                "{\"userId\":\"7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\",\"platform\":\"woocommerce\",\"text\":\"a\","
                        + "\"conversation\":{\"id\":\"7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61\"}}"
            })
    void aMessageThatMakesNoSenseIsRefused(String body) {
        Answer answer = world.say(body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("validation_failed");
    }

    @Test
    void aTextMayBeTwoThousandCharactersLong() {
        world.connect("shop.example");

        assertThat(world.say(message(",\"text\":\"" + "x".repeat(2_000) + "\"")).status())
                .isEqualTo(200);
        assertThat(world.say(message(",\"text\":\"" + "x".repeat(2_001) + "\"")).status())
                .isEqualTo(422);
    }

    @Test
    void aBrowserMayAskFromAnyPage() {
        Answer preflight = world.send(world.to("/api/widget/messages")
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Content-Type");
        assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("86400");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
    }
}
