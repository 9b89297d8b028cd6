package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.platform.StoreHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers by a rule, and remembers what it was asked. */
final class ScriptedHttp implements StoreHttp {
    final List<Request> requests = new ArrayList<>();
    private final Function<Request, Response> rule;

    ScriptedHttp(Function<Request, Response> rule) {
        this.rule = rule;
    }

    /** These answers in this order, the last again and again. */
    static ScriptedHttp answering(Response... answers) {
        List<Response> left = new ArrayList<>(List.of(answers));
        return new ScriptedHttp(request -> left.size() > 1 ? left.remove(0) : left.get(0));
    }

    static ScriptedHttp answering(Supplier<Response> answer) {
        return new ScriptedHttp(request -> answer.get());
    }

    static Response ok(String body) {
        return new Response(200, Map.of("Content-Type", List.of("application/json")), body);
    }

    static Response status(int status, String body) {
        return new Response(status, Map.of(), body);
    }

    /** A whole answer as the test data keep it. */
    static Response whole(JsonNode answer) {
        Map<String, List<String>> headers = answer.path("headers").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.of(entry.getValue().asText())));
        return new Response(answer.path("status").asInt(), headers, Fixture.body(answer));
    }

    @Override
    public Response send(Request request, Deadline deadline) {
        deadline.check();
        requests.add(request);
        return rule.apply(request);
    }

    List<String> targets() {
        return requests.stream()
                .map(request -> request.uri().getRawPath()
                        + (request.uri().getRawQuery() == null
                                ? ""
                                : "?" + request.uri().getRawQuery()))
                .toList();
    }

    /** The search that a GraphQL request asks for; empty for other requests. */
    static String search(Request request) {
        try {
            return request.body() == null
                    ? ""
                    : Answers.JSON
                            .readTree(request.body())
                            .path("variables")
                            .path("q")
                            .asText("");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    List<String> searches() {
        return requests.stream().map(ScriptedHttp::search).toList();
    }
}
