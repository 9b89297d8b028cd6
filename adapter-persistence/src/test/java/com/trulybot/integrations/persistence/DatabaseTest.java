package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void anOpenedDatabaseIsReadyAndAClosedOneIsNot() {
        DatabaseSettings settings = TestPostgres.empty();
        Database database = Database.open(settings);
        assertThat(database.ready()).isTrue();
        try (Database again = Database.open(settings)) {
            assertThat(again.ready()).isTrue();
        }
        database.close();
        assertThat(database.ready()).isFalse();
    }

    @Test
    void withoutItsMigrationsADatabaseIsNotReady() {
        DatabaseSettings settings = TestPostgres.empty();
        try (Database database = Database.open(settings)) {
            TestPostgres.execute(
                    settings,
                    "delete from trulybot_schema_history where installed_rank ="
                            + " (select max(installed_rank) from trulybot_schema_history)");
            assertThat(database.ready()).isFalse();
            TestPostgres.execute(settings, "drop table trulybot_schema_history");
            assertThat(database.ready()).isFalse();
        }
    }

    @Test
    void nodesThatStartAtOnceMigrateOnce() throws Exception {
        DatabaseSettings settings = TestPostgres.empty().withMaxConnections(2);
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            List<Future<Database>> opening = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                opening.add(nodes.submit(() -> Database.open(settings)));
            }
            for (Future<Database> open : opening) {
                try (Database database = open.get()) {
                    assertThat(database.ready()).isTrue();
                }
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidToBeSoWithoutThePassword() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        try (CapturedLog log = CapturedLog.ofEverything()) {
            assertThatThrownBy(() -> Database.open(
                            DatabaseSettings.parse("postgresql://ada:hunter2@localhost:" + nobody + "/shop")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("localhost:" + nobody + "/shop can't be used; check DATABASE_URL")
                    .satisfies(failure -> {
                        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                            assertThat(String.valueOf(cause)).doesNotContain("hunter2");
                        }
                    });
            assertThat(log.lines()).noneMatch(line -> line.contains("hunter2"));
        }
    }

    @Test
    void whileOpeningNothingLogsThePassword() {
        DatabaseSettings settings = TestPostgres.empty();
        DatabaseSettings withPassword =
                DatabaseSettings.parse("postgresql://postgres:hunter2@" + settings.address() + "?ApplicationName=test");
        try (CapturedLog log = CapturedLog.ofEverything();
                Database database = Database.open(withPassword)) {
            assertThat(database.ready()).isTrue();
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("hunter2"));
        }
    }

    @Test
    void itRecoversWhenPostgresWasStoppedAndStarted() {
        try (Database database = Database.open(TestPostgres.empty())) {
            JdbiAccounts accounts = new JdbiAccounts(database);
            assertThat(accounts.admit(Fixture.merchant().user())).isTrue();
            int port = TestPostgres.stop();
            try {
                assertThat(database.ready()).isFalse();
                assertThatThrownBy(() -> accounts.admit(Fixture.merchant().user()))
                        .isNotNull();
            } finally {
                TestPostgres.startAgain(port);
            }
            Waiting.until(database::ready);
            assertThat(accounts.admit(Fixture.merchant().user())).isTrue();
        }
    }
}
