package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The theme extension, as far as it can be judged without Shopify; its theme check was run by hand. */
class ThemeExtensionTest {
    private static final Path FOLDER = Path.of("theme-extension");
    private static final Path BLOCK = FOLDER.resolve("blocks").resolve(ShopifyWidget.BLOCK + ".liquid");
    private static final Path SCRIPT = FOLDER.resolve("assets/trulybot.js");
    private static final String ENGLISH = "en.default";

    /** What Shopify's theme check allows the JavaScript of an app block, compressed. */
    private static final int MOST_BYTES = 10_000;

    private static final Pattern SCHEMA =
            Pattern.compile("\\{%\\s*schema\\s*%}(.*)\\{%\\s*endschema\\s*%}", Pattern.DOTALL);

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files() {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Answers.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode schema() {
        Matcher schema = SCHEMA.matcher(text(BLOCK));
        assertThat(schema.find()).as("the block has a schema").isTrue();
        return json(schema.group(1));
    }

    private static JsonNode locale(String language) {
        return json(text(FOLDER.resolve("locales").resolve(language + ".schema.json")));
    }

    /** The names of all texts in it, with the names of what they are in. */
    private static Set<String> names(String prefix, JsonNode texts) {
        Set<String> names = new TreeSet<>();
        texts.properties().forEach(entry -> {
            String name = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
            if (entry.getValue().isObject()) {
                names.addAll(names(name, entry.getValue()));
            } else {
                assertThat(entry.getValue().asText()).as(name).isNotBlank();
                names.add(name);
            }
        });
        return names;
    }

    @Test
    void theDeepLinkNamesTheBlockThatIsThere() {
        assertThat(files())
                .filteredOn(file -> file.startsWith(FOLDER.resolve("blocks")))
                .containsExactly(BLOCK);
    }

    @Test
    void shopifyFindsOnlyWhatItTakes() {
        assertThat(files())
                .extracting(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                .allMatch(name -> name.equals("shopify.extension.toml")
                        || name.matches("assets/[a-z]+\\.js|blocks/[a-z]+\\.liquid|locales/[a-z.]+\\.json"));
        assertThat(text(FOLDER.resolve("shopify.extension.toml"))).contains("type = \"theme\"");
    }

    @Test
    void theBlockIsAnEmbedForTheBodyAndAsksForNothingThatWeKnow() {
        assertThat(schema().path("target").asText()).isEqualTo("body");
        assertThat(schema().path("settings").findValuesAsText("id")).containsExactly("consent");
    }

    @Test
    void theHtmlSaysWhichLoaderWhichAccountAndWhichShop() {
        assertThat(text(BLOCK))
                .contains("app.metafields.trulybot.user.value")
                .contains("app.metafields.trulybot.loader.value")
                .contains("data-loader=\"{{ loader | escape }}\"")
                .contains("data-user=\"{{ user | escape }}\"")
                .contains("data-store=\"{{ shop.permanent_domain | escape }}\"");
        assertThat(text(SCRIPT)).contains("dataset.user = user").contains("dataset.store = store");
    }

    @Test
    void nothingIsPutOutUnescaped() {
        Matcher output = Pattern.compile("\\{\\{(.*?)}}").matcher(text(BLOCK));
        List<String> unescaped = new ArrayList<>();
        while (output.find()) {
            if (!output.group(1).contains("| escape") && !output.group(1).contains("| asset_url")) {
                unescaped.add(output.group());
            }
        }
        assertThat(unescaped).isEmpty();
    }

    @Test
    void theScriptIsSmallerThanTheThemeCheckAllows() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(SCRIPT, gzip);
        }

        assertThat(bytes.size()).isLessThan(MOST_BYTES);
    }

    @Test
    void nothingIsLoadedUnencrypted() {
        assertThat(files()).allSatisfy(file -> assertThat(text(file)).doesNotContain("http://"));
    }

    @Test
    void theChatWaitsForConsentToFunctionalCookies() {
        assertThat(text(SCRIPT))
                .contains("preferencesProcessingAllowed()")
                .contains("visitorConsentCollected")
                .contains("preferencesAllowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, "de", "es", "fr"})
    void eachLanguageHasEveryText(String language) {
        Set<String> used = new TreeSet<>();
        Matcher key = Pattern.compile("\"t:([a-z.]+)\"").matcher(text(BLOCK));
        while (key.find()) {
            used.add(key.group(1));
        }

        assertThat(names("", locale(language))).isEqualTo(used).isNotEmpty();
        // Shopify cuts longer names.
        assertThat(locale(language).at("/block/name").asText()).hasSizeLessThanOrEqualTo(25);
    }
}
