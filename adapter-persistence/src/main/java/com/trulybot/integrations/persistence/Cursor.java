package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.workspace.Page;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The last row of a page: the next page begins behind it, however many rows come before it in the meantime. */
record Cursor(Instant createdAt, UUID id) {
    /** Newest first; those of one moment in the order of their ids, so that none is lost between two pages. */
    static final String ORDER = " order by created_at desc, id desc limit :limit";

    private static final int BYTES = 3 * Long.BYTES;
    /** The year 10000, in microseconds: what no row is younger than. */
    private static final long END_OF_TIME = 253_402_300_800_000_000L;

    /**
     * Reads a cursor; empty for null.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    static Optional<Cursor> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == BYTES) {
                long micros = bytes.getLong();
                if (micros > -END_OF_TIME && micros < END_OF_TIME) {
                    return Optional.of(new Cursor(
                            Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong())));
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "cursor is not one that this list gave; leave it out to begin with the newest");
    }

    /** What a query needs to begin behind this row. */
    static String condition(Optional<Cursor> after) {
        return after.isPresent() ? " and (created_at, id) < (:afterCreatedAt, :afterId)" : "";
    }

    static Query bind(Query query, Optional<Cursor> after) {
        after.ifPresent(cursor -> query.bind("afterCreatedAt", cursor.createdAt).bind("afterId", cursor.id));
        return query;
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(createdAt.getEpochSecond() * 1_000_000 + createdAt.getNano() / 1_000)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Makes a page.
     *
     * @param found the rows that were found when one more than {@code limit} was asked for
     */
    static <T> Page<T> page(List<T> found, int limit, Function<T, Cursor> of) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(
                        found.subList(0, limit), of.apply(found.get(limit - 1)).text());
    }
}
