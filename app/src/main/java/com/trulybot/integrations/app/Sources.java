package com.trulybot.integrations.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where values come from: the environment, which wins, and a file of {@code NAME=value} lines. An empty value counts as
 * not set. A file's unknown names are problems; the environment is full of other programs' names, so there they are not.
 */
final class Sources {
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final List<String> problems;

    private Sources(Map<String, String> environment, Map<String, String> file, List<String> problems) {
        this.environment = Map.copyOf(environment);
        this.file = Map.copyOf(file);
        this.problems = List.copyOf(problems);
    }

    /** A value and where it was given. */
    record Given(String text, String from) {}

    static Sources of(Map<String, String> environment) {
        return new Sources(environment, Map.of(), List.of());
    }

    /**
     * Reads the file, if there is one.
     *
     * @param path null for none
     */
    static Sources read(Map<String, String> environment, @Nullable Path path) {
        if (path == null) {
            return of(environment);
        }
        Map<String, String> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        try {
            int number = 0;
            for (String raw : Files.readAllLines(path)) {
                number++;
                String line = raw.strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 1) {
                    problems.add(path + ", line " + number + ": must be NAME=value, or begin with # as a comment");
                    continue;
                }
                String name = line.substring(0, equals).strip();
                if (values.put(name, unquoted(line.substring(equals + 1).strip())) != null) {
                    problems.add(path + ", line " + number + ": " + name + " is set twice; remove one of them");
                }
            }
        } catch (IOException e) {
            problems.add("--config: " + path + " can't be read as UTF-8 text; check the path and who may read it");
        }
        return new Sources(environment, values, problems);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && ((value.startsWith("\"") && value.endsWith("\"")) || (value.startsWith("'") && value.endsWith("'")));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    Optional<Given> find(String name) {
        return given(environment, name, "environment").or(() -> given(file, name, "file"));
    }

    private static Optional<Given> given(Map<String, String> values, String name, String from) {
        return Optional.ofNullable(values.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> new Given(text, from));
    }

    /**
     * What is wrong with the file.
     *
     * @param prefixes such as {@code BIGCOMMERCE_}: what strangers' adapters may name their settings
     */
    List<String> problems(Set<String> prefixes) {
        List<String> all = new ArrayList<>(problems);
        List<String> known = Stream.of(Setting.values()).map(Setting::name).toList();
        for (String name : file.keySet().stream().sorted().toList()) {
            boolean foreign = prefixes.stream()
                    .anyMatch(prefix ->
                            name.startsWith(prefix) && known.stream().noneMatch(ours -> ours.startsWith(prefix)));
            if (!foreign && !known.contains(name)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt(ours -> distance(ours, name)))
                        .orElseThrow();
                all.add(name + ": there is no such setting; did you mean " + nearest + "?");
            }
        }
        return all;
    }

    /** How many letters must be put in, taken out or changed to make one of the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
