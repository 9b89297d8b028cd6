package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What BigCommerce's HTTP answers mean.
 *
 * @see <a href="https://developer.bigcommerce.com/docs/start/about/status-codes">API Status Codes</a>
 */
final class Answers {
    /** The quota is full again after 30 seconds at the latest; whoever asks for more wait than this is not believed. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

    private Answers() {}

    /** The list of a good answer of v2: 204 without a body is an empty one. */
    static List<JsonNode> list(Response response) {
        if (response.status() == 204) {
            return List.of();
        }
        JsonNode json = good(response);
        if (!json.isArray()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return Json.list(json);
    }

    /** The object of a good answer. */
    static JsonNode object(Response response) {
        JsonNode json = good(response);
        if (!json.isObject()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return json;
    }

    /** The list in a good answer of v3, with the page it is. */
    static JsonNode page(Response response) {
        JsonNode json = object(response);
        if (!json.path("data").isArray()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return json;
    }

    private static JsonNode good(Response response) {
        if (response.status() != 200 && response.status() != 201) {
            throw problem(response);
        }
        return Json.parse(response.body());
    }

    /**
     * Whether v2 says that there is no such thing: 404 with an array of errors. Other 404 come from something before it,
     * which doesn't know the store.
     */
    static boolean saysNoSuchThing(Response response) {
        return response.status() == 404 && Json.parse(response.body()).isArray();
    }

    /** What an answer that isn't good means. */
    static StoreException problem(Response response) {
        return switch (response.status()) {
            case 401 -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
            case 403 -> forbidden(response);
            case 404 -> new StoreException(StoreProblem.STORE_NOT_FOUND);
            case 423 -> new StoreException(StoreProblem.STORE_LOCKED);
            case 429 -> new StoreException(StoreProblem.STORE_RATE_LIMITED, reset(response), null, null);
            case 501 -> new StoreException(StoreProblem.STORE_ANSWER_INVALID);
            case 507 ->
                new StoreException(
                        StoreProblem.STORE_UNAVAILABLE,
                        null,
                        "The store has reached a limit of its BigCommerce plan.",
                        null);
            default ->
                new StoreException(
                        response.status() >= 500 ? StoreProblem.STORE_UNAVAILABLE : StoreProblem.STORE_ANSWER_INVALID);
        };
    }

    private static StoreException forbidden(Response response) {
        // BigCommerce itself says no in JSON; a page comes from something that stands in front of it.
        return Json.parse(response.body()).isContainerNode()
                ? new StoreException(
                        StoreProblem.STORE_PERMISSION_MISSING,
                        null,
                        "The API account needs the OAuth scope Orders, read-only.",
                        null)
                : new StoreException(StoreProblem.STORE_REFUSED_US);
    }

    /** When the quota is full again; null when the platform, and not our quota, is at its limit. */
    private static @Nullable Duration reset(Response response) {
        return response.header("X-Rate-Limit-Time-Reset-Ms")
                .map(String::strip)
                .filter(text -> MILLIS.matcher(text).matches())
                .map(text -> Duration.ofMillis(Long.parseLong(text)))
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .orElse(null);
    }
}
