package com.trulybot.integrations.platform.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.platform.PluginDownload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A plugin of ours that merchants download, where there is one. */
public interface PluginContract extends Contract {
    /** As an operator may have it: with a port and a path. */
    URI OURS = URI.create("https://ours.example:8443/trulybot");

    /** Another operator's. */
    URI ANOTHERS = URI.create("https://another.example");

    @Test
    default void theFilesNameIsPlain(StoreUnderTest store) {
        assertThat(plugin(store).fileName()).matches("[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)+");
    }

    @Test
    default void theFileKnowsTheServerThatServesItAndNoOther(StoreUnderTest store) {
        String ours = text(plugin(store), OURS);
        String anothers = text(plugin(store), ANOTHERS);

        assertThat(ours).contains(OURS.toString()).doesNotContain(ANOTHERS.toString());
        assertThat(anothers).contains(ANOTHERS.toString()).doesNotContain(OURS.toString());
    }

    @Test
    default void theFileIsTheSameEachTime(StoreUnderTest store) {
        assertThat(plugin(store).file(OURS)).isEqualTo(plugin(store).file(OURS));
    }

    @Test
    default void aZipUnpacksWhereItShould(StoreUnderTest store) {
        PluginDownload plugin = plugin(store);
        Assumptions.assumeTrue(isZip(plugin), "the plugin is no zip");

        List<String> names = new ArrayList<>();
        unzip(plugin.file(OURS), names);

        assertThat(names)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.startsWith("/") || name.contains("..") || name.contains("\\"));
    }

    @Test
    default void thePluginIsHadWithoutAskingAnyStore(StoreUnderTest store) {
        plugin(store).file(OURS);

        assertThat(store.scenario().requests()).isZero();
    }

    private static PluginDownload plugin(StoreUnderTest store) {
        Assumptions.assumeTrue(store.scenario().plugin(), "the platform has no plugin of ours");
        return store.platform().plugin().orElseThrow();
    }

    private static boolean isZip(PluginDownload plugin) {
        return plugin.fileName().endsWith(".zip");
    }

    /** All that stands in it. */
    private static String text(PluginDownload plugin, URI server) {
        byte[] file = plugin.file(server);
        return isZip(plugin) ? unzip(file, new ArrayList<>()) : new String(file, StandardCharsets.UTF_8);
    }

    private static String unzip(byte[] file, List<String> names) {
        StringBuilder all = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }
}
