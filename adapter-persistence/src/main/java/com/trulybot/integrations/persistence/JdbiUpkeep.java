package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * When each connected store is next looked after, in {@code store_integrations.upkeep_at}. Whoever takes one puts the end
 * of the lease there, so that it comes back by itself when the taker dies.
 */
public final class JdbiUpkeep implements Upkeep {
    /** Rows that another node is just taking are passed over. */
    static final String TAKE = "with due as (select id, upkeep_at as was from store_integrations"
            + " where status <> 'disconnected' and upkeep_at <= :now order by upkeep_at limit :limit"
            + " for no key update skip locked), taken as (update store_integrations s set upkeep_at = :until"
            + " from due where s.id = due.id returning s.*, due.was) select * from taken order by was";

    private final Jdbi jdbi;

    public JdbiUpkeep(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<Integration> take(int limit, Instant now, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("now", Columns.micros(now))
                .bind("until", Columns.micros(now.plus(lease)))
                .bind("limit", limit)
                .map((row, context) -> IntegrationRow.read(row))
                .list());
    }

    @Override
    public void next(Integration seen, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update store_integrations set upkeep_at = :at" + JdbiIntegrations.AS_SEEN)
                .bind("at", Columns.micros(at))
                .bind("id", seen.id().value())
                .bind("connected_at", Columns.micros(seen.connectedAt()))
                .execute());
    }
}
