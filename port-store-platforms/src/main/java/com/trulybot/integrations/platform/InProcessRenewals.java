package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.CredentialRenewals;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Turns to renew credentials, for a single process that keeps its integrations in its own way. */
public final class InProcessRenewals implements CredentialRenewals {
    private final Function<Integration, Optional<Integration>> reader;
    private final BiConsumer<Integration, SealedCredentials> keeper;
    private final InstantSource clock;
    private final Map<IntegrationId, Taken> turns = new ConcurrentHashMap<>();

    /**
     * Uses your own keeping.
     *
     * @param reader the same integration as it is kept now; empty when it was deleted or disconnected
     * @param keeper keeps new credentials with the integration
     */
    public InProcessRenewals(
            Function<Integration, Optional<Integration>> reader,
            BiConsumer<Integration, SealedCredentials> keeper,
            InstantSource clock) {
        this.reader = reader;
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public Optional<Turn> begin(Integration seen, Duration atMost) {
        Instant now = clock.instant();
        Taken mine = new Taken(UUID.randomUUID(), now.plus(atMost));
        Taken taken = turns.merge(seen.id(), mine, (before, after) -> now.isBefore(before.end()) ? before : after);
        if (!taken.equals(mine)) {
            return Optional.empty();
        }
        // Read after the turn is taken: whoever had it before may have renewed them.
        Optional<Integration> integration = current(seen);
        if (integration.isEmpty()) {
            turns.remove(seen.id(), mine);
        }
        return integration.map(found -> new OwnTurn(found, mine));
    }

    @Override
    public Optional<Integration> current(Integration seen) {
        return reader.apply(seen).filter(Integration::connected);
    }

    private record Taken(UUID by, Instant end) {}

    private final class OwnTurn implements Turn {
        private final Integration integration;
        private final Taken mine;

        OwnTurn(Integration integration, Taken mine) {
            this.integration = integration;
            this.mine = mine;
        }

        @Override
        public Integration integration() {
            return integration;
        }

        @Override
        public void keep(SealedCredentials after) {
            boolean unchanged = current(integration)
                    .map(now -> now.credentials().equals(integration.credentials()))
                    .orElse(false);
            if (unchanged) {
                keeper.accept(integration, after);
            }
            end();
        }

        @Override
        public void end() {
            turns.remove(integration.id(), mine);
        }
    }
}
