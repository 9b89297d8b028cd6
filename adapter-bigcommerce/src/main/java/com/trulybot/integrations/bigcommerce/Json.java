package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads members of BigCommerce's JSON. What is missing, blank or of another form is null or zero: never an error. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Bounded, because a number such as 1e999999999 is short to write and endless to reckon with. */
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,12})?");

    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\u00a0]+");

    private Json() {}

    /** The JSON of a text; a missing node when it is none. */
    static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException notJson) {
            // The exception would quote it.
            return MissingNode.getInstance();
        }
    }

    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isValueNode() || value.isNull()) {
            return null;
        }
        String text = BLANKS.matcher(value.asText()).replaceAll(" ").strip();
        return text.isEmpty() ? null : text;
    }

    /** Text for people: names are plain text, and what looks like a tag all the same is taken out. */
    static @Nullable String clean(JsonNode object, String name) {
        String text = text(object, name);
        if (text == null) {
            return null;
        }
        String clean = TAG.matcher(text).replaceAll("").strip();
        return clean.isEmpty() ? null : clean;
    }

    /** The first of these members that says anything. */
    static @Nullable String firstText(JsonNode object, String... names) {
        for (String name : names) {
            String text = clean(object, name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** A whole number of any size that is an id; null when it is none. */
    static @Nullable String id(JsonNode object, String name) {
        String text = text(object, name);
        return text != null && text.matches("[1-9][0-9]{0,18}") ? text : null;
    }

    /** An amount, which BigCommerce writes as text, as a decimal or as a whole number; zero when there is none. */
    static BigDecimal amount(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isIntegralNumber() || value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            return Math.abs((long) number.scale()) <= 18 && number.precision() <= 30 ? number : BigDecimal.ZERO;
        }
        String text = text(object, name);
        return text != null && AMOUNT.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
    }

    static int number(JsonNode object, String name, int otherwise) {
        String text = text(object, name);
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    static boolean flag(JsonNode object, String name) {
        return object.path(name).asBoolean(false);
    }

    /** A time of v2 (RFC 2822) or of v3 (ISO 8601); null when there is none. */
    static @Nullable Instant time(JsonNode object, String name) {
        String text = text(object, name);
        if (text == null) {
            return null;
        }
        try {
            return Character.isDigit(text.charAt(0))
                    ? OffsetDateTime.parse(text).toInstant()
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    /** The elements of an array; none when it is no array. */
    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        if (array.isArray()) {
            array.forEach(list::add);
        }
        return list;
    }
}
