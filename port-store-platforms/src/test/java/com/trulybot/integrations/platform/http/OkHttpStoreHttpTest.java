package com.trulybot.integrations.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OkHttpStoreHttpTest {
    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    @Test
    void anAnswerIsReadWhateverItsStatus() throws Exception {
        try (RawServer server = RawServer.saying(
                        "HTTP/1.1 404 Not Found",
                        "X-Wp-Total: 7",
                        "Content-Length: 12",
                        "Connection: close",
                        "",
                        "{\"a\":\"\u00c3\u00a4\"}  ");
                OkHttpStoreHttp http = to(server)) {
            Response answer = http.send(get(server, "/wp-json/?a=b"), ample());

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("x-wp-total")).contains("7");
            assertThat(answer.body()).isEqualTo("{\"a\":\"ä\"}  ");
            assertThat(server.requests).containsExactly("GET /wp-json/?a=b HTTP/1.1");
        }
    }

    @Test
    void whatIsPostedArrivesWithItsHeaders() throws Exception {
        try (RawServer server = RawServer.statuses("201 Created");
                OkHttpStoreHttp http = to(server)) {
            Request request = Request.postJson(
                    URI.create(server.url("/graphql.json")), Map.of("X-Token", "t"), "{\"query\":\"ä\"}", false);

            assertThat(http.send(request, ample()).status()).isEqualTo(201);
            assertThat(server.heads.get(0))
                    .contains(
                            "POST /graphql.json HTTP/1.1",
                            "X-Token: t",
                            "Content-Type: application/json",
                            "Content-Length: 14",
                            "Accept-Encoding: gzip",
                            "User-Agent: TrulyBot-Integrations/0.1");
        }
    }

    @Test
    void aStoreThatHangsEndsByTheDeadline() throws Exception {
        try (RawServer server = new RawServer(
                        (socket, out, request) -> Thread.currentThread().join());
                OkHttpStoreHttp http = to(server)) {
            Deadline deadline = Deadline.in(Duration.ofMillis(300));

            assertThat(Problems.of(() -> http.send(get(server, "/"), deadline)).problem())
                    .isEqualTo(StoreProblem.STORE_TIMEOUT);
        }
    }

    static OkHttpStoreHttp to(RawServer server) {
        return new OkHttpStoreHttp(OutboundSettings.defaults().withAllow(server.authority()), InstantSource.system());
    }

    static Request get(RawServer server, String path) {
        return Request.get(URI.create(server.url(path)), Map.of());
    }
}
