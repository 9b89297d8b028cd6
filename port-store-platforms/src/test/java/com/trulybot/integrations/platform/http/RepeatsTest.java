package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.get;
import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RepeatsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private final Repeats repeats = new Repeats(InstantSource.fixed(NOW));

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"429 Too Many Requests", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"})
    void whatMayPassIsAskedAgain(String status) throws Exception {
        try (RawServer server = RawServer.statuses(status, status, "200 OK");
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).status()).isEqualTo(200);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void theLastAnswerIsPassedOnAfterThreeTries() throws Exception {
        try (RawServer server = RawServer.statuses("429 Too Many Requests");
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).status()).isEqualTo(429);
            assertThat(server.requests).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "401 Unauthorized", "404 Not Found", "408 Gone Slow", "500 Broken"})
    void otherAnswersArePassedOnAtOnce(String status) throws Exception {
        try (RawServer server = RawServer.statuses(status);
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(post(server, false), ample()).status())
                    .isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aBrokenConnectionIsTriedAgain() throws Exception {
        try (RawServer server = new RawServer((socket, out, request) -> {
                    if (request == 3) {
                        out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                    }
                });
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatBrokeOffIsTriedAgain() throws Exception {
        try (RawServer server = new RawServer((socket, out, request) ->
                        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + (request == 1 ? 10 : 2) + "\r\n\r\n{}")
                                .getBytes(StandardCharsets.ISO_8859_1)));
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).body()).isEqualTo("{}");
        }
    }

    @Test
    void whatMustNotBeRepeatedIsSentOnce() throws Exception {
        try (RawServer broken = new RawServer((socket, out, request) -> {});
                RawServer busy = RawServer.saying(
                        "HTTP/1.1 503 Busy", "Retry-After: 0", "Content-Length: 0", "Connection: close", "", "");
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults().withAllow(broken.authority() + "," + busy.authority()),
                        InstantSource.system())) {
            assertThat(Problems.of(() -> http.send(post(broken, false), ample()))
                            .problem())
                    .isEqualTo(StoreProblem.STORE_UNREACHABLE);
            Response answer = http.send(post(busy, false), ample());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(broken.requests).hasSize(1);
            assertThat(busy.requests).hasSize(1);
        }
    }

    @Test
    void nobodyElseRepeatsWhatIsToBeRepeatedAtOnce() throws Exception {
        try (RawServer busy = RawServer.saying(
                        "HTTP/1.1 503 Busy", "Retry-After: 0", "Content-Length: 0", "Connection: close", "", "");
                OkHttpStoreHttp http = to(busy)) {
            assertThat(http.send(get(busy, "/"), ample()).status()).isEqualTo(503);
            assertThat(busy.requests).hasSize(3);
        }
    }

    @Test
    void aQueryThatIsPostedMayBeRepeated() throws Exception {
        try (RawServer server = RawServer.statuses("503 Busy", "200 OK");
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(post(server, true), ample()).status()).isEqualTo(200);
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void aWaitThatDoesNotFitIsNotBegun() throws Exception {
        try (RawServer server = RawServer.saying(
                        "HTTP/1.1 503 Busy", "Retry-After: 600", "Content-Length: 0", "Connection: close", "", "");
                OkHttpStoreHttp http = to(server)) {
            Deadline deadline = ample();

            Response answer = http.send(get(server, "/"), deadline);

            assertThat(answer.header("Retry-After")).contains("600");
            assertThat(server.requests).hasSize(1);
            assertThat(deadline.passed()).isFalse();
        }
    }

    @Test
    void anInterruptedWaitEndsWithTheLastAnswer() throws Exception {
        Thread self = Thread.currentThread();
        try (RawServer server = new RawServer((socket, out, request) -> {
                    out.write("HTTP/1.1 503 Busy\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    while (self.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    self.interrupt();
                });
                OkHttpStoreHttp http = to(server)) {
            Deadline deadline = Deadline.in(Duration.ofHours(1));

            assertThat(http.send(get(server, "/"), deadline).status()).isEqualTo(503);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "2, 2000",
        "2.0, 2000",
        "0.5, 500",
        "999999999, 999999999000",
        "'Mon, 23 Nov 2026 18:00:30 GMT', 30000",
        "'Mon, 23 Nov 2026 17:00:00 GMT', 0",
    })
    void retryAfterIsReadInAllItsForms(String text, long millis) {
        assertThat(repeats.retryAfter(answer(text))).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e9", "99999999999999999999", "NaN", "Mon, 99 Nov 2026 18:00:30 GMT"})
    void aRetryAfterThatIsNoneIsIgnored(String text) {
        assertThat(repeats.retryAfter(answer(text))).isEmpty();
    }

    @Test
    void pausesAreAnyPartOfATimeThatDoubles() {
        List<Long> first = IntStream.range(0, 10_000)
                .mapToObj(i -> repeats.pause(1, null).toMillis())
                .toList();
        List<Long> second = IntStream.range(0, 10_000)
                .mapToObj(i -> repeats.pause(2, null).toMillis())
                .toList();

        assertThat(first).contains(0L, 200L).allMatch(millis -> millis >= 0 && millis <= 200);
        assertThat(new HashSet<>(first)).hasSize(201);
        assertThat(second).allMatch(millis -> millis >= 0 && millis <= 400).anyMatch(millis -> millis > 200);
    }

    private static Response answer(String retryAfter) {
        return new Response(503, Map.of("Retry-After", List.of(retryAfter)), "");
    }

    private static Request post(RawServer server, boolean repeatable) {
        return Request.postJson(URI.create(server.url("/graphql")), Map.of(), "{}", repeatable);
    }
}
