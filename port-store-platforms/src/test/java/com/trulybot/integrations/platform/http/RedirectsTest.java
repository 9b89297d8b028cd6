package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.get;
import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedirectsTest {
    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private static RawServer.Answer redirecting(int status, int times, String location) {
        return (socket, out, request) -> out.write((request <= times
                        ? "HTTP/1.1 " + status + " Moved\r\nLocation: " + location
                                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Request authorised(String method, RawServer server) {
        return new Request(
                method,
                URI.create(server.url("/a?key=s3cret")),
                Map.of("Authorization", "Basic s3cret"),
                method.equals("POST") ? "{}" : null,
                true);
    }

    private static StoreException refusal(String method, int status, String location) throws Exception {
        try (RawServer server = new RawServer(redirecting(status, 9, location));
                OkHttpStoreHttp http = to(server)) {
            StoreException problem = Problems.of(() -> http.send(authorised(method, server), ample()));
            assertThat(server.requests).hasSize(1);
            return problem;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void withinTheHostAGetIsFollowed(int status) throws Exception {
        try (RawServer server = new RawServer(redirecting(status, 3, "/next/?page=2"));
                OkHttpStoreHttp http = to(server)) {
            Response answer = http.send(authorised("GET", server), ample());

            assertThat(answer.body()).isEqualTo("ok");
            assertThat(server.requests)
                    .containsExactly(
                            "GET /a?key=s3cret HTTP/1.1",
                            "GET /next/?page=2 HTTP/1.1",
                            "GET /next/?page=2 HTTP/1.1",
                            "GET /next/?page=2 HTTP/1.1");
            assertThat(server.heads.get(3)).contains("Authorization: Basic s3cret");
        }
    }

    @Test
    void theFourthIsNotFollowed() throws Exception {
        try (RawServer server = new RawServer(redirecting(302, 9, "/round"));
                OkHttpStoreHttp http = to(server)) {
            assertThat(Problems.of(() -> http.send(get(server, "/"), ample())).problem())
                    .isEqualTo(StoreProblem.STORE_REDIRECTS);
            assertThat(server.requests).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:127.0.0.1]/",
                "https://user:s3cret@other.example/",
                "//other.example/x",
                "ftp://127.0.0.1/",
                "javascript:alert(1)",
                "http://127.0.0.1:1/",
                "http://2130706433/",
            })
    void toAnotherHostNothingIsFollowed(String location) throws Exception {
        StoreException problem = refusal("GET", 302, location);

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_REDIRECTS);
        assertThat(problem.detail().orElseThrow()).doesNotContain("s3cret");
    }

    @Test
    void theMerchantIsToldWhereToWithoutTheQuery() throws Exception {
        assertThat(refusal("GET", 301, "https://www.shop.example/wp-json/?consumer_secret=s3cret#s3cret")
                        .detail())
                .contains("It sends us on to https://www.shop.example/wp-json/");
        assertThat(refusal("GET", 301, "http://www.shop.example:8080/" + "x".repeat(1_000))
                        .detail()
                        .orElseThrow())
                .startsWith("It sends us on to http://www.shop.example:8080/xxx")
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void aPostDoesNotBecomeAGet(int status) throws Exception {
        assertThat(refusal("POST", status, "/elsewhere").problem()).isEqualTo(StoreProblem.STORE_REDIRECTS);
    }

    @Test
    void aPostThatIsToBeSentElsewhereOnTheHostIs() throws Exception {
        try (RawServer server = new RawServer(redirecting(308, 1, "/graphql/"));
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(authorised("POST", server), ample()).status()).isEqualTo(200);
            assertThat(server.requests.get(1)).isEqualTo("POST /graphql/ HTTP/1.1");
        }
    }

    @Test
    void aRedirectWithoutATargetIsAnAnswer() throws Exception {
        try (RawServer server = RawServer.statuses("304 Not Modified", "302 Found");
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).status()).isEqualTo(304);
            assertThat(http.send(get(server, "/"), ample()).status()).isEqualTo(302);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example:8080/, https://shop.example/, true",
        "http://shop.example:8080/, https://shop.example:8080/, true",
        "http://shop.example:8080/, https://shop.example:8443/, false",
        "https://shop.example/, http://shop.example/, false",
        "https://shop.example/, https://shop.example:8443/, false",
        "https://shop.example/, https://www.shop.example/, false",
        "https://shop.example/, https://SHOP.example/x, true",
        "https://shop.example/, https://shop.example.evil.example/, false",
        "https://shop.example/, https://shop.example@evil.example/, false",
    })
    void theSameStoreIsTheSameHostAndPortOrItsHttps(String from, String target, boolean followed) {
        okhttp3.Request request =
                new okhttp3.Request.Builder().url(HttpUrl.get(from)).build();

        if (followed) {
            assertThat(Redirects.follow(request, 302, target, 0).url()).isEqualTo(HttpUrl.get(target));
        } else {
            assertThat(Problems.of(() -> Redirects.follow(request, 302, target, 0))
                            .problem())
                    .isEqualTo(StoreProblem.STORE_REDIRECTS);
        }
    }
}
