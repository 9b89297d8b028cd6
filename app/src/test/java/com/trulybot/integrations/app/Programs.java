package com.trulybot.integrations.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's programs, unpacked once for all tests. */
final class Programs {
    private static final Path UNPACKED = Path.of("target", "postgresql").toAbsolutePath();

    private Programs() {}

    /** Spares a data folder the unpacking. */
    static void linkInto(Path folder) throws IOException {
        Path home = Path.of(PostgresBinaries.unpackInto(UNPACKED).program("initdb"))
                .resolve("../..")
                .normalize();
        Files.createSymbolicLink(folder.resolve(home.getFileName()), home);
    }
}
