package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.integration.CredentialRenewals;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.SealedCredentials;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Turns to renew credentials, in {@code credential_renewals}, by the database's clock. No connection is held while the
 * platform is asked, so a platform that hangs takes none away from the others.
 */
public final class JdbiCredentialRenewals implements CredentialRenewals {
    private static final String BEGIN = "insert into credential_renewals as r (integration_id, holder, ends_at)"
            + " select id, :holder, now() + :atMost * interval '1 millisecond' from store_integrations"
            + " where id = :id and status <> 'disconnected'"
            + " on conflict (integration_id) do update set holder = excluded.holder, ends_at = excluded.ends_at"
            + " where r.ends_at <= now()";
    private static final String END = "delete from credential_renewals where integration_id = :id and holder = :holder";

    private final Jdbi jdbi;

    public JdbiCredentialRenewals(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Optional<Turn> begin(Integration seen, Duration atMost) {
        UUID holder = UUID.randomUUID();
        int taken = jdbi.withHandle(handle -> handle.createUpdate(BEGIN)
                .bind("holder", holder)
                .bind("atMost", atMost.toMillis())
                .bind("id", seen.id().value())
                .execute());
        // Read after the turn is taken: whoever had it before may have renewed them.
        return taken == 0 ? Optional.empty() : current(seen).map(integration -> new RowTurn(integration, holder));
    }

    @Override
    public Optional<Integration> current(Integration seen) {
        return jdbi.withHandle(
                handle -> handle.createQuery(JdbiIntegrations.SELECT + "id = :id and status <> 'disconnected'")
                        .bind("id", seen.id().value())
                        .map((row, context) -> IntegrationRow.read(row))
                        .findOne());
    }

    private final class RowTurn implements Turn {
        private final Integration integration;
        private final UUID holder;

        RowTurn(Integration integration, UUID holder) {
            this.integration = integration;
            this.holder = holder;
        }

        @Override
        public Integration integration() {
            return integration;
        }

        @Override
        public void keep(SealedCredentials after) {
            jdbi.useTransaction(handle -> {
                JdbiIntegrations.renew(handle, integration, after);
                end(handle);
            });
        }

        @Override
        public void end() {
            jdbi.useHandle(this::end);
        }

        private void end(Handle handle) {
            handle.createUpdate(END)
                    .bind("id", integration.id().value())
                    .bind("holder", holder)
                    .execute();
        }
    }
}
