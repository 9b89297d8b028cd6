package com.trulybot.integrations.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How values stand in columns, the same for every table. */
final class Columns {
    static final ObjectMapper JSON = new ObjectMapper();

    private Columns() {}

    /** PostgreSQL keeps microseconds and rounds; cutting here makes what is written and what is compared the same. */
    static @Nullable Instant micros(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** Without NUL characters, which a store's text may hold and PostgreSQL refuses. */
    static @Nullable String text(@Nullable String text) {
        return text == null ? null : text.replace("\0", "");
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Of a column that is never null. */
    static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instant(row, column), column);
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static String json(Map<String, String> map) {
        ObjectNode node = JSON.createObjectNode();
        map.forEach((name, value) -> node.put(text(name), text(value)));
        return node.toString();
    }

    /** Values that are no strings, which others may have written, are read as their JSON; nulls are left out. */
    static Map<String, String> map(@Nullable String json) {
        Map<String, String> map = new HashMap<>();
        tree(json).properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (!value.isNull()) {
                map.put(entry.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
        return map;
    }

    static JsonNode tree(@Nullable String json) {
        try {
            return json == null ? JSON.nullNode() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL gave JSON that is none", e);
        }
    }
}
