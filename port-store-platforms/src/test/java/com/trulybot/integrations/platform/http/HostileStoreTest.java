package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.get;
import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that do what no store should. The time limit is far longer than any deadline here: they end, or they don't. */
@Timeout(60)
class HostileStoreTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final byte[] MEBIBYTE = new byte[1024 * 1024];

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Deadline shortly() {
        return Deadline.in(Duration.ofMillis(400));
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private static StoreException problem(RawServer.Answer answer, Deadline deadline) throws IOException {
        try (RawServer server = new RawServer(answer);
                OkHttpStoreHttp http = to(server)) {
            return Problems.of(() -> http.send(get(server, "/orders?key=s3cret"), deadline));
        }
    }

    @Test
    void oneThatHangsAfterItsHeadIsLeftByTheDeadline() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Length: 10\r\n\r\n{"));
                    out.flush();
                    Thread.currentThread().join();
                },
                shortly());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
    }

    @Test
    void oneThatDripsIsLeftByTheDeadline() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Length: 1000000\r\n\r\n"));
                    for (int i = 0; i < 1_000; i++) {
                        out.write(' ');
                        out.flush();
                        TimeUnit.MILLISECONDS.sleep(50);
                    }
                },
                shortly());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
    }

    @Test
    void oneThatNeverTakesTheConnectionIsLeftByTheDeadline() throws Exception {
        // Listening, full queue, nobody accepts: further connections hang.
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults().withAllow("127.0.0.1:" + deaf.getLocalPort()),
                        InstantSource.system())) {
            Request request = Request.get(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), Map.of());

            assertThat(Problems.of(() -> http.send(request, shortly())).problem())
                    .isEqualTo(StoreProblem.STORE_TIMEOUT);
        }
    }

    @Test
    void aGibibyteIsNotRead() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Length: 1073741824\r\n\r\n"));
                    for (int i = 0; i < 1024; i++) {
                        out.write(MEBIBYTE);
                    }
                },
                ample());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
        assertThat(problem.detail()).contains("The answer is larger than 8388608 bytes.");
    }

    @Test
    void aGibibyteOfUntoldLengthIsNotRead() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Transfer-Encoding: chunked\r\n\r\n"));
                    for (int i = 0; i < 1024; i++) {
                        out.write(ascii("100000\r\n"));
                        out.write(MEBIBYTE);
                        out.write(ascii("\r\n"));
                    }
                },
                ample());

        assertThat(problem.detail()).contains("The answer is larger than 8388608 bytes.");
    }

    @Test
    void aGzipBombIsCountedUnpacked() throws Exception {
        byte[] bomb = gzip(200);
        assertThat(bomb.length).isLessThan(300_000);
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n"));
                    out.write(bomb);
                },
                ample());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
        assertThat(problem.detail()).contains("The answer is larger than 8388608 bytes.");
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        byte[] packed = gzip(1);
        try (RawServer server = new RawServer((socket, out, request) -> {
                    out.write(ascii(OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n"));
                    out.write(packed);
                });
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).body()).hasSize(1024 * 1024);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, gzip", "deflate", "zstd"})
    void packingThatWasNotAskedForIsRefused(String encoding) throws Exception {
        StoreException problem = problem(
                (socket, out, request) ->
                        out.write(ascii(OK + "Content-Encoding: " + encoding + "\r\nContent-Length: 2\r\n\r\nxx")),
                ample());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\n{\"half\":",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"hal",
                "Transfer-Encoding: chunked\r\n\r\nzzz\r\n{}\r\n0\r\n\r\n",
                "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
            })
    void anAnswerThatBreaksOffIsInvalid(String rest) throws Exception {
        assertThat(problem((socket, out, request) -> out.write(ascii(OK + rest)), ample())
                        .problem())
                .isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
    }

    @Test
    void aConnectionThatIsResetIsUnreachable() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    socket.setSoLinger(true, 0);
                    socket.close();
                },
                ample());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_UNREACHABLE);
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsUnreachable() throws Exception {
        assertThat(problem((socket, out, request) -> {}, ample()).problem()).isEqualTo(StoreProblem.STORE_UNREACHABLE);
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        RawServer gone = RawServer.saying("");
        gone.close();
        try (OkHttpStoreHttp http = to(gone)) {
            assertThat(Problems.of(() -> http.send(get(gone, "/"), ample())).problem())
                    .isEqualTo(StoreProblem.STORE_UNREACHABLE);
        }
    }

    @Test
    void whatIsNotHttpIsInvalidAndNotQuoted() throws Exception {
        StoreException problem = problem((socket, out, request) -> out.write(ascii("SSH-2.0-s3cret\r\n")), ample());
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace, true));

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
        assertThat(trace.toString()).doesNotContain("s3cret");
    }

    @Test
    void endlessHeadersAreNotRead() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK));
                    for (int i = 0; i < 1_000_000; i++) {
                        out.write(ascii("X-Filler-" + i + ": 0123456789012345678901234567890123456789\r\n"));
                    }
                },
                ample());

        assertThat(problem.problem().passes()).isTrue();
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() throws Exception {
        try (RawServer server = new RawServer((socket, out, request) -> {
                    out.write(ascii(OK + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Length: 3\r\n\r\n"));
                    out.write(new byte[] {'a', (byte) 0xE4, 'b'});
                });
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).body()).isEqualTo("a\uFFFDb");
        }
    }

    @Test
    void anInterruptedThreadIsFreedFromAStoreThatHangs() throws Exception {
        try (RawServer server = new RawServer(
                        (socket, out, request) -> Thread.currentThread().join());
                OkHttpStoreHttp http = to(server)) {
            Thread self = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                while (server.requests.isEmpty()) {
                    Thread.onSpinWait();
                }
                self.interrupt();
            });
            interrupter.start();

            StoreException problem = Problems.of(() -> http.send(get(server, "/"), Deadline.in(Duration.ofDays(1))));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
        }
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        byte[] answer = ascii(OK + "Content-Length: 2\r\n\r\n{}");
        try (RawServer server = new RawServer((socket, out, request) -> {
                    // Two answers on one connection: the second is read only where the connection is kept.
                    out.write(answer);
                    out.flush();
                    while (socket.getInputStream().read() != '\n') {}
                    out.write(answer);
                    out.flush();
                    Thread.currentThread().join();
                });
                OkHttpStoreHttp http = to(server)) {
            Response first = http.send(get(server, "/1"), ample());
            Response second = http.send(get(server, "/2"), ample());

            assertThat(first.body()).isEqualTo(second.body());
            assertThat(server.requests).containsExactly("GET /1 HTTP/1.1");
        }
    }

    private static byte[] gzip(int mebibytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(MEBIBYTE);
            }
        }
        return packed.toByteArray();
    }
}
