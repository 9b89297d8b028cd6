package com.trulybot.integrations.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Taking webhooks in: verify, keep durably, answer; while the jobs work what was kept. Against {@code pgbench} that inserts
 * single rows into the same PostgreSQL over as many connections.
 */
final class WebhookIntake {
    private static final int CONNECTIONS = 16;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 10;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    /** Kept also for shops that are not connected, so that no store has to be asked when it is worked. */
    private static final String TOPIC = "app/uninstalled";

    private static final String SHOP = "benchmarks.myshopify.com";
    private static final String BODY =
            "{\"id\":548380009,\"name\":\"Benchmarks\",\"myshopify_domain\":\"" + SHOP + "\"}";

    private WebhookIntake() {}

    // The children are only kept running, so javac thinks that they are not used.
    @SuppressWarnings("try")
    static void measure(int rounds) throws IOException {
        int storePort = Child.freePort();
        try (Child store = Child.java(
                        StoreStand.class, List.of("-Xmx128m"), Map.of(), List.of("0", Integer.toString(storePort)));
                Server server = new Server(List.of(), storePort)) {
            Path deliveries = Files.writeString(Files.createTempFile("deliveries", ".lua"), deliveries());
            Pgbench rows = new Pgbench(server.data());
            Wrk.scripted(deliveries, server.webhooksUrl(), CONNECTIONS, WARM_UP_SECONDS);
            Median ratio = new Median();
            for (int round = 1; round <= rounds; round++) {
                Wrk.Figures ours = Wrk.scripted(deliveries, server.webhooksUrl(), CONNECTIONS, SECONDS);
                double inserts = rows.insert();
                System.out.printf(
                        "round %d: %.0f webhooks/s, p99 %.2f ms; pgbench %.0f inserts/s%n",
                        round, ours.rate(), ours.p99Millis(), inserts);
                ratio.add(ours.rate() / inserts);
            }
            System.out.println("webhook intake, to pgbench's single-row inserts (goal >= 0.4): " + ratio.told());
        }
    }

    /** The same signed bytes each time, with another id: ids are what tells one delivery from another. */
    private static String deliveries() {
        return """
                wrk.method = "POST"
                wrk.body = [[%s]]
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["X-Shopify-Topic"] = "%s"
                wrk.headers["X-Shopify-Shop-Domain"] = "%s"
                wrk.headers["X-Shopify-API-Version"] = "2026-10"
                wrk.headers["X-Shopify-Hmac-Sha256"] = "%s"
                local begin = os.time() .. "-" .. tostring({}):sub(8)
                local count = 0
                function request()
                  count = count + 1
                  wrk.headers["X-Shopify-Webhook-Id"] = begin .. "-" .. count
                  return wrk.format()
                end
                """.formatted(BODY, TOPIC, SHOP, signature());
    }

    private static String signature() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Server.SHOPIFY_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }

    /** The yardstick, on the server's own PostgreSQL. */
    private static final class Pgbench {
        private final String port;
        private final String password;
        private final Path script;

        Pgbench(Path data) throws IOException {
            // The fourth line is the port: PostgreSQL's manual, "postmaster.pid".
            port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .get(3)
                    .strip();
            password = Files.readString(data.resolve("postgres.password")).strip();
            script = Files.writeString(
                    Files.createTempFile("insert", ".sql"),
                    "insert into yardstick (id, word, at) values (gen_random_uuid(), 'app/uninstalled', now());\n");
            Path table = Files.writeString(
                    Files.createTempFile("table", ".sql"),
                    "create table if not exists yardstick (id uuid primary key, word text, at timestamptz);\n");
            run(List.of("-t", "1", "-f", table.toString()));
        }

        double insert() {
            String out = run(List.of(
                    "-c",
                    Integer.toString(CONNECTIONS),
                    "-j",
                    "1",
                    "-T",
                    Integer.toString(SECONDS),
                    "-f",
                    script.toString()));
            Matcher tps = TPS.matcher(out);
            if (!tps.find()) {
                throw new IllegalStateException("this run doesn't count:\n" + out);
            }
            return Double.parseDouble(tps.group(1));
        }

        private String run(List<String> arguments) {
            List<String> command = new java.util.ArrayList<>(
                    List.of("pgbench", "-n", "-h", "127.0.0.1", "-p", port, "-U", "trulybot"));
            command.addAll(arguments);
            command.add("postgres");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", password);
            try {
                Process process = builder.start();
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("pgbench failed:\n" + out);
                }
                return out;
            } catch (IOException e) {
                throw new IllegalStateException(
                        "can't start pgbench; install it (Debian: apt-get install postgresql-contrib)", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
