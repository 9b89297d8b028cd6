package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** That nothing of a request or an answer is said aloud but where it went and how it ended. */
class SecrecyTest {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.getAppender("console").stop();
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        root.getAppender("console").start();
        root.setLevel(before);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    @Test
    void aLineSaysMethodHostStatusAndTime() throws Exception {
        try (RawServer server = RawServer.saying(
                        "HTTP/1.1 200 OK", "X-Secret: s3cret", "Content-Length: 6", "Connection: close", "", "s3cret");
                OkHttpStoreHttp http = to(server)) {
            http.send(
                    new Request(
                            "POST",
                            URI.create(server.url("/s3cret?key=s3cret")),
                            Map.of("Authorization", "s3cret", "X-Token", "s3cret"),
                            "s3cret",
                            true),
                    ample());
        }

        assertThat(lines()).anyMatch(line -> line.matches("POST 127\\.0\\.0\\.1 200 [0-9]+ ms"));
        assertThat(lines()).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void aFailureNamesItsKindAlone() throws Exception {
        RawServer gone = RawServer.statuses("200 OK");
        gone.close();
        StringWriter trace = new StringWriter();
        try (OkHttpStoreHttp http = to(gone)) {
            Request request = Request.get(URI.create(gone.url("/s3cret?key=s3cret")), Map.of("X-Token", "s3cret"));
            catchThrowable(() -> http.send(request, ample())).printStackTrace(new PrintWriter(trace, true));
        }

        assertThat(lines()).anyMatch(line -> line.matches("GET 127\\.0\\.0\\.1 store_unreachable [0-9]+ ms"));
        assertThat(lines()).noneMatch(line -> line.contains("s3cret"));
        assertThat(trace.toString()).doesNotContain("s3cret");
    }

    @Test
    void aHeaderThatHttpForbidsIsNotQuoted() throws Exception {
        StringWriter trace = new StringWriter();
        try (RawServer server = RawServer.statuses("200 OK");
                OkHttpStoreHttp http = to(server)) {
            Request request =
                    Request.get(URI.create(server.url("/")), Map.of("X-Shopify-Access-Token", "s3cret\r\nX-Evil: 1"));
            Throwable thrown = catchThrowable(() -> http.send(request, ample()));
            thrown.printStackTrace(new PrintWriter(trace, true));

            assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("header");
            assertThat(server.requests).isEmpty();
        }
        assertThat(trace.toString()).doesNotContain("s3cret");
    }

    @Test
    void headersThatAreTheClientsAreNotTakenFromTheCaller() throws Exception {
        try (RawServer server = RawServer.statuses("200 OK");
                OkHttpStoreHttp http = to(server)) {
            http.send(
                    Request.get(
                            URI.create(server.url("/")),
                            Map.of(
                                    "HOST",
                                    "evil.example",
                                    "Accept-Encoding",
                                    "br",
                                    "Content-Length",
                                    "5",
                                    "Transfer-Encoding",
                                    "chunked",
                                    "User-Agent",
                                    "other")),
                    ample());

            assertThat(server.heads.get(0))
                    .contains("Host: " + server.authority(), "Accept-Encoding: gzip")
                    .noneMatch(line -> line.matches("(?i).*(evil|chunked|other|content-length).*"));
        }
    }

    @Test
    void requestsAndAnswersHideWhatTheyHold() {
        Request request = Request.postJson(
                URI.create("https://shop.example/s3cret?key=s3cret"), Map.of("X-Token", "s3cret"), "s3cret", true);
        Response answer = new Response(200, Map.of("Set-Cookie", List.of("s3cret")), "s3cret");

        assertThat(request).hasToString("POST https://shop.example");
        assertThat(answer).hasToString("Response[200, 6 characters]");
    }
}
