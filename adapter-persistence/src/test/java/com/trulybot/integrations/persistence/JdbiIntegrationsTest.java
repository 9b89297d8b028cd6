package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiIntegrationsTest implements MovingContract {
    private static DatabaseSettings settings;
    private static Database database;

    private final Activities activities = new JdbiActivities(database);
    private final Integrations integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public Integrations integrations() {
        return integrations;
    }

    @Override
    public Activities activities() {
        return activities;
    }

    @Override
    public Merchant someone() {
        Merchant merchant = Fixture.merchant();
        assertThat(new JdbiAccounts(database).admit(merchant.user())).isTrue();
        return merchant;
    }

    @Test
    void anAccountThatWasNotAdmittedIsNamed() {
        Integration integration = Fixture.woo(Fixture.merchant(), "https://shop.example");
        assertThatThrownBy(() -> integrations.add(integration, Fixture.connected(integration)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "auth.users has no account " + integration.merchant().user());

        Integration known = Fixture.woo(someone(), "https://shop.example");
        integrations.add(known, Fixture.connected(known));
        Integration moved = new Integration(
                known.id(),
                Fixture.merchant(),
                known.platform(),
                known.storeUrl(),
                known.storeName(),
                null,
                null,
                null,
                known.status(),
                known.credentials(),
                null,
                Map.of(),
                known.health(),
                known.connectedAt(),
                null,
                null,
                known.createdAt(),
                known.updatedAt());
        assertThatThrownBy(() -> integrations.replace(moved, Fixture.connected(known)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("admitted");
    }

    @Test
    void aFailureTellsNothingOfWhatWasToBeStored() {
        Integration integration = Fixture.woo(someone(), "https://shop.example");
        integrations.add(integration, Fixture.connected(integration));
        try (CapturedLog log = CapturedLog.ofEverything()) {
            // The same id once more breaks a rule that nobody expects to be broken.
            Integration other = Fixture.woo(someone(), "https://other.example");
            Integration broken = new Integration(
                    integration.id(),
                    other.merchant(),
                    other.platform(),
                    other.storeUrl(),
                    other.storeName(),
                    other.storeEmail(),
                    null,
                    null,
                    other.status(),
                    other.credentials(),
                    null,
                    Map.of(),
                    other.health(),
                    other.connectedAt(),
                    null,
                    null,
                    other.createdAt(),
                    other.updatedAt());
            assertThatThrownBy(() -> integrations.add(broken, Fixture.connected(other)))
                    .satisfies(failure -> {
                        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                            assertThat(String.valueOf(cause))
                                    .doesNotContain("sealed-")
                                    .doesNotContain("shop@example.com");
                        }
                    });
            assertThat(log.lines()).noneMatch(line -> line.contains("sealed-key") || line.contains("shop@example.com"));
        }
    }

    @Test
    void textThatPostgresRefusesIsCleaned() {
        Integration odd = Fixture.woo(someone(), "https://shop.example");
        Integration withNul = new Integration(
                odd.id(),
                odd.merchant(),
                odd.platform(),
                odd.storeUrl(),
                "Sh\0op",
                "a\0@example.com",
                null,
                null,
                odd.status(),
                odd.credentials(),
                null,
                Map.of("na\0me", "va\0lue"),
                odd.health(),
                odd.connectedAt(),
                null,
                null,
                odd.createdAt(),
                odd.updatedAt());
        integrations.add(withNul, Fixture.connected(odd));
        Integration kept = kept(odd).orElseThrow();
        assertThat(kept.storeName()).isEqualTo("Shop");
        assertThat(kept.config()).containsExactly(Map.entry("name", "value"));
    }

    @Test
    void whatOthersWroteIntoARowIsReadAsWellAsItCanBe() {
        Integration row = added(Fixture.woo(someone(), "https://shop.example"));
        TestPostgres.execute(
                settings,
                "update store_integrations set config = '{\"n\":1,\"o\":{\"a\":[true]},\"s\":\"t\",\"z\":null}',"
                        + " health_state = 'splendid', health_problem = 'store_on_fire', store_url = 'ftp://?'"
                        + " where id = '" + row.id() + "'");
        Integration kept = kept(row).orElseThrow();
        assertThat(kept.config())
                .containsOnly(Map.entry("n", "1"), Map.entry("o", "{\"a\":[true]}"), Map.entry("s", "t"));
        assertThat(kept.health().state()).isEqualTo(Health.State.UNKNOWN);
        assertThat(kept.health().problem()).isNull();
        assertThat(kept.storeUrl().host()).isEqualTo("unreadable.invalid");
    }

    @Test
    void aTimeFinerThanPostgresKeepsIsStillTheSameTime() {
        Integration seen = added(Fixture.woo(someone(), "https://shop.example", Fixture.NOW.plusNanos(999)));
        Health later = Health.ok(Fixture.NOW.plusSeconds(1), Duration.ofMillis(5));
        integrations.noteHealth(seen, later, Optional.of(seen.status()), Optional.empty(), Optional.empty());
        assertThat(kept(seen).map(Integration::health)).contains(later);
        assertThat(kept(seen).map(Integration::connectedAt)).contains(Fixture.NOW);
    }

    @Test
    void anyPlatformWithAProperNameHasARow() {
        Integration row = added(Fixture.woo(someone(), "https://shop.example"));
        TestPostgres.execute(
                settings, "update store_integrations set platform = 'my-shop_2' where id = '" + row.id() + "'");
        assertThat(kept(row).orElseThrow().platform().value()).isEqualTo("my-shop_2");
        assertThatThrownBy(() -> TestPostgres.execute(
                        settings, "update store_integrations set platform = 'My Shop' where id = '" + row.id() + "'"))
                .hasMessageContaining("store_integrations_platform_check");
    }

    @Test
    void aConnectionThatDiesBetweenRowAndActivityLeavesNeither() throws Exception {
        Merchant merchant = someone();
        Integration integration = Fixture.woo(merchant, "https://shop.example");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        TestPostgres.execute(
                settings,
                "create function wait_here() returns trigger language plpgsql as"
                        + " 'begin perform pg_advisory_xact_lock(4711); return new; end'",
                "create trigger wait_here before insert on user_activities for each row execute function wait_here()");
        try (Connection gate = TestPostgres.connect(settings);
                Statement statement = gate.createStatement()) {
            statement.execute("select pg_advisory_lock(4711)");
            Future<Integrations.Saved> saved =
                    thread.submit(() -> integrations.add(integration, Fixture.connected(integration)));
            // The row is written, the activity is not: now the connection dies.
            Waiting.until(() -> database.jdbi()
                            .withHandle(handle -> handle.createQuery(
                                            "select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory'"
                                                    + " and objid = 4711 and not granted")
                                    .mapTo(Integer.class)
                                    .one())
                    > 0);
            assertThatThrownBy(saved::get).isNotNull();
        } finally {
            thread.shutdownNow();
            TestPostgres.execute(settings, "drop trigger wait_here on user_activities", "drop function wait_here()");
        }
        assertThat(kept(integration)).isEmpty();
        assertThat(activities
                        .list(merchant.workspace(), new Page.Request(10, null))
                        .items())
                .isEmpty();
        assertThat(added(integration).credentials().ciphertexts()).containsKey(Field.API_KEY);
        assertThat(kept(integration)).isEqualTo(Optional.of(integration));
    }
}
