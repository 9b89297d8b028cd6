package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.platform.PluginDownload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The in-memory platform's plugin: one file that holds the server's address. */
final class InMemoryPlugin implements PluginDownload {
    @Override
    public String fileName() {
        return "trulybot-for-in-memory.zip";
    }

    @Override
    public byte[] file(URI server) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("trulybot/server.txt");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(server.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
