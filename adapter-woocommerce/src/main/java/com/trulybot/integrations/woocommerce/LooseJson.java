package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as PHP writes it: numbers may be text and text numbers, what is absent may be null, "" or [], a list with
 * gaps is an object, and plugins keep JSON inside of strings. What can't be read is absent; only a sum of money that is
 * none is an error, since it can't be left out.
 */
final class LooseJson {
    /** Reads one whole JSON value and nothing after it. */
    static final ObjectReader WHOLE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private static final Pattern EPOCH = Pattern.compile("[1-9][0-9]{8,9}");
    private static final Pattern MYSQL = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}");
    private static final int MAX_DIGITS = 30;

    private final JsonNode node;

    LooseJson(JsonNode node) {
        this.node = node;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The value as it is, missing when absent. */
    JsonNode raw(String name) {
        return node.path(name);
    }

    /** How many members it has. */
    int size() {
        return node.size();
    }

    /** Text or number, stripped; null when absent or empty. */
    @Nullable
    String text(String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() && !value.isNumber()) {
            return null;
        }
        String text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    /** The same as clean text, no HTML. */
    @Nullable
    String clean(String name) {
        String text = text(name);
        String clean = text == null ? "" : PlainText.of(text);
        return clean.isEmpty() ? null : clean;
    }

    /**
     * A sum of money, with the scale that it came with; zero when absent.
     *
     * @throws StoreException with {@code STORE_ANSWER_INVALID} when it is no sum of money
     */
    BigDecimal amount(String name) {
        String text = text(name);
        if (text == null) {
            return BigDecimal.ZERO;
        }
        try {
            BigDecimal amount = text.length() <= MAX_DIGITS ? new BigDecimal(text) : null;
            // "1e999999999" is short, and a gigabyte when written out.
            if (amount != null && Math.abs(amount.scale()) < MAX_DIGITS) {
                return amount.scale() < 0 ? amount.setScale(0) : amount;
            }
        } catch (NumberFormatException e) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID, e);
        }
        throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
    }

    /** A moment: UTC with or without Z, an offset, a bare day, or seconds since 1970; null when absent or none of these. */
    @Nullable
    Instant moment(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (EPOCH.matcher(text).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        try {
            String iso = text.replace(' ', 'T');
            if (iso.length() == 10) {
                return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            return offset
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** A moment that is in the zone's local time where it has no offset and a blank in the middle, as MySQL writes it. */
    @Nullable
    Instant localMoment(String name, @Nullable ZoneId zone) {
        String text = text(name);
        if (text == null || !MYSQL.matcher(text).matches()) {
            return moment(name);
        }
        try {
            return zone == null
                    ? null
                    : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeException notDate) {
            return null;
        }
    }

    /** The object of that name, an empty one when absent; also when it is kept as a string of JSON. */
    LooseJson object(String name) {
        return new LooseJson(opened(node.path(name)));
    }

    /** The objects in the list of that name, none when absent; also when it is kept as a string of JSON. */
    List<LooseJson> objects(String name) {
        return elements(opened(node.path(name)));
    }

    /** The same by their places in it: 0, 1, 2, or the keys that PHP left in a list with gaps. */
    Map<String, LooseJson> placed(String name) {
        JsonNode list = opened(node.path(name));
        Map<String, LooseJson> objects = new LinkedHashMap<>();
        if (list.isArray()) {
            for (int i = 0; i < list.size(); i++) {
                put(objects, Integer.toString(i), list.path(i));
            }
        } else {
            list.properties().forEach(each -> put(objects, each.getKey(), each.getValue()));
        }
        return objects;
    }

    private static void put(Map<String, LooseJson> objects, String place, JsonNode value) {
        if (value.isObject()) {
            objects.put(place, new LooseJson(value));
        }
    }

    /** The meta data of an order, an item or a fulfillment as one object. */
    LooseJson metas() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (LooseJson meta : objects("meta_data")) {
            String key = meta.text("key");
            if (key != null) {
                all.set(key, meta.node.path("value"));
            }
        }
        return new LooseJson(all);
    }

    /** The texts in the list of that name, none when absent. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (node.path(name).isArray()) {
            node.path(name).forEach(element -> texts.add(element.asText()));
        }
        return texts;
    }

    /** The objects in a list, or the values of an object that was a list with gaps in PHP. */
    static List<LooseJson> elements(JsonNode list) {
        List<LooseJson> objects = new ArrayList<>();
        if (list.isContainerNode()) {
            list.forEach(element -> {
                if (element.isObject()) {
                    objects.add(new LooseJson(element));
                }
            });
        }
        return objects;
    }

    private static JsonNode opened(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        try {
            return WHOLE.readTree(value.asText());
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
