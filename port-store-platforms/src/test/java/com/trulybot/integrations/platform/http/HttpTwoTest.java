package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.SecureShops.certificate;
import static com.trulybot.integrations.platform.http.SecureShops.get;
import static com.trulybot.integrations.platform.http.SecureShops.http;
import static com.trulybot.integrations.platform.http.SecureShops.listeningForHttp2;
import static com.trulybot.integrations.platform.http.SecureShops.shop;
import static com.trulybot.integrations.platform.http.SecureShops.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stores that speak HTTP/2, the good and the bad. */
@Timeout(60)
class HttpTwoTest {
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final byte[] MOST = {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};

    @TempDir
    Path folder;

    private static Deadline shortly() {
        return Deadline.in(Duration.ofMillis(400));
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(30));
    }

    private static Request post(String body) {
        return Request.postJson(URI.create("https://shop.example/graphql.json"), Map.of(), body, false);
    }

    private static MockResponse saying(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    @Test
    void manyRequestsAtOnceTakeOneConnection() throws Exception {
        int shoppers = 20;
        CountDownLatch arrived = new CountDownLatch(shoppers);
        ExecutorService threads = Executors.newFixedThreadPool(shoppers);
        try (MockWebServer shop = shop(certificate("shop.example"), request -> {
                    if (!"/first".equals(request.getTarget())) {
                        // Nobody is answered before all are there: they must be under way at the same time.
                        arrived.countDown();
                        arrived.await();
                    }
                    return saying(request.getTarget());
                });
                OkHttpStoreHttp http = http(trusting(folder), shop.getPort())) {
            assertThat(send(http, "/first").body()).isEqualTo("/first");
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < shoppers; i++) {
                String path = "/" + i;
                answers.add(threads.submit(() -> send(http, path)));
            }

            for (int i = 0; i < shoppers; i++) {
                assertThat(answers.get(i).get().body()).isEqualTo("/" + i);
            }
            for (int i = 0; i <= shoppers; i++) {
                RecordedRequest request = shop.takeRequest();
                assertThat(request.getVersion()).isEqualTo("HTTP/2");
                assertThat(request.getConnectionIndex()).isZero();
            }
            assertThat(http.connections().connectionCount()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Response send(OkHttpStoreHttp http, String path) {
        return http.send(Request.get(URI.create("https://shop.example" + path), Map.of()), ample());
    }

    @Test
    void anAnswerThatHangsOrDripsIsLeftByTheDeadlineAndTheConnectionServesTheOthers() throws Exception {
        CountDownLatch silence = new CountDownLatch(1);
        try (MockWebServer shop = shop(certificate("shop.example"), request -> {
                    MockResponse.Builder answer = new MockResponse.Builder().body("x".repeat(1_000));
                    return switch (request.getTarget()) {
                        case "/hangs" ->
                            answer.onResponseBody(SocketEffect.Stall.INSTANCE).build();
                        case "/silent" -> {
                            silence.await();
                            yield saying("late");
                        }
                        case "/drips" -> answer.body(new Drip()).build();
                        default -> saying("well");
                    };
                });
                OkHttpStoreHttp http = http(trusting(folder), shop.getPort())) {
            for (String path : List.of("/hangs", "/silent", "/drips")) {
                Request request = Request.get(URI.create("https://shop.example" + path), Map.of());

                assertThat(Problems.of(() -> http.send(request, shortly())).problem())
                        .isEqualTo(StoreProblem.STORE_TIMEOUT);
            }
            assertThat(send(http, "/").body()).isEqualTo("well");
            silence.countDown();
            for (int i = 0; i < 4; i++) {
                assertThat(shop.takeRequest().getConnectionIndex()).isZero();
            }
        }
    }

    @Test
    void aGibibyteIsNotRead() throws Exception {
        byte[] mebibyte = new byte[1024 * 1024];
        MockResponseBody endless = new MockResponseBody() {
            @Override
            public long getContentLength() {
                return 1024L * mebibyte.length;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                for (int i = 0; i < 1024; i++) {
                    sink.write(mebibyte);
                }
            }
        };
        try (MockWebServer shop = shop(
                        certificate("shop.example"),
                        request -> "/".equals(request.getTarget())
                                ? saying("well")
                                : new MockResponse.Builder().body(endless).build());
                OkHttpStoreHttp http = http(trusting(folder), shop.getPort())) {
            assertThat(Problems.of(() -> http.send(get("shop.example"), ample()))
                            .detail())
                    .contains("The answer is larger than 8388608 bytes.");
            assertThat(send(http, "/").body()).isEqualTo("well");
        }
    }

    @Test
    void endlessHeadersAreNotRead() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        byte[] filler = literalHeader("x-filler", "0123456789".repeat(100));
        try (RawServer server = byHand((out) -> {
                    frame(out, SETTINGS, 0, 0, new byte[0]);
                    frame(out, HEADERS, 0, 3, new byte[] {(byte) 0x88}); // :status: 200
                    try {
                        while (true) {
                            frame(out, CONTINUATION, 0, 3, filler);
                        }
                    } catch (IOException e) {
                        refused.countDown();
                        throw e;
                    }
                });
                OkHttpStoreHttp http = http(trusting(folder), server.port())) {
            StoreException problem = Problems.of(() -> http.send(post("{}"), ample()));

            assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_UNREACHABLE);
            // The connection is given up, or this would go on for ever.
            refused.await();
        }
    }

    /** It grants the largest windows and takes nothing: what is sent fills the buffers, and the write gets stuck. */
    @Test
    void aStoreThatDoesNotReadHoldsNobodyPastTheDeadline() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (RawServer server = byHand((out) -> {
                    byte[] window = new byte[] {0, 4, MOST[0], MOST[1], MOST[2], MOST[3]};
                    frame(out, SETTINGS, 0, 0, window);
                    byte[] increment = MOST.clone();
                    increment[1] = 0;
                    frame(out, WINDOW_UPDATE, 0, 0, increment);
                    out.flush();
                    Thread.currentThread().join();
                });
                OkHttpStoreHttp http = http(trusting(folder), server.port())) {
            String large = "x".repeat(64 * 1024 * 1024);
            List<Future<StoreException>> problems = new ArrayList<>();
            for (String body : List.of(large, "{}", "{}")) {
                problems.add(threads.submit(
                        () -> Problems.of(() -> http.send(post(body), Deadline.in(Duration.ofSeconds(1))))));
            }

            for (Future<StoreException> problem : problems) {
                assertThat(problem.get().problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Drip implements MockResponseBody {
        @Override
        public long getContentLength() {
            return 1_000_000;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            for (int i = 0; i < 1_000; i++) {
                sink.writeByte(' ').flush();
                try {
                    TimeUnit.MILLISECONDS.sleep(50);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
        }
    }

    private interface Speech {
        void to(OutputStream out) throws Exception;
    }

    private static RawServer byHand(Speech speech) throws IOException {
        return new RawServer(listeningForHttp2(certificate("shop.example")), (socket, out, request) -> speech.to(out));
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        int length = payload.length;
        out.write(new byte[] {
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream
        });
        out.write(payload);
        out.flush();
    }

    /** RFC 7541, section 6.2.2, with a value of 127 bytes or more. */
    private static byte[] literalHeader(String name, String value) {
        int rest = value.length() - 127;
        byte[] head = {0, (byte) name.length()};
        byte[] length = {0x7f, (byte) (rest % 128 + 128), (byte) (rest / 128)};
        String text = new String(head, StandardCharsets.ISO_8859_1)
                + name
                + new String(length, StandardCharsets.ISO_8859_1)
                + value;
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
