package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import org.jspecify.annotations.Nullable;

/** A refusal as RFC 9457 problem details. */
final class ProblemJson {
    static final String TYPE = "application/problem+json";

    private ProblemJson() {}

    static byte[] bytes(Problem problem, @Nullable String requestId) {
        return Json.object(json -> {
            json.writeStringField("type", "urn:trulybot:problem:" + problem.code());
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            json.writeStringField("detail", problem.detail());
            json.writeStringField("code", problem.code());
            json.writeStringField("requestId", requestId);
            if (!problem.errors().isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (FieldProblem error : problem.errors()) {
                    json.writeStartObject();
                    json.writeStringField("field", error.field());
                    json.writeStringField("message", error.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        });
    }
}
