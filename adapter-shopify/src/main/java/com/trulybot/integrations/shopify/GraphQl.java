package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends GraphQL documents, again where that may help, and reads the errors that come with HTTP 200. */
final class GraphQl {
    private static final Logger LOG = LoggerFactory.getLogger(GraphQl.class);
    private static final int REPEATS = 2;
    private static final Duration WAIT_AFTER_FAILURE = Duration.ofMillis(200);

    private final ShopSession session;

    GraphQl(ShopSession session) {
        this.session = session;
    }

    /** The GraphQL API of a connected shop. */
    static GraphQl of(StoreAccess access, PlatformContext context, Memory memory) {
        return new GraphQl(new ShopSession(
                context.http(), ShopifyApp.of(context), ShopDomain.of(access), access.credentials(), memory));
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
    Answer ask(Document document, ObjectNode variables, String member, boolean nullAllowed, Deadline deadline) {
        return ask(document, variables, member, nullAllowed, true, deadline);
    }

    /**
     * Asks for something to be done, once.
     *
     * @param member of the data that tells what came of it
     * @param doneBefore words by which Shopify refuses to do what is done already; null where it doesn't
     * @throws StoreException when Shopify won't: {@code STORE_PERMISSION_MISSING, STORE_DATA_NOT_APPROVED} or
     *     {@code STORE_ANSWER_INVALID}
     */
    void order(Document document, ObjectNode variables, String member, @Nullable String doneBefore, Deadline deadline) {
        Answer answer = ask(document, variables, member, false, false, deadline);
        for (JsonNode error : answer.data().path(member).path("userErrors")) {
            String message = error.path("message").asText().toLowerCase(Locale.ROOT);
            if (doneBefore != null && message.contains(doneBefore)) {
                continue;
            }
            throw message.contains("permission") || message.contains("protected customer data")
                    ? Answers.accessDenied(message)
                    : new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
    }

    private Answer ask(
            Document document,
            ObjectNode variables,
            String member,
            boolean nullAllowed,
            boolean repeatable,
            Deadline deadline) {
        ObjectNode request = Answers.JSON.createObjectNode().put("query", document.text());
        request.set("variables", variables);
        String json = request.toString();
        Bucket bucket = session.points();
        double cost = document.cost();
        for (int repeats = 0; ; repeats++) {
            Response response = session.graphQl(json, cost, repeatable, deadline);
            JsonNode body = Answers.object(response);
            JsonNode told = body.path("extensions").path("cost");
            bucket.tell(told);
            // Throttled, it has not been run.
            boolean throttled = has(body, "THROTTLED");
            if (!throttled && !(repeatable && has(body, "INTERNAL_SERVER_ERROR"))) {
                return answer(response, body, member, nullAllowed);
            }
            if (throttled) {
                cost = wanted(told, cost);
                if (told.path("throttleStatus").isMissingNode()) {
                    bucket.closeFor(Bucket.USUAL_WAIT);
                }
            }
            boolean tooLate = !throttled && WAIT_AFTER_FAILURE.compareTo(deadline.remaining()) >= 0;
            if (repeats == REPEATS || tooLate) {
                throw throttled
                        ? new StoreException(StoreProblem.STORE_RATE_LIMITED, bucket.wait(cost), null, null)
                        : new StoreException(StoreProblem.STORE_UNAVAILABLE);
            }
            if (!throttled) {
                bucket.pause(WAIT_AFTER_FAILURE);
            }
        }
    }

    private static double wanted(JsonNode told, double cost) {
        BigDecimal requested = Fields.amount(told, "requestedQueryCost");
        return requested == null ? cost : requested.doubleValue();
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
                Answers.servedVersion(response).orElse(null));
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
