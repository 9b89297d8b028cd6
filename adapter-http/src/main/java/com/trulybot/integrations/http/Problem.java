package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import java.util.List;
import java.util.Map;

/** A request can't be done; carries what the client is told. Made in {@link Problems} only. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String title;
    private final String detail;
    private final transient List<FieldProblem> errors;
    private final transient Map<String, String> headers;

    Problem(
            int status,
            String code,
            String title,
            String detail,
            List<FieldProblem> errors,
            Map<String, String> headers) {
        // No stack trace: this is an answer, and it may be asked for a thousand times a second.
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    List<FieldProblem> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }

    Problem with(String header, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, title, detail, errors, more);
    }
}
