package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.workspace.Page;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; what is wrong is a {@code validation_failed}. A parameter given twice is wrong. */
final class QueryText {
    private static final int MAX_LENGTH = 500;

    private QueryText() {}

    /** The parameter, stripped; null when it is missing or blank. */
    static @Nullable String optional(Context ctx, String name) {
        List<String> values = ctx.queryParams(name);
        if (values.size() > 1) {
            throw Problems.validationFailed(name, "must be given once");
        }
        String value = values.isEmpty() ? "" : values.get(0).strip();
        if (value.length() > MAX_LENGTH || !Fields.isText(value)) {
            throw Problems.validationFailed(name, "must be text of at most " + MAX_LENGTH + " characters");
        }
        return value.isEmpty() ? null : value;
    }

    static Optional<IntegrationId> integrationId(Context ctx, String name) {
        return parsed(ctx, name, IntegrationId::parse);
    }

    /** What {@code parse} makes of it; its {@link IllegalArgumentException} is told as the parameter's problem. */
    static <T> Optional<T> parsed(Context ctx, String name, Function<String, T> parse) {
        String text = optional(ctx, name);
        try {
            return text == null ? Optional.empty() : Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            throw Problems.validationFailed(name, String.valueOf(e.getMessage()));
        }
    }

    static int limit(Context ctx) {
        String text = optional(ctx, "limit");
        if (text == null) {
            return Page.Request.DEFAULT_LIMIT;
        }
        // At most three digits, so that it can't overflow.
        if (!text.matches("[0-9]{1,3}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > Page.Request.MAX_LIMIT) {
            throw Problems.validationFailed("limit", "must be from 1 to " + Page.Request.MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    static Page.Request page(Context ctx) {
        return new Page.Request(limit(ctx), optional(ctx, "cursor"));
    }
}
