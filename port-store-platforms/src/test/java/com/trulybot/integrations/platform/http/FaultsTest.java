package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.get;
import static com.trulybot.integrations.platform.http.OkHttpStoreHttpTest.to;
import static com.trulybot.integrations.platform.http.SecureShops.certificate;
import static com.trulybot.integrations.platform.http.SecureShops.shop;
import static com.trulybot.integrations.platform.http.SecureShops.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Request;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Further stores that do what no store should; see {@link HostileStoreTest}. Here are those that take some building. */
@Timeout(60)
class FaultsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final String MOVED = String.join(
            "\r\n", "HTTP/1.1 302 Found", "Location: /next", "Content-Length: 0", "Connection: close", "", "");

    @TempDir
    Path folder;

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
            return Problems.of(() -> http.send(get(server, "/"), deadline));
        }
    }

    @Test
    void oneThatNeverEndsTheHandshakeIsLeftByTheDeadline() throws Exception {
        // Connections are taken, and nothing is said on them.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                OkHttpStoreHttp http = SecureShops.http(trusting(folder), silent.getLocalPort())) {
            assertThat(Problems.of(() -> http.send(SecureShops.get("shop.example"), shortly()))
                            .problem())
                    .isEqualTo(StoreProblem.STORE_TIMEOUT);
        }
    }

    /** What a store that speaks nothing newer would have to choose from. */
    @Test
    void nothingOlderThanTlsOneTwoIsOffered() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                OkHttpStoreHttp http = SecureShops.http(trusting(folder), listening.getLocalPort())) {
            CompletableFuture<Set<Integer>> offered = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = listening.accept()) {
                    return versions(new DataInputStream(socket.getInputStream()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Request once = new Request("GET", URI.create("https://shop.example/"), Map.of(), null, false);

            assertThat(Problems.of(() -> http.send(once, ample())).problem()).isEqualTo(StoreProblem.STORE_UNREACHABLE);
            assertThat(offered.get()).containsExactlyInAnyOrder(0x0304, 0x0303);
        }
    }

    /** The extension supported_versions of a ClientHello (RFC 8446, sections 4.1.2 and 4.2.1). */
    private static Set<Integer> versions(DataInputStream in) throws IOException {
        in.skipNBytes(5 + 4 + 2 + 32); // record, handshake, legacy version, random
        in.skipNBytes(in.readUnsignedByte()); // session
        in.skipNBytes(in.readUnsignedShort()); // cipher suites
        in.skipNBytes(in.readUnsignedByte()); // compression
        in.readUnsignedShort();
        while (true) {
            int type = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            if (type != 43) {
                in.skipNBytes(length);
                continue;
            }
            Set<Integer> versions = new HashSet<>();
            for (int left = in.readUnsignedByte(); left > 0; left -= 2) {
                versions.add(in.readUnsignedShort());
            }
            return versions;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatDoesNotReadWhatIsSentIsLeftByTheDeadline(boolean secure) throws Exception {
        Request large =
                Request.postJson(URI.create("https://shop.example/"), Map.of(), "x".repeat(64 * 1024 * 1024), false);
        RawServer.Answer deaf = (socket, out, request) -> Thread.currentThread().join();
        try (RawServer plain = new RawServer(deaf);
                RawServer tls = new RawServer(SecureShops.listening(certificate("shop.example")), deaf);
                OkHttpStoreHttp http = secure ? SecureShops.http(trusting(folder), tls.port()) : to(plain)) {
            Request request = secure
                    ? large
                    : Request.postJson(URI.create(plain.url("/")), Map.of(), String.valueOf(large.body()), false);

            assertThat(Problems.of(() -> http.send(request, shortly())).problem())
                    .isEqualTo(StoreProblem.STORE_TIMEOUT);
        }
    }

    @Test
    void oneThatDripsItsHeadIsLeftByTheDeadline() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK));
                    try {
                        drip(out, "X-Filler: 1\r\n");
                    } finally {
                        gone.countDown();
                    }
                },
                shortly());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
        gone.await();
    }

    @Test
    void oneThatOnlyEverSaysThatItIsWorkingOnItIsLeftByTheDeadline() throws Exception {
        StoreException problem = problem((socket, out, request) -> drip(out, "HTTP/1.1 103 Wait\r\n\r\n"), shortly());

        assertThat(problem.problem()).isIn(StoreProblem.STORE_TIMEOUT, StoreProblem.STORE_ANSWER_INVALID);
    }

    @Test
    void oneThatUnpacksALittleAtATimeIsLeftByTheDeadline() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n"));
                    drip(new GZIPOutputStream(out, 512, true), " ");
                },
                shortly());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
    }

    /** Writes until the client goes away. */
    private static void drip(OutputStream out, String drop) throws IOException {
        byte[] bytes = ascii(drop);
        while (true) {
            for (byte one : bytes) {
                out.write(one);
                out.flush();
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    @Test
    void aLengthThatIsTooShortCutsTheAnswerAndDoesNoHarmToTheNextOne() throws Exception {
        byte[] answer = ascii(OK + "Content-Length: 2\r\n\r\n{}");
        try (RawServer server = new RawServer((socket, out, request) -> {
                    out.write(answer);
                    if (request == 1) {
                        out.write(ascii(" and more"));
                        out.flush();
                        // What was too much stands before the next answer on this connection.
                        while (socket.getInputStream().read() != '\n') {}
                        out.write(answer);
                    }
                });
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/1"), ample()).body()).isEqualTo("{}");
            assertThat(http.send(get(server, "/2"), ample()).body()).isEqualTo("{}");
            assertThat(server.requests).containsExactly("GET /1 HTTP/1.1", "GET /2 HTTP/1.1");
        }
    }

    @Test
    void aLengthThatIsTooLongIsAnAnswerThatBrokeOff() throws Exception {
        StoreException problem =
                problem((socket, out, request) -> out.write(ascii(OK + "Content-Length: 3\r\n\r\n{}")), ample());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
    }

    @Test
    void aLengthThatIsTooLongOnAConnectionThatStaysOpenEndsByTheDeadline() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Length: 3\r\n\r\n{}"));
                    out.flush();
                    Thread.currentThread().join();
                },
                shortly());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "99999999999999999999", "two", "2, 3"})
    void aLengthThatIsNoneIsNotBelieved(String length) throws Exception {
        try (RawServer server = new RawServer(
                        (socket, out, request) -> out.write(ascii(OK + "Content-Length: " + length + "\r\n\r\n{}")));
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).body()).isEqualTo("{}");
        }
    }

    @Test
    void aResetInTheMiddleOfTheAnswerIsAnAnswerThatBrokeOff() throws Exception {
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Length: 100\r\n\r\n{"));
                    out.flush();
                    socket.setSoLinger(true, 0);
                    socket.close();
                },
                ample());

        assertThat(problem.problem()).isIn(StoreProblem.STORE_ANSWER_INVALID, StoreProblem.STORE_UNREACHABLE);
    }

    /** Each member unpacks to little enough; together they don't. */
    @Test
    void aGzipBombOfManyMembersIsCountedUnpacked() throws Exception {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(new byte[1024 * 1024]);
        }
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n"));
                    for (int i = 0; i < 100; i++) {
                        out.write(member.toByteArray());
                    }
                },
                ample());

        assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip,gzip", "x-gzip", "compress", "GZIP, br", "unknown"})
    void packingInPackingAndUnknownPackingIsRefused(String encoding) throws Exception {
        StoreException problem = problem(
                (socket, out, request) ->
                        out.write(ascii(OK + "Content-Encoding: " + encoding + "\r\nContent-Length: 2\r\n\r\nxx")),
                ample());

        assertThat(problem.detail()).contains("The answer is compressed in a way that was not asked for.");
    }

    @Test
    void aHeaderLargerThanTheLimitIsNotRead() throws Exception {
        String quarter = "x".repeat(64 * 1024);
        StoreException problem = problem(
                (socket, out, request) -> {
                    out.write(ascii(OK + "X-Filler: "));
                    for (int i = 0; i < 10_000; i++) {
                        out.write(ascii(quarter));
                    }
                },
                ample());

        assertThat(problem.problem()).isIn(StoreProblem.STORE_UNREACHABLE, StoreProblem.STORE_ANSWER_INVALID);
    }

    /** The metadata of clouds, loopback in IPv6 clothes: a real store's redirects there, over TLS, with names looked up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://169.254.169.254/latest/meta-data/",
                "http://[::ffff:127.0.0.1]/",
                "https://[::ffff:127.0.0.1]/",
                "http://[::ffff:169.254.169.254]/",
                "https://inside.example/",
                "http://shop.example/",
                "https://shop.example:8443/",
            })
    void aRedirectToTheInsideReachesNothing(String location) throws Exception {
        try (MockWebServer shop = shop(
                certificate("shop.example", "inside.example"),
                request -> new MockResponse.Builder()
                        .code(302)
                        .addHeader("Location", location)
                        .build())) {
            PretendNetwork network = new PretendNetwork(shop.getPort());
            try (OkHttpStoreHttp http = new OkHttpStoreHttp(
                    trusting(folder),
                    InstantSource.system(),
                    host -> List.of(SecureShops.address(host.equals("shop.example") ? "8.8.8.8" : "10.0.0.1")),
                    network)) {
                assertThat(Problems.of(() -> http.send(SecureShops.get("shop.example"), ample()))
                                .problem())
                        .isEqualTo(StoreProblem.STORE_REDIRECTS);
                assertThat(network.asked).containsExactly("8.8.8.8");
                assertThat(shop.getRequestCount()).isEqualTo(1);
            }
        }
    }

    /** The name is public when it is first asked for, and private when the redirect within the host is followed. */
    @Test
    void aNameThatTurnsPrivateBetweenTwoHopsIsRefused() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (RawServer shop =
                new RawServer(SecureShops.listening(certificate("shop.example")), (socket, out, request) -> {
                    first.countDown();
                    out.write(ascii(MOVED));
                })) {
            PretendNetwork network = new PretendNetwork(shop.port());
            try (OkHttpStoreHttp http = new OkHttpStoreHttp(
                    trusting(folder),
                    InstantSource.system(),
                    host -> List.of(SecureShops.address(first.getCount() > 0 ? "8.8.8.8" : "127.0.0.1")),
                    network)) {
                assertThat(Problems.of(() -> http.send(SecureShops.get("shop.example"), ample()))
                                .problem())
                        .isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
                assertThat(network.asked).containsExactly("8.8.8.8");
            }
        }
    }

    /** The client would send it again by itself when a connection from the pool turns out to be dead. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "POST", "PUT"})
    void whatMustNotBeRepeatedIsNotSentAgainOverAnotherConnection(String method) throws Exception {
        try (RawServer server = new RawServer((socket, out, request) -> {
                    out.write(ascii(OK + "Content-Length: 0\r\n\r\n"));
                    out.flush();
                    // The next request arrives on the same connection, which then ends without an answer.
                    while (socket.getInputStream().read() != '\n') {}
                });
                OkHttpStoreHttp http = to(server)) {
            assertThat(http.send(get(server, "/"), ample()).status()).isEqualTo(200);

            StoreException problem = Problems.of(
                    () -> http.send(new Request(method, URI.create(server.url("/x")), Map.of(), null, false), ample()));

            assertThat(problem.problem()).isEqualTo(StoreProblem.STORE_UNREACHABLE);
            assertThat(server.requests).containsExactly("GET / HTTP/1.1");
        }
    }
}
