package com.trulybot.integrations.platform.http;

import static com.trulybot.integrations.platform.http.SecureShops.certificate;
import static com.trulybot.integrations.platform.http.SecureShops.shop;
import static com.trulybot.integrations.platform.http.SecureShops.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * That lookups on virtual threads wait without a thread of the operating system. The store answers nobody before all have
 * asked, and there are more of them than carriers could ever be made (256 unless told otherwise): where one held its
 * carrier while it waits, this would never end.
 */
@Timeout(120)
class VirtualThreadsTest {
    private static final int LOOKUPS = 600;

    @TempDir
    Path folder;

    /** By reflection: this is compiled for Java 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private interface Sending {
        Response send(int number) throws Exception;
    }

    private static void allAreAnswered(Sending sending) throws Exception {
        ExecutorService shoppers = virtualThreads();
        try {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < LOOKUPS; i++) {
                int number = i;
                answers.add(shoppers.submit(() -> sending.send(number)));
            }
            for (Future<Response> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        } finally {
            shoppers.shutdownNow();
        }
    }

    private static Deadline ample() {
        return Deadline.in(Duration.ofMinutes(2));
    }

    /** Threads of the operating system that the client under test has made; the servers' have other names. */
    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("store-"))
                .count();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "this JVM has no virtual threads")
    void moreLookupsThanCarriersWaitAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(LOOKUPS);
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.ISO_8859_1);
        try (RawServer server = new RawServer((socket, out, request) -> {
                    arrived.countDown();
                    arrived.await();
                    out.write(answer);
                });
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults()
                                .withAllow(server.authority())
                                .withRequestsPerStore(LOOKUPS),
                        InstantSource.system())) {
            Request request = Request.get(URI.create(server.url("/")), Map.of());

            allAreAnswered(number -> http.send(request, ample()));
        }
    }

    /** Waiting for a slot of the store, for room, for the pause before a repeat: none of it holds a carrier. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "this JVM has no virtual threads")
    void waitingForATurnHoldsNoCarrier() throws Exception {
        try (RawServer server = RawServer.statuses("200 OK");
                OkHttpStoreHttp http = new OkHttpStoreHttp(
                        OutboundSettings.defaults()
                                .withAllow(server.authority())
                                .withRequestsPerStore(8)
                                .withRequestsOverall(2),
                        InstantSource.system())) {
            Request request = Request.get(URI.create(server.url("/")), Map.of());

            allAreAnswered(number -> http.send(request, ample()));
        }
    }

    /**
     * HTTP/2, over one connection and over one for each store. The client waits for such an answer inside of
     * synchronized, which holds the carrier before JDK 24.
     */
    @Test
    @EnabledForJreRange(
            min = JRE.JAVA_24,
            disabledReason = "before JDK 24 a wait inside of synchronized holds a carrier")
    void overHttpTwoTooAndForManyStoresAtOnce() throws Exception {
        for (int stores : new int[] {1, LOOKUPS}) {
            CountDownLatch arrived = new CountDownLatch(LOOKUPS);
            CountDownLatch counted = new CountDownLatch(1);
            HeldCertificate certificate = certificate("*.example");
            // Each name has an address of its own, or they would all share one connection.
            try (MockWebServer server = shop(certificate, request -> {
                        arrived.countDown();
                        counted.await();
                        return new MockResponse.Builder().body("ok").build();
                    });
                    OkHttpStoreHttp http = new OkHttpStoreHttp(
                            trusting(folder).withRequestsPerStore(LOOKUPS),
                            InstantSource.system(),
                            VirtualThreadsTest::ownAddress,
                            new PretendNetwork(server.getPort()))) {
                Thread observer = new Thread(() -> {
                    try {
                        arrived.await();
                        threads = clientThreads();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        counted.countDown();
                    }
                });
                observer.start();

                allAreAnswered(number -> http.send(
                        Request.get(URI.create("https://shop" + number % stores + ".example/"), Map.of()), ample()));

                assertThat(http.connections().connectionCount()).isGreaterThanOrEqualTo(stores);
                // The threads that look names up are a few; beside them there is the watch.
                assertThat(threads - http.dns().threads()).isLessThan(10);
            }
        }
    }

    private volatile long threads;

    private static List<java.net.InetAddress> ownAddress(String host) {
        int number = Integer.parseInt(host.replaceAll("[^0-9]", ""));
        return List.of(SecureShops.address("8.8." + number / 256 + "." + number % 256));
    }
}
