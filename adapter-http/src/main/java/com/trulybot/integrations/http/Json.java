package com.trulybot.integrations.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes JSON into memory. */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    /** Writes one value. */
    @FunctionalInterface
    interface Value {
        void write(JsonGenerator json) throws IOException;
    }

    private Json() {}

    /** One object, whose members {@code members} writes. */
    static byte[] object(Value members) {
        // Through characters: a store's half of a surrogate pair becomes a question mark, not an error.
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One object under a name. */
    static byte[] named(String name, Value members) {
        return object(json -> {
            json.writeObjectFieldStart(name);
            members.write(json);
            json.writeEndObject();
        });
    }
}
