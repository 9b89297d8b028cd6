package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A request to a real shop, and what it answered.
 *
 * @param name folder and file without ending, such as {@code orders/order_20_processing}
 * @param target path and query of the request
 * @param asked the request's body
 */
record Recording(String name, String method, String target, String asked, Response response) {
    private static final Path ROOT = root();

    static Recording of(String name) {
        try {
            JsonNode json = LooseJson.WHOLE.readTree(Files.readString(ROOT.resolve(name + ".json")));
            Map<String, List<String>> headers = new TreeMap<>();
            json.at("/response/headers")
                    .properties()
                    .forEach(header -> headers.put(
                            header.getKey(), List.of(header.getValue().asText())));
            return new Recording(
                    name,
                    json.at("/request/method").asText(),
                    json.at("/request/target").asText(),
                    json.at("/request/body").asText(),
                    new Response(
                            json.at("/response/status").asInt(),
                            headers,
                            json.at("/response/body").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every recording of a folder. */
    static List<Recording> in(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(
                            file -> folder + "/" + file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .map(Recording::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode body() {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return LooseJson.WHOLE.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Path root() {
        try {
            return Path.of(Recording.class.getResource("/recordings").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Path and query as parts. */
    URI uri() {
        return URI.create("https://shop.example" + target.replaceAll("^//", "/").replace(" ", "%20"));
    }
}
