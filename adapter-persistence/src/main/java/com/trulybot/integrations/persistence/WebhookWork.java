package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one event of {@code webhook_events}: begins it, has it worked, and notes what came of it. A try is counted when it
 * begins, so that an event which takes the whole process down is not tried for ever.
 */
final class WebhookWork {
    /** How long to wait after the first try, the second and so on: about a day in all. */
    static final Duration[] PAUSES = {
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(2),
        Duration.ofHours(4),
        Duration.ofHours(7),
        Duration.ofHours(10)
    };

    static final int TRIES = PAUSES.length + 1;

    static final String BEGIN =
            "update webhook_events set tries = tries + 1 where id = :id and state = 'waiting'" + " returning *";
    // Nobody needs to know any more whom it was about.
    private static final String DONE = "update webhook_events set state = 'done', worked_at = :now, last_error = null,"
            + " shopper_encrypted = null where id = :id";
    private static final String FAILED = "update webhook_events set worked_at = :now, last_error = :error,"
            + " state = case when tries < :most then 'waiting' else 'dead' end where id = :id and state = 'waiting'"
            + " returning state = 'dead'";
    private static final String NEVER_BEGUN =
            "update webhook_events set tries = greatest(0, tries - 1) where id = :id and state = 'waiting'";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWork.class);

    private final Jdbi jdbi;
    private final Encryption encryption;
    private final Consumer<ReceivedEvent> work;
    private final InstantSource clock;

    WebhookWork(Database database, Encryption encryption, Consumer<ReceivedEvent> work, InstantSource clock) {
        this.jdbi = database.jdbi();
        this.encryption = encryption;
        this.work = work;
        this.clock = clock;
    }

    /** An event with the number of this try; what it says is read when it is worked, since that can fail. */
    private record Begun(int tries, Reading reading) {}

    @FunctionalInterface
    private interface Reading {
        ReceivedEvent read();
    }

    /**
     * Works it, if it is still to be worked.
     *
     * @param stopping whether this node stops, which interrupts what takes too long
     * @return when to try again; empty when that is not needed
     */
    Optional<Instant> work(UUID id, BooleanSupplier stopping) {
        Optional<Begun> begun = begin(id);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        int tries = begun.get().tries();
        if (tries > TRIES) {
            // Each time the process died over it, or lost the database.
            return fail(id, tries, "unfinished");
        }
        try {
            work.accept(begun.get().reading().read());
        } catch (RuntimeException e) {
            if (stopping.getAsBoolean()) {
                return giveBack(id);
            }
            return fail(id, tries, describe(e));
        }
        jdbi.useHandle(handle -> handle.createUpdate(DONE)
                .bind("id", id)
                .bind("now", Columns.micros(clock.instant()))
                .execute());
        return Optional.empty();
    }

    private Optional<Begun> begin(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(BEGIN)
                .bind("id", id)
                .map((row, context) -> {
                    int tries = row.getInt("tries");
                    try {
                        ReceivedEvent event = JdbiDeliveryInbox.read(row, encryption);
                        return new Begun(tries, () -> event);
                    } catch (IllegalStateException unreadable) {
                        return new Begun(tries, () -> {
                            throw unreadable;
                        });
                    }
                })
                .findOne());
    }

    private Optional<Instant> fail(UUID id, int tries, String error) {
        Instant now = clock.instant();
        boolean dead = jdbi.withHandle(handle -> handle.createQuery(FAILED)
                .bind("id", id)
                .bind("now", Columns.micros(now))
                .bind("error", error)
                .bind("most", TRIES)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true));
        if (dead) {
            LOG.error(
                    "webhook event {} failed for the last time: {}; trulybot webhooks replay tries it again",
                    id,
                    error);
            return Optional.empty();
        }
        LOG.warn("webhook event {} failed, try {} of {}: {}", id, tries, TRIES, error);
        return Optional.of(now.plus(pause(tries)));
    }

    /** How long to wait after that many tries. */
    static Duration pause(int tries) {
        return PAUSES[Math.min(Math.max(tries, 1), PAUSES.length) - 1];
    }

    /** It failed because this node stops: that is no try, and the next node takes it at once. */
    private Optional<Instant> giveBack(UUID id) {
        // What interrupted the work must not interrupt the writing as well.
        Thread.interrupted();
        jdbi.useHandle(handle -> handle.createUpdate(NEVER_BEGUN).bind("id", id).execute());
        return Optional.of(clock.instant());
    }

    /** What kind of failure it was, with its code. Not its message, which may name a shopper. */
    static String describe(Throwable failure) {
        if (failure instanceof StoreException store) {
            return "StoreException " + store.problem().code();
        }
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String code = deepest instanceof SQLException sql ? " " + sql.getSQLState() : "";
        return deepest.getClass().getSimpleName() + code;
    }
}
