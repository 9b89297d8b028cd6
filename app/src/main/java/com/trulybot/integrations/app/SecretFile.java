package com.trulybot.integrations.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/** A random secret that is made once and kept in a file that only its owner may read. */
final class SecretFile {
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretFile() {}

    /**
     * The secret in the file: base64 of 32 random bytes, made now if there is no file yet. An existing file is never
     * written to; of two processes that make it at once, both get the first one's.
     */
    static String readOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            make(file, Base64.getEncoder().encodeToString(bytes) + "\n");
        }
        return Files.readString(file).strip();
    }

    private static void make(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        Files.createDirectories(folder);
        Path temporary = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            try (FileChannel out = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            place(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Gives the finished file its name, unless there is one of that name: a link does both in one step. */
    private static void place(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its secret is the one that counts.
        } catch (UnsupportedOperationException e) {
            Files.move(temporary, file);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
