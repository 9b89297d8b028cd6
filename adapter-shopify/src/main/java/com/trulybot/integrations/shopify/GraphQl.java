package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends GraphQL documents, waits where the shop's bucket is empty, and reads the errors that come with HTTP 200. */
final class GraphQl {
    private static final Logger LOG = LoggerFactory.getLogger(GraphQl.class);
    private static final int REPEATS = 2;

    /** Where Shopify asks us to wait without saying how long. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    private static final Duration WAIT_AFTER_FAILURE = Duration.ofMillis(200);

    private final ShopSession session;

    GraphQl(ShopSession session) {
        this.session = session;
    }

    /**
     * A good answer.
     *
     * @param data with the member that was asked for, which is null only where that was allowed
     * @param denied the last member of each path that Shopify kept back
     * @param searchIgnored whether a part of the search was not understood, so that all rows came instead of some
     * @param servedVersion of the API; null when not said
     */
    record Answer(
            JsonNode data,
            List<String> denied,
            boolean searchIgnored,
            @Nullable String servedVersion) {}

    /**
     * Asks.
     *
     * @param member of the data without which the answer is none
     * @param nullAllowed whether that member is null when there is no such thing
     */
    Answer ask(String document, ObjectNode variables, String member, boolean nullAllowed, Deadline deadline) {
        ObjectNode request = Answers.JSON.createObjectNode().put("query", document);
        request.set("variables", variables);
        String json = request.toString();
        for (int repeats = 0; ; repeats++) {
            Response response = session.post("/graphql.json", json, deadline);
            JsonNode body = Answers.object(response);
            Duration wait = wait(body);
            if (wait == null) {
                return answer(response, body, member, nullAllowed);
            }
            if (repeats == REPEATS || wait.compareTo(deadline.remaining()) >= 0) {
                throw has(body, "THROTTLED")
                        ? new StoreException(StoreProblem.STORE_RATE_LIMITED, Answers.atMost(wait), null, null)
                        : new StoreException(StoreProblem.STORE_UNAVAILABLE);
            }
            pause(wait);
        }
    }

    /** How long to wait before the same question makes sense again; null when there is nothing to wait for. */
    private static @Nullable Duration wait(JsonNode body) {
        if (has(body, "INTERNAL_SERVER_ERROR")) {
            return WAIT_AFTER_FAILURE;
        }
        if (!has(body, "THROTTLED")) {
            return null;
        }
        JsonNode cost = body.path("extensions").path("cost");
        JsonNode bucket = cost.path("throttleStatus");
        BigDecimal requested = Fields.amount(cost, "requestedQueryCost");
        BigDecimal available = Fields.amount(bucket, "currentlyAvailable");
        BigDecimal perSecond = Fields.amount(bucket, "restoreRate");
        if (requested == null || available == null || perSecond == null || perSecond.signum() <= 0) {
            return USUAL_WAIT;
        }
        BigDecimal seconds =
                requested.subtract(available).max(BigDecimal.ZERO).divide(perSecond, 3, RoundingMode.CEILING);
        long millis = seconds.movePointRight(3)
                .min(BigDecimal.valueOf(Answers.LONGEST_WAIT.toMillis()))
                .longValue();
        return Duration.ofMillis(millis);
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreProblem.STORE_TIMEOUT, e);
        }
    }

    private static Answer answer(Response response, JsonNode body, String member, boolean nullAllowed) {
        List<JsonNode> errors = Fields.list(body, "errors").toList();
        JsonNode data = body.path("data");
        JsonNode asked = data.path(member);
        boolean there = asked.isContainerNode();
        if (!there || !errors.stream().allMatch(error -> code(error).equals("ACCESS_DENIED"))) {
            if (body.hasNonNull("errors")) {
                throw problem(errors);
            }
            if (!(nullAllowed && asked.isNull())) {
                throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
            }
        }
        return new Answer(
                data,
                errors.stream().map(GraphQl::lastOfPath).toList(),
                searchIgnored(body),
                response.header("X-Shopify-API-Version").orElse(null));
    }

    private static StoreException problem(List<JsonNode> errors) {
        for (JsonNode error : errors) {
            String code = code(error);
            if (code.equals("ACCESS_DENIED")) {
                return Answers.accessDenied(error.path("message").asText() + " "
                        + error.path("extensions").path("documentation").asText());
            }
            if (code.equals("SHOP_INACTIVE")) {
                return new StoreException(StoreProblem.STORE_FROZEN);
            }
            // The message may quote the question, and with it a shopper's data: the code must do.
            LOG.error("Shopify refuses our GraphQL document: {}", code);
        }
        return new StoreException(StoreProblem.STORE_ANSWER_INVALID);
    }

    private static boolean searchIgnored(JsonNode body) {
        boolean ignored = Fields.list(body.path("extensions"), "search")
                .anyMatch(search -> !search.path("warnings").isEmpty());
        if (ignored) {
            LOG.warn("Shopify did not understand a search of ours and answered everything; taken as no match");
        }
        return ignored;
    }

    private static boolean has(JsonNode body, String code) {
        return Fields.list(body, "errors").anyMatch(error -> code(error).equals(code));
    }

    /** Letters and underscores only, since it goes to the log. */
    private static String code(JsonNode error) {
        String code = Objects.requireNonNullElse(Fields.text(error.path("extensions"), "code"), "");
        return code.matches("[A-Za-z_]{1,60}") ? code.toUpperCase(Locale.ROOT) : "";
    }

    private static String lastOfPath(JsonNode error) {
        JsonNode path = error.path("path");
        return path.isEmpty() ? "" : path.get(path.size() - 1).asText();
    }
}
