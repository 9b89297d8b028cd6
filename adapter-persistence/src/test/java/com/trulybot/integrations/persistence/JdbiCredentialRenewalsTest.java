package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.CredentialRenewals;
import com.trulybot.integrations.core.integration.CredentialRenewals.Turn;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiCredentialRenewalsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final SealedCredentials FIRST = new SealedCredentials(
            Map.of(Field.ACCESS_TOKEN, "new", Field.REFRESH_TOKEN, "r2", Field.PREVIOUS_REFRESH_TOKEN, "r1"),
            Instant.parse("2026-11-23T19:00:00Z"));
    private static final SealedCredentials SECOND =
            new SealedCredentials(Map.of(Field.ACCESS_TOKEN, "newer", Field.WEBHOOK_SECRET, "w"), null);

    private static Database database;

    private final Integrations integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));
    private final CredentialRenewals renewals = new JdbiCredentialRenewals(database);
    private final CredentialRenewals otherNode = new JdbiCredentialRenewals(database);

    @BeforeAll
    static void open() {
        database = Database.open(TestPostgres.empty());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private Integration added() {
        Merchant merchant = Fixture.merchant();
        assertThat(new JdbiAccounts(database).admit(merchant.user())).isTrue();
        Integration integration = Fixture.shopify(merchant, UUID.randomUUID() + ".myshopify.com");
        assertThat(integrations.add(integration, Fixture.connected(integration)))
                .isEqualTo(Integrations.Saved.DONE);
        return integration;
    }

    private Optional<SealedCredentials> kept(Integration integration) {
        return integrations
                .find(integration.merchant().workspace(), integration.id())
                .map(Integration::credentials);
    }

    @Test
    void oneHasTheTurnUntilItKeepsOrEnds() {
        Integration seen = added();
        Turn turn = renewals.begin(seen, LONG).orElseThrow();

        assertThat(otherNode.begin(seen, LONG)).isEmpty();
        turn.keep(FIRST);
        assertThat(kept(seen)).contains(FIRST);

        Turn next = otherNode.begin(seen, LONG).orElseThrow();
        assertThat(next.integration().credentials()).isEqualTo(FIRST);
        assertThat(renewals.begin(seen, LONG)).isEmpty();
        next.end();
        assertThat(renewals.begin(seen, LONG)).isPresent();
        assertThat(kept(seen)).contains(FIRST);
    }

    @Test
    void ofManyWhoBeginTogetherOneHasTheTurn() throws Exception {
        Integration seen = added();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Optional<Turn>>> tries = IntStream.range(0, 8)
                    .mapToObj(node -> threads.submit(() -> {
                        go.await();
                        return new JdbiCredentialRenewals(database).begin(seen, LONG);
                    }))
                    .toList();
            go.countDown();
            int turns = 0;
            for (Future<Optional<Turn>> each : tries) {
                turns += each.get().isPresent() ? 1 : 0;
            }
            assertThat(turns).isOne();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTurnWhoseTimeIsOverIsAnothersAndItsFirstHolderEndsItNoMore() {
        Integration seen = added();
        Turn dead = renewals.begin(seen, Duration.ofMillis(-1)).orElseThrow();
        Turn alive = otherNode.begin(seen, LONG).orElseThrow();

        dead.end();
        assertThat(renewals.begin(seen, LONG)).isEmpty();
        alive.keep(FIRST);
        dead.keep(SECOND);
        assertThat(kept(seen)).contains(FIRST);
    }

    @Test
    void aStoreThatWasDisconnectedMeanwhileStaysWithoutCredentials() {
        Integration seen = added();
        Turn turn = renewals.begin(seen, LONG).orElseThrow();
        integrations.replace(Fixture.disconnected(seen), Fixture.connected(seen));

        turn.keep(FIRST);

        assertThat(kept(seen)).contains(SealedCredentials.NONE);
        assertThat(renewals.begin(seen, LONG)).isEmpty();
        assertThat(renewals.current(seen)).isEmpty();
    }

    @Test
    void credentialsThatWereConnectedAnewMeanwhileStay() {
        Integration seen = added();
        Turn turn = renewals.begin(seen, LONG).orElseThrow();
        integrations.replace(Fixture.with(seen, seen.status(), SECOND), Fixture.connected(seen));

        turn.keep(FIRST);

        assertThat(kept(seen)).contains(SECOND);
    }

    @Test
    void whatIsKeptNowIsRead() {
        Integration seen = added();
        renewals.begin(seen, LONG).orElseThrow().keep(FIRST);

        assertThat(renewals.current(seen).map(Integration::credentials)).contains(FIRST);
    }

    @Test
    void aDeletedIntegrationTakesItsTurnAlong() {
        Integration seen = added();
        Turn turn = renewals.begin(seen, LONG).orElseThrow();
        assertThat(integrations.delete(seen.merchant().workspace(), seen.id(), Fixture.connected(seen)))
                .isTrue();

        turn.keep(FIRST);

        assertThat(renewals.begin(seen, LONG)).isEmpty();
        assertThat(kept(seen)).isEmpty();
    }
}
