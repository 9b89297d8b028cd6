package com.trulybot.integrations.core.workspace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a long list, newest first.
 *
 * @param nextCursor where the next part begins, opaque to the reader; null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part of a list is wanted.
     *
     * @param limit at most this many items, 1 to 100
     * @param cursor a {@link Page#nextCursor()} given before; null begins at the newest
     */
    public record Request(int limit, @Nullable String cursor) {
        public static final int MAX_LIMIT = 100;
        public static final int DEFAULT_LIMIT = 20;

        public Request {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT);
            }
        }
    }
}
