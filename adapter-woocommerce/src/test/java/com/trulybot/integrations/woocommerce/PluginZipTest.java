package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.platform.PluginDownload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginZipTest {
    private static final LocalDateTime BUILT = LocalDateTime.parse("2026-11-01T00:00:00");
    private static final String SERVER = "trulybot-for-woocommerce/server.php";
    private static final URI OURS = URI.create("https://ours.example");

    /** In another order than by name, with what is no text. */
    private static final List<Entry> ENTRIES = List.of(
            new Entry("trulybot-for-woocommerce/", "", BUILT),
            new Entry("trulybot-for-woocommerce/trulybot-for-woocommerce.php", "<?php // é '", BUILT),
            new Entry(SERVER, "<?php return '';\n", BUILT),
            new Entry("trulybot-for-woocommerce/languages/de.mo", "\u0000\u00de\u0012", BUILT.plusMonths(5)),
            new Entry("trulybot-for-woocommerce/README.txt", "x".repeat(100_000), BUILT));

    private final PluginDownload plugin = new PluginZip(zip(ENTRIES));

    private record Entry(String name, String text, LocalDateTime at) {}

    @Test
    void isInstalledUnderItsName() {
        assertThat(plugin.fileName()).isEqualTo("trulybot-for-woocommerce.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ours.example",
                "https://ours.example:8443/bot",
                "http://localhost:8080",
                "http://[::1]:8080",
                "https://xn--bcher-kva.example"
            })
    void knowsThisServerAndIsOtherwiseAsItWasBuilt(String address) {
        List<Entry> expected = new ArrayList<>(ENTRIES);
        expected.set(2, new Entry(SERVER, "<?php return '" + address + "';\n", BUILT));

        assertThat(read(plugin.file(URI.create(address)))).containsExactlyElementsOf(expected);
    }

    @Test
    void theServersTimeZoneChangesNothing() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            assertThat(read(plugin.file(OURS))).extracting(Entry::at).contains(BUILT, BUILT.plusMonths(5));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void isMadeOnceForAnAddressAndCannotBeSpoilt() {
        byte[] first = plugin.file(OURS);
        byte[] kept = first.clone();
        first[0] = 0;

        assertThat(plugin.file(OURS)).isEqualTo(kept);
        assertThat(read(plugin.file(URI.create("https://other.example"))).get(2).text())
                .contains("other.example");
        assertThat(plugin.file(OURS)).isEqualTo(kept);
    }

    /** What could end the text in PHP, or means something in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ours.example/'.system($_GET[0]).'",
                "https://ours.example/it's",
                "https://ours.example/?a=b",
                "https://ours.example/#x",
                "https://me:secret@ours.example",
                "https://ours.example/%27",
                "https://bücher.example",
                "ftp://ours.example",
                "//ours.example",
                "ours.example"
            })
    void anAddressThatIsNotPlainIsRefused(String address) {
        assertThatThrownBy(() -> plugin.file(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aZipWithoutThePlaceForTheAddressIsNoPlugin() {
        PluginDownload other = new PluginZip(zip(ENTRIES.subList(0, 2)));

        assertThatThrownBy(() -> other.file(OURS)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theOneThatWasBuiltHasThePlaceForTheAddress() {
        List<Entry> entries = read(PluginZip.ofTheBuild().orElseThrow().file(OURS));

        assertThat(entries)
                .filteredOn(entry -> entry.name.equals(SERVER))
                .singleElement()
                .satisfies(entry -> assertThat(entry.text).isEqualTo("<?php return 'https://ours.example';\n"));
        assertThat(entries).extracting(Entry::name).contains("trulybot-for-woocommerce/trulybot-for-woocommerce.php");
    }

    private static byte[] zip(List<Entry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (Entry each : entries) {
                ZipEntry entry = new ZipEntry(each.name);
                entry.setTimeLocal(each.at);
                to.putNextEntry(entry);
                to.write(each.text.getBytes(StandardCharsets.ISO_8859_1));
                to.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<Entry> read(byte[] zip) {
        List<Entry> entries = new ArrayList<>();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry each = from.getNextEntry(); each != null; each = from.getNextEntry()) {
                String text = new String(from.readAllBytes(), StandardCharsets.ISO_8859_1);
                entries.add(new Entry(each.getName(), text, each.getTimeLocal()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
