package com.trulybot.integrations.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another process of the measurement: a server under test, or a yardstick. Ended when it is closed. */
final class Child implements AutoCloseable {
    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** A class of ours in a JVM of its own, with this one's class path. */
    static Child java(Class<?> main, List<String> jvm, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(command, environment);
    }

    /** Any program; it is ready when it says {@code ready}, or what it serves. */
    static Child start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            CountDownLatch ready = new CountDownLatch(1);
            StringBuilder said = new StringBuilder();
            Thread reader = new Thread(() -> readOutput(process, ready, said), "output of " + command.get(0));
            reader.setDaemon(true);
            reader.start();
            Child child = new Child(process);
            Runtime.getRuntime().addShutdownHook(new Thread(child::close));
            if (!ready.await(90, TimeUnit.SECONDS) || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                child.close();
                throw new IllegalStateException(command.get(0) + " did not get ready:\n" + said);
            }
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + command.get(0) + "; is it installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void readOutput(Process process, CountDownLatch ready, StringBuilder said) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.equals("ready") || lower.contains("serving http")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            said.append(e);
        }
        ready.countDown();
    }

    /** A port that nobody has at this moment. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many threads of the operating system's it has, on Linux; -1 elsewhere. */
    int threads() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            return (int) tasks.count();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
