package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * Example answers of BigCommerce's OpenAPI documents (bigcommerce/docs at 24f580ca, reference/orders.v2.oas2.yml,
 * orders.v3.yml and store_information.v2.yml), as they stand there.
 */
final class Documented {
    private Documented() {}

    static JsonNode read(String name) {
        try (InputStream in = Documented.class.getResourceAsStream("/bigcommerce/" + name + ".json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> list(String name) {
        return Json.list(read(name));
    }

    static ObjectNode order(int id) {
        return (ObjectNode) read("order-" + id);
    }

    /** Number 218 without its fees: with them, the document's figures don't come out. */
    static ObjectNode order218() {
        return order(218).without(List.of("fees"));
    }
}
