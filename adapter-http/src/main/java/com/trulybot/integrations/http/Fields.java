package com.trulybot.integrations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.workspace.CanonicalUuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read by name. What is wrong is collected, so that the client hears of everything at
 * once: call {@link #check()} after reading. A missing, {@code null} or blank member is absent. Unknown ones are ignored.
 */
final class Fields {
    private final JsonNode object;
    private final String prefix;
    private final List<FieldProblem> problems;

    Fields(JsonNode object, String prefix) {
        this(object, prefix, new ArrayList<>());
    }

    private Fields(JsonNode object, String prefix, List<FieldProblem> problems) {
        this.object = object;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** One line of text, stripped; null when absent. */
    @Nullable
    String line(String name, int maxLength) {
        String text = prose(name, maxLength);
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            problem(name, "must be one line without control characters");
            return null;
        }
        return text;
    }

    /** Text that may have several lines, stripped; null when absent. */
    @Nullable
    String prose(String name, int maxLength) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            problem(name, "must be text");
            return null;
        }
        String text = node.textValue().strip();
        if (text.length() > maxLength) {
            problem(name, "must have at most " + maxLength + " characters");
            return null;
        }
        if (!isText(text)) {
            problem(name, "must not hold NUL or halves of characters");
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    /** Text that must be there; an empty string after a problem. */
    String required(String name, int maxLength) {
        int before = problems.size();
        String text = line(name, maxLength);
        if (text == null && problems.size() == before) {
            problem(name, "must be given");
        }
        return text == null ? "" : text;
    }

    @Nullable
    UUID uuid(String name) {
        return parsed(name, 36, text -> CanonicalUuid.parse(text, name));
    }

    @Nullable
    IntegrationId integrationId(String name) {
        UUID id = uuid(name);
        return id == null ? null : new IntegrationId(id);
    }

    /** What {@code parse} makes of a line; its {@link IllegalArgumentException} is told as the member's problem. */
    <T> @Nullable T parsed(String name, int maxLength, Function<String, T> parse) {
        String text = line(name, maxLength);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            problem(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A whole number; {@code otherwise} when absent. */
    int integer(String name, int min, int max, int otherwise) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            problem(name, "must be a whole number from " + min + " to " + max);
            return otherwise;
        }
        return node.intValue();
    }

    /** The members of an object in it; null when absent. Problems are collected here. */
    @Nullable
    Fields object(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            problem(name, "must be an object");
            return null;
        }
        return new Fields(node, prefix + name + ".", problems);
    }

    /** The same, without members when absent. */
    Fields objectOrEmpty(String name) {
        Fields found = object(name);
        return found == null ? new Fields(MissingNode.getInstance(), prefix + name + ".", problems) : found;
    }

    /** A UUID that must be there; one of zeros after a problem. */
    UUID requiredUuid(String name) {
        int before = problems.size();
        UUID id = uuid(name);
        if (id == null && problems.size() == before) {
            problem(name, "must be given");
        }
        return id == null ? new UUID(0, 0) : id;
    }

    /** The objects of a list that must be there; none after a problem. Their problems are collected here. */
    List<Fields> objects(String name, int minItems, int maxItems) {
        JsonNode node = object.path(name);
        if (!node.isArray() || node.size() < minItems || node.size() > maxItems) {
            problem(name, "must be a list of " + minItems + " to " + maxItems);
            return List.of();
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isObject()) {
                problem(name + "[" + i + "]", "must be an object");
            } else {
                objects.add(new Fields(node.get(i), prefix + name + "[" + i + "].", problems));
            }
        }
        return objects;
    }

    /** The names of all members. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Lines of text; null when absent. */
    @Nullable
    List<String> lines(String name, int maxItems, int maxLength) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray() || node.size() > maxItems) {
            problem(name, "must be a list of at most " + maxItems);
            return null;
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isTextual() || item.textValue().length() > maxLength) {
                problem(name, "must hold texts of at most " + maxLength + " characters");
                return null;
            }
            lines.add(item.textValue());
        }
        return lines;
    }

    /** Switches by name; empty when absent. */
    Map<String, Boolean> switches(String name, int maxItems) {
        Map<String, Boolean> switches = new LinkedHashMap<>();
        JsonNode node = object.path(name);
        for (String key : keys(name, maxItems)) {
            if (!node.path(key).isBoolean()) {
                problem(name, "must hold true or false by name");
                return Map.of();
            }
            switches.put(key, node.path(key).booleanValue());
        }
        return switches;
    }

    /** Texts by name; empty when absent. */
    Map<String, String> texts(String name, int maxItems, int maxLength) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode node = object.path(name);
        for (String key : keys(name, maxItems)) {
            String value = node.path(key).textValue();
            if (value == null || value.length() > maxLength || !isText(value)) {
                problem(name, "must hold texts of at most " + maxLength + " characters by name");
                return Map.of();
            }
            texts.put(key, value);
        }
        return texts;
    }

    private List<String> keys(String name, int maxItems) {
        Fields map = object(name);
        List<String> keys = map == null ? List.of() : map.names();
        if (keys.size() > maxItems || keys.stream().anyMatch(key -> !key.matches("[A-Za-z][A-Za-z0-9_.-]{0,63}"))) {
            problem(name, "must have at most " + maxItems + " names of 1 to 64 letters, digits, . _ or -");
            return List.of();
        }
        return keys;
    }

    void problem(String name, String message) {
        problems.add(new FieldProblem(prefix + name, message));
    }

    /**
     * Ends the reading.
     *
     * @throws Problem with everything that was wrong
     */
    void check() {
        if (!problems.isEmpty()) {
            throw Problems.validationFailed(problems);
        }
    }

    /** Whether PostgreSQL and UTF-8 can hold it: no NUL, no half of a surrogate pair. */
    static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
