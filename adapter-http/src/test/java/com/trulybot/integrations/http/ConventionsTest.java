package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.http.World.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConventionsTest {
    private static final String CONNECT = "/api/integrations/woocommerce/connect";
    private static World world;

    @BeforeAll
    static void open() {
        world = new World(
                new HttpApiSettings.RateLimits(1_000_000, 1_000_000, 1_000_000, 1_000_000),
                null,
                List.of(),
                java.time.Duration.ZERO);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asText()).endsWith(code);
        assertThat(answer.json().path("title").asText()).isNotBlank();
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).isNotBlank();
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("requestId").asText()).isNotBlank().isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Server")).isNull();
    }

    private static Answer post(String type, BodyPublisherOf body) {
        var request = world.asAda(CONNECT).POST(BodyPublishers.ofByteArray(body.bytes()));
        return world.send(type == null ? request : request.header("Content-Type", type));
    }

    private record BodyPublisherOf(String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/", "/nowhere", "/api/integrations/a/b/c", "/health", "/metrics"})
    void anUnknownPathIsNotFound(String path) {
        isProblem(world.get(path), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/integrations, PATCH, 'DELETE, GET, HEAD, OPTIONS'",
        "/api/integrations/woocommerce/connect, GET, 'OPTIONS, POST'",
        "/api/widget/messages, GET, 'OPTIONS, POST'",
        "/api/widget/woocommerce.js, POST, 'GET, HEAD, OPTIONS'",
        "/api/widget/settings, DELETE, 'GET, HEAD, OPTIONS, PUT'",
        "/health/live, PUT, 'GET, HEAD, OPTIONS'",
        "/api/activities, BREW, 'GET, HEAD, OPTIONS'"
    })
    void aWrongMethodIsToldTheRightOnes(String path, String method, String allow) {
        Answer answer = world.send(world.asAda(path).method(method, BodyPublishers.noBody()));

        isProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).isEqualTo(allow);
        Answer options = world.send(world.to(path).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo(allow);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "{'a':1}",
                "nul",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
                "{\"a\":1,}",
                "\ufeff{}"
            })
    void malformedJsonIsRefused(String body) {
        isProblem(post("application/json", new BodyPublisherOf(body)), 400, "malformed_json");
    }

    @Test
    void brokenUtf8AndTooDeepJsonAreMalformed() {
        for (byte[] body : List.of(
                new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'},
                "{}".getBytes(StandardCharsets.UTF_16),
                ("{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}").getBytes(StandardCharsets.UTF_8))) {
            Answer answer = world.send(world.asAda(CONNECT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));
            isProblem(answer, 400, "malformed_json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"a\"", "true"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        isProblem(post("application/json", new BodyPublisherOf(body)), 422, "validation_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=iso-8859-1",
                "application/jsonx",
                "multipart/form-data"
            })
    void anotherContentTypeIsRefused(String type) {
        isProblem(post(type, new BodyPublisherOf("{}")), 415, "unsupported_media_type");
    }

    @Test
    void noContentTypeAndACompressedBodyAreRefused() {
        isProblem(post(null, new BodyPublisherOf("{}")), 415, "unsupported_media_type");
        isProblem(
                world.send(world.asAda(CONNECT)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("{}"))),
                415,
                "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json;charset=UTF-8", "APPLICATION/JSON", "application/json; charset=\"utf-8\""})
    void jsonIsKnownInEverySpelling(String type) {
        assertThat(post(type, new BodyPublisherOf("{\"storeUrl\":7}")).status()).isEqualTo(422);
    }

    @Test
    void aBodyIsCountedAsItIsRead() {
        byte[] tooMuch =
                ("{\"storeName\":\"" + "x".repeat(RequestBody.MAX_BYTES) + "\"}").getBytes(StandardCharsets.UTF_8);

        isProblem(
                world.send(world.asAda(CONNECT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(tooMuch))),
                413,
                "payload_too_large");
        // Without an announced length: sent in chunks.
        isProblem(
                world.send(world.asAda(CONNECT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooMuch)))),
                413,
                "payload_too_large");
    }

    @Test
    void aSaneRequestIdIsKeptAndAnyOtherReplaced() {
        assertThat(world.send(world.to("/health/live").header("X-Request-Id", "abc-1.2_3"))
                        .header("X-Request-Id"))
                .isEqualTo("abc-1.2_3");
        for (String bad : List.of("a b", "<script>", "x".repeat(129), "a\"b")) {
            assertThat(world.send(world.to("/health/live").header("X-Request-Id", bad))
                            .header("X-Request-Id"))
                    .isNotEqualTo(bad)
                    .matches("[0-9a-f]{24}");
        }
    }

    /** A bar stands for the end of a line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1||",
                "GARBAGE||",
                "POST /api/widget/messages HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||{}",
                "POST /api/widget/messages HTTP/1.1|Host: a|Content-Length: 2|Transfer-Encoding: chunked||0||",
                "POST /api/widget/messages HTTP/1.1|Host: a|Transfer-Encoding: xchunked||{}",
                "GET /api/%2e%2e/%2fetc HTTP/1.1|Host: a||",
                "GET /api/widget/config/%ff HTTP/1.1|Host: a|X: a\u0001b||",
                "POST /api/widget/messages HTTP/1.1|Host: a|Content-Type: application/json|Transfer-Encoding: chunked||zz|{}|0||"
            })
    void ambiguousRequestsAreRefusedInOurOwnWords(String raw) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), world.api.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(raw.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4").containsIgnoringCase("application/problem+json");
            assertThat(answer).doesNotContain("jetty", "Jetty", "<html", "\tat ");
        }
    }

    @Test
    void noBodyEverMakesUsFail() {
        Random random = new Random(20_261_123);
        String seed = "{\"userId\":\"" + World.ADA + "\",\"platform\":\"woocommerce\",\"text\":\"a\","
                + "\"conversation\":{\"id\":\"1\",\"token\":[]},\"storeUrl\":\"https://a\",\"orderNumber\":\"1\"}";
        List<String> paths = List.of(
                "/api/widget/messages",
                CONNECT,
                "/api/integrations/shopify/orders",
                "/api/integrations/shopify/disconnect");
        for (int i = 0; i < 1_500; i++) {
            byte[] body = seed.getBytes(StandardCharsets.UTF_8);
            if (i % 10 == 0) {
                body = new byte[random.nextInt(200)];
                random.nextBytes(body);
            } else {
                int changes = 1 + random.nextInt(6);
                for (int c = 0; c < changes; c++) {
                    byte[] pool = "{}[]\",:\\u0d8ftrue1e9-. \n\u00ff".getBytes(StandardCharsets.UTF_8);
                    body[random.nextInt(body.length)] = pool[random.nextInt(pool.length)];
                }
            }
            Answer answer = world.send(world.asAda(paths.get(i % paths.size()))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));
            assertThat(answer.status())
                    .as(new String(body, StandardCharsets.UTF_8))
                    .isLessThan(500);
        }
    }

    @Test
    void privateAnswersAreNotForOtherSites() {
        Answer answer = world.get("/api/integrations");

        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"workspace\";q=1000000;w=60");
    }

    @Test
    void theContractCanBeReadAndSeen() {
        Answer yaml = world.send(world.to("/openapi.yaml"));
        Answer page = world.send(world.to("/docs"));

        assertThat(yaml.status()).isEqualTo(200);
        assertThat(yaml.text()).startsWith("openapi: 3.1");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "sha256-");
        assertThat(page.text()).contains("href=\"#/api/integrations\"").doesNotContain("<script", "http://", "src=");
    }

    @Test
    void timesAreKeptByTemplate() {
        world.get("/api/integrations");
        world.send(world.to("/never/" + World.uuid()));

        assertThat(world.meters.find("http.server.requests").timers())
                .extracting(timer -> timer.getId().getTag("uri"))
                .contains("/api/integrations", "unmatched")
                .noneMatch(uri -> uri.contains("never"));
    }
}
