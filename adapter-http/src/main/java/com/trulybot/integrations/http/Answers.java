package com.trulybot.integrations.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.trulybot.integrations.core.workspace.Page;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.function.Supplier;

/** The shapes that answers share. */
final class Answers {
    static final String JSON = "application/json";

    /**
     * A status and JSON.
     *
     * @param bytes used as they are
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Body(int status, byte[] bytes) {}

    /** Writes one item's members. */
    @FunctionalInterface
    interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    private Answers() {}

    static void json(Context ctx, Body body) {
        ctx.status(body.status()).contentType(JSON).result(body.bytes());
    }

    /** A part of a list; the cursor is checked by whom it came from. */
    static <T> void page(Context ctx, Supplier<Page<T>> list, Item<T> item) {
        Page<T> page;
        try {
            page = list.get();
        } catch (IllegalArgumentException e) {
            throw Problems.validationFailed("cursor", "must be a nextCursor of this list");
        }
        json(ctx, new Body(200, Json.object(json -> {
            items(json, page.items(), item);
            json.writeStringField("nextCursor", page.nextCursor());
        })));
    }

    static <T> void items(JsonGenerator json, Iterable<T> items, Item<T> item) throws IOException {
        array(json, "items", items, item);
    }

    static <T> void array(JsonGenerator json, String name, Iterable<T> items, Item<T> item) throws IOException {
        json.writeArrayFieldStart(name);
        for (T one : items) {
            json.writeStartObject();
            item.write(json, one);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
