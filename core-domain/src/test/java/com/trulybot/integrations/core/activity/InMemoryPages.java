package com.trulybot.integrations.core.activity;

import com.trulybot.integrations.core.workspace.Page;
import java.util.List;

/** Cuts lists into pages; the cursor is where the next page begins. */
public final class InMemoryPages {
    private InMemoryPages() {}

    /** The part of {@code newestFirst} that is wanted. */
    public static <T> Page<T> cut(List<T> newestFirst, Page.Request request) {
        int from = request.cursor() == null ? 0 : position(request.cursor());
        int to = Math.min(newestFirst.size(), from + request.limit());
        return new Page<>(
                from >= to ? List.of() : newestFirst.subList(from, to), to < newestFirst.size() ? "from-" + to : null);
    }

    private static int position(String cursor) {
        if (!cursor.matches("from-[0-9]{1,9}")) {
            throw new IllegalArgumentException("not a cursor of ours");
        }
        return Integer.parseInt(cursor.substring("from-".length()));
    }
}
