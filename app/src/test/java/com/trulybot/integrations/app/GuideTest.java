package com.trulybot.integrations.app;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.StoreProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide for adapters' authors shows what is built, and names all that there is. */
class GuideTest {
    private static final Path GUIDES = Path.of("..", "docs", "guides");
    private static final Path EXAMPLE = GUIDES.resolve("acme-adapter");
    private static final Path PORT = Path.of("..", "port-store-platforms");

    /** A fence under a line that is only a bold file name. */
    private static final Pattern SHOWN_FILE = Pattern.compile("(?ms)^\\*\\*`([^`\n]+)`\\*\\*\n\n```[a-z]+\n(.*?)^```$");

    private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public .*?(?:class|interface|record|enum) (\\w+)");

    private static String guide() throws IOException {
        return Files.readString(GUIDES.resolve("writing-an-adapter.md"));
    }

    private static Map<String, String> shownFiles() throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        for (MatchResult file : SHOWN_FILE.matcher(guide()).results().toList()) {
            assertThat(shown.put(file.group(1), file.group(2)))
                    .as("%s is shown once", file.group(1))
                    .isNull();
        }
        return shown;
    }

    @Test
    void eachFileInTheGuideIsTheOneThatIsBuilt() throws IOException {
        for (Map.Entry<String, String> file : shownFiles().entrySet()) {
            assertThat(file.getValue())
                    .as("%s in the guide, beside the one in acme-adapter", file.getKey())
                    .isEqualTo(Files.readString(EXAMPLE.resolve(file.getKey())));
        }
    }

    @Test
    void eachFileThatIsBuiltIsInTheGuide() throws IOException {
        try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src"))) {
            List<String> built = Stream.concat(
                            Stream.of(EXAMPLE.resolve("pom.xml")), sources.filter(Files::isRegularFile))
                    .map(file -> EXAMPLE.relativize(file).toString().replace('\\', '/'))
                    .toList();
            assertThat(shownFiles().keySet()).containsExactlyInAnyOrderElementsOf(built);
        }
    }

    @Test
    void theGuideNamesEachTypeAnAuthorMeets() throws IOException {
        Set<String> named = wordsInCode(guide());

        for (String folder : List.of("src/main/java", "tck/src/main/java")) {
            try (Stream<Path> files = Files.walk(PORT.resolve(folder))) {
                List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.getParent().endsWith("http"))
                        .toList();
                assertThat(sources).isNotEmpty();
                for (Path source : sources) {
                    assertThat(named).as("what the guide names").containsAll(publicTypes(Files.readString(source)));
                }
            }
        }
    }

    @Test
    void theGuideSaysWhatEachProblemIsFor() throws IOException {
        assertThat(wordsInCode(guide()))
                .containsAll(Arrays.stream(StoreProblem.values())
                        .map(StoreProblem::name)
                        .toList());
    }

    private static Set<String> wordsInCode(String text) {
        return Pattern.compile("`([A-Za-z_]+)`")
                .matcher(text)
                .results()
                .map(word -> word.group(1))
                .collect(toSet());
    }

    private static Set<String> publicTypes(String source) {
        return PUBLIC_TYPE.matcher(source).results().map(type -> type.group(1)).collect(toSet());
    }
}
