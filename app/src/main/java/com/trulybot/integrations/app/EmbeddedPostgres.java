package com.trulybot.integrations.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own in a data folder: what is in it survives restarts. It listens on 127.0.0.1 only, on a port
 * chosen at each start, and asks for a password that stands in a file beside it. If the server process dies it is
 * started again on the same port; if we die, the next start stops the one that was left behind.
 */
final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String USER = "trulybot";
    private static final String START_SECONDS = "60";
    private static final Duration JOIN_WITHIN = Duration.ofSeconds(60);
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private final PostgresBinaries binaries;
    private final Path data;
    private final Path log;
    private final Path passwordFile;
    private final FileChannel lockFile;
    private final int port;
    private boolean closed;

    private EmbeddedPostgres(PostgresBinaries binaries, Path folder, FileChannel lockFile, int port) {
        this.binaries = binaries;
        this.data = folder.resolve("postgres");
        this.log = folder.resolve("postgres.log");
        this.passwordFile = folder.resolve("postgres.password");
        this.lockFile = lockFile;
        this.port = port;
    }

    /**
     * Starts it, making the database if there is none yet.
     *
     * @param folder holds the database and PostgreSQL's programs; one process at a time
     * @throws IOException saying how to mend it, when the folder is in use, holds another major version's data or can't
     *     be written, or when the server does not start
     */
    static EmbeddedPostgres start(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        FileChannel lockFile = lock(absolute);
        try {
            PostgresBinaries binaries = PostgresBinaries.unpackInto(absolute);
            EmbeddedPostgres postgres = new EmbeddedPostgres(binaries, absolute, lockFile, freePort());
            postgres.create();
            postgres.stopOrphan();
            postgres.startServer();
            return postgres;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * The address of the one in this folder, for a command: another process's when one runs it, or else one that is
     * started now and added to the parts.
     *
     * @throws IOException as {@link #start}; also when another process has the folder and its server isn't ready in time
     */
    static String join(Path folder, Parts parts) throws IOException {
        long end = System.nanoTime() + JOIN_WITHIN.toNanos();
        while (true) {
            try {
                return parts.add(start(folder)).url();
            } catch (InUseException byAnother) {
                Optional<String> running = running(folder.toAbsolutePath().normalize());
                if (running.isPresent()) {
                    return running.get();
                }
                if (System.nanoTime() > end) {
                    throw byAnother;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** The address of another process's server, once it takes connections: PostgreSQL says so in its own file. */
    private static Optional<String> running(Path folder) throws IOException {
        Path file = folder.resolve("postgres/postmaster.pid");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        boolean ready = lines.size() > STATE_LINE
                && lines.get(STATE_LINE).strip().equals("ready")
                && lines.get(0).strip().matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(lines.get(0).strip())).isPresent();
        return ready
                ? Optional.of(url(
                        folder.resolve("postgres.password"),
                        lines.get(PORT_LINE).strip()))
                : Optional.empty();
    }

    /** Another process has the folder. */
    static final class InUseException extends IOException {
        private static final long serialVersionUID = 1L;

        InUseException(Path folder) {
            super("another process uses " + folder + "; stop it, or set DATA_DIR to another folder");
        }
    }

    /** Where it is, password included: a secret. */
    String url() throws IOException {
        return url(passwordFile, Integer.toString(port));
    }

    private static String url(Path passwordFile, String port) throws IOException {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER + "&password="
                + Files.readString(passwordFile)
                        .strip()
                        .replace("+", "%2B")
                        .replace("/", "%2F")
                        .replace("=", "%3D");
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException byUs) {
            LOG.debug("{} is in use by this very process", folder);
        }
        channel.close();
        throw new InUseException(folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Makes the database in a folder beside and moves it into place, so that a half-made one is never used. */
    private void create() throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String there = Files.readString(version).strip();
            String ours = run(List.of(binaries.program("postgres"), "--version"))
                    .replaceFirst("(?s).*?([0-9]+)[.0-9a-z]*.*", "$1");
            if (!there.equals(ours)) {
                throw new IOException(data + " holds the data of PostgreSQL " + there + ", but this version brings "
                        + ours + ". Nothing was changed. Run the release you ran before, save the data with pg_dump,"
                        + " then start this one with an empty DATA_DIR and load them");
            }
            return;
        }
        if (Files.exists(data)) {
            throw new IOException(data + " is there but holds no PostgreSQL data; move it away, or set DATA_DIR to"
                    + " another folder");
        }
        SecretFile.readOrMake(passwordFile);
        Path making = Files.createTempDirectory(data.resolveSibling("."), "postgres-making-")
                .normalize();
        run(List.of(
                binaries.program("initdb"),
                "--pgdata=" + making,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        Files.move(making, data);
    }

    /** A server that outlived us still has the folder; no one else can be using it, since we hold the lock. */
    private void stopOrphan() throws IOException {
        Optional<ProcessHandle> left = server();
        if (left.isPresent()) {
            LOG.info("stopping the PostgreSQL that an earlier run left behind");
            stopServer();
        } else if (pid().flatMap(ProcessHandle::of).isPresent()) {
            // The file's process is another program that got the number since. PostgreSQL can't tell and would refuse.
            Files.delete(data.resolve("postmaster.pid"));
        }
    }

    private synchronized void startServer() throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), """
                # Written at every start; changes made here are lost.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 100
                shared_buffers = 128MB
                timezone = 'UTC'
                log_timezone = 'UTC'
                password_encryption = 'scram-sha-256'
                """.formatted(port));
        Files.deleteIfExists(log);
        try {
            run(List.of(
                    binaries.program("pg_ctl"),
                    "start",
                    "-w",
                    "-t",
                    START_SECONDS,
                    "-D",
                    data.toString(),
                    "-l",
                    log.toString()));
        } catch (IOException e) {
            throw new IOException("PostgreSQL does not start: " + e.getMessage() + lastLines(), e);
        }
        ProcessHandle server = server().orElseThrow(() -> new IOException("PostgreSQL stopped at once." + lastLines()));
        var unused = server.onExit().thenRun(this::startAgain);
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        LOG.warn("PostgreSQL stopped by itself; starting it again");
        try {
            startServer();
        } catch (IOException e) {
            LOG.error("PostgreSQL could not be started again; restart TrulyBot Integrations", e);
        }
    }

    private Optional<ProcessHandle> server() {
        return pid().flatMap(ProcessHandle::of)
                .filter(process -> process.info()
                        .command()
                        .map(command ->
                                Path.of(command).getFileName().toString().startsWith("postgres"))
                        .orElse(false));
    }

    private Optional<Long> pid() {
        Path file = data.resolve("postmaster.pid");
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(lines.get(0).strip()));
        } catch (IOException | NumberFormatException e) {
            LOG.debug("postmaster.pid can't be read", e);
            return Optional.empty();
        }
    }

    private void stopServer() throws IOException {
        run(List.of(binaries.program("pg_ctl"), "stop", "-w", "-m", "fast", "-D", data.toString()));
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return " There is no log of it in " + log;
        }
    }

    /** Runs one of PostgreSQL's programs to its end and gives what it printed. */
    private static String run(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (root()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(command);
        // To a file, not a pipe: the server inherits it, and a pipe would only end with the server.
        Path output = Files.createTempFile("trulybot-postgres-", ".out");
        try {
            Process process = new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " did not end within two minutes");
            }
            String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " ended with " + process.exitValue() + ": " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was at work", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean root() throws IOException {
        return !PostgresBinaries.windows()
                && System.getProperty("os.name", "").equals("Linux")
                && Files.exists(Path.of("/proc/self"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** Stops it, with open connections cut off. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        try {
            if (server().isPresent()) {
                stopServer();
            }
        } finally {
            lockFile.close();
        }
    }
}
