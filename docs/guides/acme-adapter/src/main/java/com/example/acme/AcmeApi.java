package com.example.acme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three requests that are made of an Acme shop, and what its refusals mean. */
final class AcmeApi {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final StoreUrl url;
    private final Secret token;
    private final StoreHttp http;

    AcmeApi(StoreUrl url, Credentials credentials, StoreHttp http) {
        this.url = url;
        this.token = credentials.require(Credentials.Field.ACCESS_TOKEN);
        this.http = http;
    }

    /** A page of orders, newest first. */
    record Page(List<JsonNode> orders, boolean last) {}

    /** What the shop says of itself. */
    JsonNode shop(Deadline deadline) {
        return read(ask("/api/shop", deadline));
    }

    /** The order of that id, digits alone; empty when there is none. */
    Optional<JsonNode> order(String id, Deadline deadline) {
        Response response = ask("/api/orders/" + id, deadline);
        boolean none = response.status() == 404 && error(response).equals("no_such_order");
        return none ? Optional.empty() : Optional.of(read(response));
    }

    /**
     * Orders in whose number, e-mail address or name the text stands somewhere. An empty text finds them all.
     *
     * @param page from 1
     */
    Page orders(String text, int page, Deadline deadline) {
        String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
        JsonNode list = read(ask("/api/orders?query=" + query + "&page=" + page, deadline));
        if (!list.path("orders").isArray()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        List<JsonNode> orders = new ArrayList<>();
        list.path("orders").forEach(orders::add);
        return new Page(orders, !list.path("more").asBoolean());
    }

    private Response ask(String target, Deadline deadline) {
        Map<String, String> headers = Map.of("X-Acme-Token", token.expose());
        return http.send(Request.get(URI.create(url + target), headers), deadline);
    }

    private static JsonNode read(Response response) {
        if (response.status() != 200) {
            throw problem(response);
        }
        JsonNode json = parse(response.body());
        if (!json.isObject()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return json;
    }

    /** Nothing of the answer's text goes into the exception. */
    private static StoreException problem(Response response) {
        StoreProblem problem = switch (response.status()) {
            case 401 -> StoreProblem.STORE_CREDENTIALS_REJECTED;
            case 402 -> StoreProblem.STORE_FROZEN;
            case 403 ->
                error(response).equals("scope_missing")
                        ? StoreProblem.STORE_PERMISSION_MISSING
                        : StoreProblem.STORE_REFUSED_US;
            case 404 -> StoreProblem.STORE_NOT_FOUND;
            case 429 -> StoreProblem.STORE_RATE_LIMITED;
            default -> response.status() >= 500 ? StoreProblem.STORE_UNAVAILABLE : StoreProblem.STORE_ANSWER_INVALID;
        };
        Duration retryAfter = response.header("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
        return new StoreException(problem, retryAfter, null, null);
    }

    /** Acme's word for what is wrong; empty when it doesn't say. */
    private static String error(Response response) {
        return parse(response.body()).path("error").asText();
    }

    /** What the text holds, whole and nothing behind it; a missing node when it is no JSON. */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return JSON.missingNode();
        }
    }
}
