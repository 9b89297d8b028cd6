package com.trulybot.integrations.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.trulybot.integrations.http.HealthSource.Part;
import com.trulybot.integrations.http.HealthSource.State;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Liveness and readiness for everyone, details and metrics for the management port. */
final class HealthRoutes {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final HealthSource health;
    private final Supplier<String> metrics;

    HealthRoutes(HealthSource health, Supplier<String> metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    void register(Routes routes) {
        routes.operations("/health/live", HealthRoutes::live);
        routes.operations("/health/ready", this::ready);
    }

    void registerManagement(Routes routes) {
        register(routes);
        routes.operations("/health", this::details);
        routes.operations("/metrics", ctx -> ctx.contentType(METRICS_TYPE).result(metrics.get()));
    }

    private static void live(Context ctx) {
        Answers.json(ctx, new Answers.Body(200, Json.object(json -> json.writeStringField("status", "ok"))));
    }

    private void ready(Context ctx) {
        List<Part> parts = health.readiness();
        if (worst(parts) == State.DOWN) {
            // Which part is down is for the management port; from outside it is enough that one is.
            throw Problems.notReady();
        }
        Answers.json(ctx, new Answers.Body(200, Json.object(json -> json.writeStringField("status", "ready"))));
    }

    private void details(Context ctx) {
        List<Part> parts = health.details();
        State worst = worst(parts);
        byte[] body = Json.object(json -> {
            json.writeStringField("status", worst.code());
            json.writeObjectFieldStart("components");
            for (Part part : parts) {
                json.writeObjectFieldStart(part.name());
                part(json, part);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
        Answers.json(ctx, new Answers.Body(200, body));
    }

    private static void part(JsonGenerator json, Part part) throws IOException {
        json.writeStringField("status", part.state().code());
        if (part.detail() != null) {
            json.writeStringField("detail", part.detail());
        }
    }

    private static State worst(List<Part> parts) {
        return parts.stream().map(Part::state).max(Comparator.naturalOrder()).orElse(State.OK);
    }
}
