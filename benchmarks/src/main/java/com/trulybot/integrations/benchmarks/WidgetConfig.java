package com.trulybot.integrations.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The widget's configuration, warm, 64 connections, against bare Javalin and bare Fastify with the same bytes. */
final class WidgetConfig {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 8;
    private static final int SECONDS = 10;

    private WidgetConfig() {}

    // The children are only kept running, so javac thinks that they are not used.
    @SuppressWarnings("try")
    static void measure(int rounds) throws IOException {
        int storePort = Child.freePort();
        int javalinPort = Child.freePort();
        int fastifyPort = Child.freePort();
        try (Child store = Child.java(
                        StoreStand.class, List.of("-Xmx128m"), Map.of(), List.of("0", Integer.toString(storePort)));
                Server server = new Server(List.of(), storePort)) {
            Path bytes = Files.createTempFile("widget-config", ".json");
            Files.write(bytes, server.config());
            Path fastify = Path.of("benchmarks", "yardsticks", "fastify", "server.js");
            try (Child javalin = Child.java(
                            BareJavalin.class,
                            List.of(),
                            Map.of(),
                            List.of(bytes.toString(), Integer.toString(javalinPort)));
                    Child node = Child.start(
                            List.of("node", fastify.toString(), bytes.toString(), Integer.toString(fastifyPort)),
                            Map.of())) {
                compare(
                        server.configUrl(),
                        "http://127.0.0.1:" + javalinPort + "/config",
                        "http://127.0.0.1:" + fastifyPort + "/config",
                        rounds);
            }
        }
    }

    private static void compare(String ours, String javalin, String fastify, int rounds) {
        for (String url : List.of(ours, javalin, fastify)) {
            Wrk.get(url, CONNECTIONS, WARM_UP_SECONDS);
        }
        Median rateToJavalin = new Median();
        Median p99ToJavalin = new Median();
        Median rateToFastify = new Median();
        for (int round = 1; round <= rounds; round++) {
            Wrk.Figures a = Wrk.get(ours, CONNECTIONS, SECONDS);
            Wrk.Figures b = Wrk.get(javalin, CONNECTIONS, SECONDS);
            Wrk.Figures c = Wrk.get(fastify, CONNECTIONS, SECONDS);
            System.out.printf(
                    "round %d: ours %.0f/s p99 %.2f ms; bare Javalin %.0f/s p99 %.2f ms; bare Fastify %.0f/s p99 %.2f ms%n",
                    round, a.rate(), a.p99Millis(), b.rate(), b.p99Millis(), c.rate(), c.p99Millis());
            rateToJavalin.add(a.rate() / b.rate());
            p99ToJavalin.add(a.p99Millis() / b.p99Millis());
            rateToFastify.add(a.rate() / c.rate());
        }
        System.out.println("widget configuration, requests/s, to bare Javalin (goal >= 0.8): " + rateToJavalin.told());
        System.out.println("widget configuration, p99, to bare Javalin (goal <= 2): " + p99ToJavalin.told());
        System.out.println("widget configuration, requests/s, to bare Fastify (goal >= 1.0): " + rateToFastify.told());
    }
}
