package com.trulybot.integrations.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What our stack adds to an order's lookup, against the same GET by a bare {@link HttpClient}, 32 at a time. */
final class Lookup {
    private static final int AT_A_TIME = 32;
    // The compiler of the JVM is busy for long with so much code.
    private static final int WARM_UP = 60_000;
    private static final int CALLS = 20_000;

    private Lookup() {}

    // The children are only kept running, so javac thinks that they are not used.
    @SuppressWarnings("try")
    static void measure(int rounds) {
        int storePort = Child.freePort();
        StandCertificate certificate = new StandCertificate();
        try (Child store = Child.java(
                        StoreStand.class,
                        List.of("-Xmx256m"),
                        Map.of(),
                        List.of(
                                "0",
                                Integer.toString(storePort),
                                certificate.keys().toString()));
                Server server = new Server(List.of(), storePort, certificate)) {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(certificate.client())
                    .build();
            HttpRequest bare = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + storePort + "/wp-json/wc/v3/orders/20"))
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString("ck:cs".getBytes(StandardCharsets.US_ASCII)))
                    .build();
            Latencies.Call bareCall = () -> answered(client, bare);
            HttpRequest lookup = server.lookup();
            Latencies.Call wholeCall = () -> answered(client, lookup);
            try (Embedded embedded = new Embedded(storePort, certificate)) {
                compare("in the process (FindOrder to the store's answer)", embedded::lookup, bareCall, rounds);
            }
            compare("over HTTP (POST .../orders to the store's answer)", wholeCall, bareCall, rounds);
        }
    }

    private static void compare(String what, Latencies.Call ours, Latencies.Call bare, int rounds) {
        Latencies.of(ours, WARM_UP, AT_A_TIME);
        Latencies.of(bare, WARM_UP, AT_A_TIME);
        Median p50 = new Median();
        Median p99 = new Median();
        for (int round = 1; round <= rounds; round++) {
            Latencies a = Latencies.of(ours, CALLS, AT_A_TIME);
            Latencies b = Latencies.of(bare, CALLS, AT_A_TIME);
            System.out.printf(
                    "round %d, %s: ours p50 %.2f ms p99 %.2f ms; bare p50 %.2f ms p99 %.2f ms%n",
                    round, what, a.millis(50), a.millis(99), b.millis(50), b.millis(99));
            p50.add(a.millis(50) - b.millis(50));
            p99.add(a.millis(99) - b.millis(99));
        }
        System.out.println("lookup " + what + ", added at p50, ms (goal <= 1.0): " + p50.told());
        System.out.println("lookup " + what + ", added at p99, ms (goal <= 5): " + p99.told());
    }

    private static void answered(HttpClient client, HttpRequest request) throws Exception {
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
    }
}
