package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Shopify's answers as they were documented or seen, from the test resources. */
final class Fixture {
    private Fixture() {}

    static JsonNode json(String path) {
        try (InputStream in = Fixture.class.getResourceAsStream("/shopify/" + path)) {
            return Answers.JSON.readTree(Objects.requireNonNull(in, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String path) {
        try (InputStream in = Fixture.class.getResourceAsStream("/shopify/" + path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of a file that holds a whole answer: text as it is, anything else as JSON. */
    static String body(JsonNode answer) {
        JsonNode body = answer.path("body");
        return body.isTextual() && !body.textValue().equals("null")
                ? body.textValue()
                : body.isTextual() ? "null" : body.toString();
    }
}
