package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.platform.PluginDownload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The WordPress plugin as it was built, with this server's address written into the one file that is made for it. */
final class PluginZip implements PluginDownload {
    static final String FILE_NAME = "trulybot-for-woocommerce.zip";

    /** PHP that returns the server's address; an empty one as it was built. */
    private static final String SERVER = "trulybot-for-woocommerce/server.php";

    /** A web address without anything that means something to PHP or needs encoding. */
    private static final Pattern PLAIN =
            Pattern.compile("https?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?");

    private final byte[] built;
    private @Nullable URI server;
    private byte[] served = {};

    PluginZip(byte[] built) {
        this.built = built.clone();
    }

    /** The one that was built with this adapter; empty where only its classes were. */
    static Optional<PluginZip> ofTheBuild() {
        try (InputStream file = PluginZip.class.getResourceAsStream(FILE_NAME)) {
            return file == null ? Optional.empty() : Optional.of(new PluginZip(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String fileName() {
        return FILE_NAME;
    }

    /** Made once for an address: a server has one. */
    @Override
    public synchronized byte[] file(URI address) {
        if (!address.equals(server)) {
            served = addressed(address.toString());
            server = address;
        }
        return served.clone();
    }

    private byte[] addressed(String address) {
        if (!PLAIN.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "the plugin can't be given the server's address " + address + ": it must be a plain web address");
        }
        // No quote and no backslash can stand in it.
        byte[] php = ("<?php return '" + address + "';\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean written = false;
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(built));
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry each = from.getNextEntry(); each != null; each = from.getNextEntry()) {
                boolean server = each.getName().equals(SERVER);
                ZipEntry same = new ZipEntry(each.getName());
                // Local, as it is kept: so that the server's time zone changes nothing.
                same.setTimeLocal(each.getTimeLocal());
                to.putNextEntry(same);
                to.write(server ? php : from.readAllBytes());
                to.closeEntry();
                written |= server;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!written) {
            throw new IllegalStateException("the plugin's zip holds no " + SERVER);
        }
        return bytes.toByteArray();
    }
}
