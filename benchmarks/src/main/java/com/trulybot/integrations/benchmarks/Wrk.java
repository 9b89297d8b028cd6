package com.trulybot.integrations.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code wrk}, and what it prints. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern ERRORS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private Wrk() {}

    /**
     * One run's figures.
     *
     * @param rate requests a second
     * @param p99Millis the 99th percentile of the latency
     */
    record Figures(double rate, double p99Millis) {}

    /** GETs the address over so many connections for so long, on one thread, since two cores are all there are. */
    static Figures get(String url, int connections, int seconds) {
        return figures(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", url));
    }

    /** The same with a script in Lua that makes the requests. */
    static Figures scripted(Path script, String url, int connections, int seconds) {
        return figures(List.of(
                "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", "-s", script.toString(), url));
    }

    private static Figures figures(List<String> command) {
        String out = run(command);
        Matcher errors = ERRORS.matcher(out);
        Matcher rate = RATE.matcher(out);
        Matcher p99 = P99.matcher(out);
        if (errors.find() || !rate.find() || !p99.find()) {
            throw new IllegalStateException("this run doesn't count:\n" + out);
        }
        double unit = switch (p99.group(2)) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1_000;
        };
        return new Figures(Double.parseDouble(rate.group(1)), Double.parseDouble(p99.group(1)) * unit);
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException("can't start wrk; install it (Debian: apt-get install wrk)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
