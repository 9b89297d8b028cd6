package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.Upkeep;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbiUpkeepTest {
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static DatabaseSettings settings;
    private static Database database;
    private static Database otherNode;

    private final Integrations integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));
    private final Upkeep upkeep = new JdbiUpkeep(database);

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
        otherNode = Database.open(settings);
    }

    @BeforeEach
    void withoutStores() {
        TestPostgres.execute(settings, "delete from store_integrations");
    }

    @AfterAll
    static void close() {
        database.close();
        otherNode.close();
    }

    private Integration connectedAt(Instant at) {
        Merchant merchant = Fixture.merchant();
        new JdbiAccounts(database).admit(merchant.user());
        Integration store = Fixture.woo(merchant, "https://shop.example", at);
        integrations.add(store, Fixture.connected(store));
        return store;
    }

    @Test
    void aStoreThatWasJustConnectedIsDueAtOnceAndTakenOnce() {
        Integration store = connectedAt(NOW);

        assertThat(upkeep.take(1, NOW, LEASE)).containsExactly(store);
        assertThat(upkeep.take(1, NOW, LEASE)).isEmpty();
        assertThat(upkeep.take(1, NOW.plus(LEASE).minusMillis(1), LEASE)).isEmpty();
    }

    @Test
    void whatItsTakerDoesNotComeBackToIsDueAgainWhenTheLeaseEnds() {
        Integration store = connectedAt(NOW);
        upkeep.take(1, NOW, LEASE);

        assertThat(upkeep.take(1, NOW.plus(LEASE), LEASE)).containsExactly(store);
    }

    @Test
    void theLongestWaitingComeFirst() {
        Integration late = connectedAt(NOW.plusSeconds(2));
        Integration early = connectedAt(NOW);
        Integration between = connectedAt(NOW.plusSeconds(1));

        assertThat(upkeep.take(2, NOW.plusSeconds(9), LEASE)).containsExactly(early, between);
        assertThat(upkeep.take(2, NOW.plusSeconds(9), LEASE)).containsExactly(late);
    }

    @Test
    void itsTakerSaysWhenItIsDueAgain() {
        Integration store = connectedAt(NOW);
        upkeep.take(1, NOW, LEASE);
        upkeep.next(store, NOW.plusSeconds(60));

        assertThat(upkeep.take(1, NOW.plusSeconds(59), LEASE)).isEmpty();
        assertThat(upkeep.take(1, NOW.plusSeconds(60), LEASE)).containsExactly(store);
    }

    @Test
    void whatWasConnectedAnewIsDueAtOnceWhateverItsTakerSays() {
        Integration store = connectedAt(NOW);
        upkeep.take(1, NOW, LEASE);
        Integration anew = Fixture.reconnected(store, NOW.plusSeconds(1));
        integrations.replace(anew, Fixture.connected(store));

        upkeep.next(store, NOW.plusSeconds(3_600));

        assertThat(upkeep.take(1, NOW.plusSeconds(1), LEASE))
                .extracting(Integration::id)
                .containsExactly(store.id());
    }

    @Test
    void whatIsDisconnectedIsNotLookedAfter() {
        Integration store = connectedAt(NOW);
        integrations.end(store, Fixture.disconnected(store), Fixture.connected(store));
        upkeep.next(store, NOW);

        assertThat(upkeep.take(5, NOW.plusSeconds(3_600), LEASE)).isEmpty();
    }

    @Test
    void ofManyOnSeveralNodesEachTakesOthers() throws Exception {
        List<IntegrationId> due = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            due.add(connectedAt(NOW.plusSeconds(i)).id());
        }
        List<Callable<List<Integration>>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Upkeep node = new JdbiUpkeep(i % 2 == 0 ? database : otherNode);
            takers.add(() -> {
                List<Integration> mine = new ArrayList<>();
                List<Integration> taken = node.take(1, NOW.plusSeconds(60), LEASE);
                while (!taken.isEmpty()) {
                    mine.addAll(taken);
                    taken = node.take(1, NOW.plusSeconds(60), LEASE);
                }
                return mine;
            });
        }

        List<IntegrationId> taken = new ArrayList<>();
        Together.all(takers).forEach(some -> some.forEach(store -> taken.add(store.id())));

        assertThat(taken).containsExactlyInAnyOrderElementsOf(due);
    }
}
