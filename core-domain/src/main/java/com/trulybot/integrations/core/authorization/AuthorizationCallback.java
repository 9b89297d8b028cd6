package com.trulybot.integrations.core.authorization;

import java.util.Objects;

/**
 * What came to the callback's address, as it came.
 *
 * @param query without {@code ?}, not decoded; empty when there was none
 * @param body read as UTF-8; empty when there was none
 */
public record AuthorizationCallback(String query, String body) {
    public AuthorizationCallback {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(body, "body");
    }

    /** Says nothing: both hold secrets. */
    @Override
    public String toString() {
        return "AuthorizationCallback[]";
    }
}
