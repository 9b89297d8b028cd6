package com.trulybot.integrations.benchmarks;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** 2,000 lookups in flight against stores that take 300 ms, in 256 MiB of heap. Needs virtual threads: JDK 21 or newer. */
final class InFlight {
    private static final int AT_ONCE = 2_000;
    private static final int STORE_MILLIS = 300;
    private static final int CALLS = 20_000;
    private static final int CALLS_OVER_HTTP = 10_000;
    private static final int WARM_UP = 20_000;
    private static final int WARM_UP_AT_ONCE = 256;

    private InFlight() {}

    // The children are only kept running, so javac thinks that they are not used.
    @SuppressWarnings("try")
    static void measure(int rounds) throws InterruptedException {
        int storePort = Child.freePort();
        try (Child store = Child.java(
                StoreStand.class,
                List.of("-Xmx512m"),
                Map.of(),
                List.of(Integer.toString(STORE_MILLIS), Integer.toString(storePort)))) {
            double ideal = AT_ONCE / (STORE_MILLIS / 1_000.0);
            try (Embedded embedded = new Embedded(storePort)) {
                told("in the process", rounds, ideal, () -> embedded.lookups(CALLS, AT_ONCE));
            }
            try (Server server = new Server(List.of("-Xmx256m"), storePort)) {
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                HttpRequest lookup = server.lookup();
                // Not measured cold: the first calls are mostly the compiler's.
                Latencies.of(() -> client.send(lookup, HttpResponse.BodyHandlers.ofString()), WARM_UP, WARM_UP_AT_ONCE);
                told("over HTTP, -Xmx256m", rounds, ideal, () -> flood(client, lookup, server));
            }
        }
    }

    private interface Flood {
        double perSecond() throws InterruptedException;
    }

    private static void told(String what, int rounds, double ideal, Flood flood) throws InterruptedException {
        flood.perSecond();
        Median share = new Median();
        for (int round = 1; round <= rounds; round++) {
            double rate = flood.perSecond();
            System.out.printf("round %d, %s: %.0f lookups/s of %.0f%n", round, what, rate, ideal);
            share.add(rate / ideal);
        }
        System.out.println("2,000 in flight " + what + ", share of 2,000 / 0.3 s (goal >= 0.8): " + share.told());
    }

    private static double flood(HttpClient client, HttpRequest lookup, Server server) throws InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        AtomicInteger failed = new AtomicInteger();
        long began = System.nanoTime();
        for (int i = 0; i < CALLS_OVER_HTTP; i++) {
            places.acquire();
            CompletableFuture<?> unused = client.sendAsync(lookup, HttpResponse.BodyHandlers.ofString())
                    .whenComplete((response, error) -> {
                        if (error != null || response.statusCode() != 200) {
                            if (failed.getAndIncrement() == 0) {
                                System.out.println("failed: " + (error != null ? error : response.body()));
                            }
                        }
                        places.release();
                    });
            if (i == CALLS_OVER_HTTP / 2) {
                System.out.println("threads of the server half way: " + server.threads());
            }
        }
        places.acquire(AT_ONCE);
        if (failed.get() > 0) {
            throw new IllegalStateException("this run doesn't count: " + failed.get() + " lookups failed");
        }
        return CALLS_OVER_HTTP / ((System.nanoTime() - began) / 1e9);
    }
}
