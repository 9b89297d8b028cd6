package com.trulybot.integrations.persistence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Deletes what nobody needs any more. */
final class Cleaning {
    private static final Duration ENDED = Duration.ZERO;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    /** Each statement, with how old what it deletes must be. */
    static final Map<String, Duration> STATEMENTS = new LinkedHashMap<>(Map.of(
            "delete from used_nonces where forget_after < :before", ENDED,
            "delete from connection_requests where expires_at < :before", ENDED,
            "delete from shopper_exports where expires_at < :before", ENDED,
            "delete from webhook_events where state = 'done' and received_at < :before", WEEK,
            "delete from webhook_events where state = 'dead' and received_at < :before", MONTH,
            "delete from installations where installed_at < :before", MONTH));

    private final Jdbi jdbi;
    private final InstantSource clock;

    Cleaning(Database database, InstantSource clock) {
        this.jdbi = database.jdbi();
        this.clock = clock;
    }

    void run() {
        Instant now = clock.instant();
        // One at a time: what was deleted stays deleted, and no lock is held for the others.
        STATEMENTS.forEach((sql, age) -> jdbi.useHandle(handle ->
                handle.createUpdate(sql).bind("before", now.minus(age)).execute()));
    }
}
