package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.workspace.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The events that stores sent, as an operator sees them: nothing of whom they are about. */
public final class WebhookQueue {
    static final String LIST = "select * from (select id, platform, integration_id, topic, shop_domain, received_at,"
            + " state, tries, last_error, worked_at, received_at as created_at from webhook_events) as e"
            + " where state = :state";
    /** A task that is just being taken away stays: its version is another one then. */
    private static final String REPLAY = "with again as (update webhook_events set state = 'waiting', tries = 0"
            + " where state = 'dead' and %s returning id)"
            + " insert into scheduled_tasks as t (task_name, task_instance, execution_time, picked, version)"
            + " select '" + JdbiDeliveryInbox.TASK + "', id::text, now(), false, 1 from again"
            + " on conflict (task_name, task_instance) do update set execution_time = excluded.execution_time,"
            + " picked = false, picked_by = null, last_heartbeat = null, version = t.version + 1";

    private final Jdbi jdbi;

    public WebhookQueue(Database database) {
        this.jdbi = database.jdbi();
    }

    /** Where an event stands; {@link #code()} is the word for it. */
    public enum State {
        /** To be worked, or tried again. */
        WAITING,
        DONE,
        /** Tried for about a day in vain. It is left alone until it is replayed, and forgotten after 30 days. */
        DEAD;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One event.
     *
     * @param integration whose it is; null where only the shop's name was known
     * @param topic what happened, in the platform's words
     * @param shopDomain the platform's own name for the shop; null where it gives none
     * @param tries how often it was begun since it was taken in or replayed
     * @param lastError the kind of the last failure, with its code; null when there was none
     * @param workedAt when it was last worked, with whatever success; null when it never was
     */
    public record Entry(
            UUID id,
            PlatformId platform,
            @Nullable IntegrationId integration,
            String topic,
            @Nullable String shopDomain,
            Instant receivedAt,
            State state,
            int tries,
            @Nullable String lastError,
            @Nullable Instant workedAt) {}

    /**
     * Those of one state, newest first.
     *
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    public Page<Entry> list(State state, Page.Request request) {
        Optional<Cursor> after = Cursor.parse(request.cursor());
        List<Entry> found = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(LIST + Cursor.condition(after) + Cursor.ORDER)
                    .bind("state", state.code())
                    .bind("limit", request.limit() + 1);
            return Cursor.bind(query, after).map((row, context) -> read(row)).list();
        });
        return Cursor.page(found, request.limit(), last -> new Cursor(last.receivedAt(), last.id()));
    }

    /** How many there are of each state that is not done; asked by indexes, not by the whole table. */
    public Map<State, Long> counts() {
        Map<State, Long> counts = new EnumMap<>(State.class);
        for (State state : new State[] {State.WAITING, State.DEAD}) {
            counts.put(
                    state,
                    jdbi.withHandle(
                            handle -> handle.createQuery("select count(*) from webhook_events where state = :state")
                                    .bind("state", state.code())
                                    .mapTo(Long.class)
                                    .one()));
        }
        return counts;
    }

    /** Lets these be worked again, from the first try; returns how many of them were dead. */
    public int replay(List<UUID> ids) {
        return jdbi.withHandle(handle -> handle.createUpdate(String.format(Locale.ROOT, REPLAY, "id = any(:ids)"))
                .bindArray("ids", UUID.class, ids)
                .execute());
    }

    /** Lets all that are dead be worked again; returns how many there were. */
    public int replayAll() {
        return jdbi.withHandle(handle ->
                handle.createUpdate(String.format(Locale.ROOT, REPLAY, "true")).execute());
    }

    private static Entry read(ResultSet row) throws SQLException {
        UUID integration = row.getObject("integration_id", UUID.class);
        return new Entry(
                Columns.uuid(row, "id"),
                new PlatformId(row.getString("platform")),
                integration == null ? null : new IntegrationId(integration),
                row.getString("topic"),
                row.getString("shop_domain"),
                Columns.time(row, "received_at"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("tries"),
                row.getString("last_error"),
                Columns.instant(row, "worked_at"));
    }
}
