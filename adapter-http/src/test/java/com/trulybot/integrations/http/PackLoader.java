package com.trulybot.integrations.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run by the build: lays the brotli form of the widget's loader beside it, so that no server needs a native library. */
final class PackLoader {
    private PackLoader() {}

    /**
     * Packs one file.
     *
     * @param arguments the file; its packed form is the same name with {@code .br}
     */
    public static void main(String[] arguments) throws IOException {
        Brotli4jLoader.ensureAvailability();
        Path file = Path.of(arguments[0]);
        byte[] packed =
                Encoder.compress(Files.readAllBytes(file), Encoder.Parameters.create(11, 22, Encoder.Mode.TEXT));
        Files.write(file.resolveSibling(file.getFileName() + ".br"), packed);
    }
}
