package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Shopify's HTTP answers: a JSON object, or the problem that its status and words tell. */
final class Answers {
    /** A bucket of Shopify's is full again long before; whoever asks for more wait than this is not believed. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final Pattern VERSION = Pattern.compile("[a-z0-9-]{1,20}");
    private static final Pattern SCOPE = Pattern.compile("\\b(?:read|write)_[a-z_]{1,40}\\b");

    private Answers() {}

    /** The JSON object of a good answer. */
    static JsonNode object(Response response) {
        if (response.status() != 200) {
            throw problem(response);
        }
        JsonNode json;
        try {
            json = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            // The cause would quote the answer.
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        if (json == null || !json.isObject()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return json;
    }

    /** What an answer other than 200 means. */
    static StoreException problem(Response response) {
        int status = response.status();
        return switch (status) {
            case 401 -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
            case 402 -> new StoreException(StoreProblem.STORE_FROZEN);
            case 403 -> forbidden(response.body());
            case 404 -> new StoreException(StoreProblem.STORE_NOT_FOUND);
            case 423 -> new StoreException(StoreProblem.STORE_LOCKED);
            case 429 ->
                new StoreException(
                        StoreProblem.STORE_RATE_LIMITED, retryAfter(response).orElse(null), null, null);
            case 430 -> new StoreException(StoreProblem.STORE_REFUSED_US);
            default ->
                new StoreException(status >= 500 ? StoreProblem.STORE_UNAVAILABLE : StoreProblem.STORE_ANSWER_INVALID);
        };
    }

    private static StoreException forbidden(String body) {
        String words = body.toLowerCase(Locale.ROOT);
        if (words.contains("non-expiring access tokens")) {
            return new StoreException(StoreProblem.STORE_TOKEN_TYPE_REFUSED);
        }
        // Shopify itself says no in JSON; a page comes from something that stands in front of it.
        return body.stripLeading().startsWith("{")
                ? accessDenied(words)
                : new StoreException(StoreProblem.STORE_REFUSED_US);
    }

    /**
     * Tells data that Shopify has not approved us for from a scope that the merchant has not granted: both come with the
     * same code.
     *
     * @param words the message and the address of its documentation
     */
    static StoreException accessDenied(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("protected-customer-data")
                || lower.contains("protected customer data")
                || lower.contains("is not approved to")) {
            return new StoreException(StoreProblem.STORE_DATA_NOT_APPROVED);
        }
        Matcher scope = SCOPE.matcher(lower);
        return new StoreException(
                StoreProblem.STORE_PERMISSION_MISSING,
                null,
                scope.find() ? "The scope " + scope.group() + " is missing." : null,
                null);
    }

    /** The version of the API that answered; empty when it doesn't say. */
    static Optional<String> servedVersion(Response response) {
        return response.header("X-Shopify-API-Version")
                .filter(version -> VERSION.matcher(version).matches());
    }

    /** How long a 429 asks us to wait, as far as that is believed; empty when it doesn't say. */
    static Optional<Duration> retryAfter(Response response) {
        // Shopify's is decimal, such as 2.0.
        return response.header("Retry-After")
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> atMost(Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000))));
    }

    static Duration atMost(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
