package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path folder;

    @BeforeEach
    void linkThePrograms() throws IOException {
        Programs.linkInto(folder);
    }

    @Test
    void itsProgramsAreUnpackedWhole(@TempDir Path empty) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(empty)) {
            assertThat(query(postgres.url(), "show server_version")).startsWith("18");
        }
    }

    @Test
    void whatIsInItSurvivesARestart() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            execute(postgres.url(), "create table kept as select 42 as answer");
        }
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres.url(), "select answer from kept")).isEqualTo("42");
            assertThat(query(postgres.url(), "select lower('ÄÖ') || current_setting('server_encoding')"))
                    .isEqualTo("äöUTF8");
        }
    }

    @Test
    void aKilledServerIsStartedAgainWithItsData() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            execute(postgres.url(), "create table kept as select 42 as answer");
            ProcessHandle server = server();

            server.destroyForcibly();
            server.onExit().join();

            assertThat(Await.value(() -> query(postgres.url(), "select answer from kept")))
                    .isEqualTo("42");
            assertThat(server().pid()).isNotEqualTo(server.pid());
        }
    }

    @Test
    void aServerThatAnEarlierRunLeftBehindIsStopped() throws Exception {
        Process earlier = OtherJvm.start(Holder.class, folder.toString());
        assertThat(earlier.inputReader().readLine()).isEqualTo("started");
        ProcessHandle orphan = server();
        earlier.destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        try (EmbeddedPostgres postgres = start()) {
            assertThat(orphan.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(query(postgres.url(), "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNoHindrance() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            execute(postgres.url(), "create table kept as select 42 as answer");
        }
        Files.writeString(
                folder.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder + "\n1700000000\n5432\n\n127.0.0.1\n1 1\nready\n");

        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres.url(), "select answer from kept")).isEqualTo("42");
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void aSecondStartInTheSameFolderIsRefused() throws Exception {
        try (EmbeddedPostgres first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("another process uses", "DATA_DIR");
            assertThat(query(first.url(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aSecondProcessInTheSameFolderIsRefused() throws Exception {
        try (EmbeddedPostgres first = start()) {
            Process second = OtherJvm.start(Holder.class, folder.toString());

            assertThat(second.inputReader().readLine()).contains("another process uses");
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(query(first.url(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aCommandJoinsTheServerOfAnotherProcess() throws Exception {
        Process server = OtherJvm.start(Holder.class, folder.toString());
        assertThat(server.inputReader().readLine()).isEqualTo("started");
        try (Parts parts = new Parts()) {
            assertThat(query(EmbeddedPostgres.join(folder, parts), "select answer from kept"))
                    .isEqualTo("42");
        }
        try (Parts parts = new Parts()) {
            assertThat(query(EmbeddedPostgres.join(folder, parts), "select answer from kept"))
                    .as("the first command's end is not the server's")
                    .isEqualTo("42");
        }
        server.destroyForcibly().waitFor();
    }

    @Test
    void aCommandThatComesWhileTheServerStartsWaitsForIt() throws Exception {
        Process server = OtherJvm.start(Holder.class, folder.toString());
        Await.value(() -> Files.exists(folder.resolve("postgres.lock")) ? true : null);
        try (Parts parts = new Parts()) {
            String url = EmbeddedPostgres.join(folder, parts);

            assertThat(Await.value(() -> query(url, "show server_version"))).startsWith("18");
        }
        server.destroyForcibly().waitFor();
    }

    @Test
    void aCommandStartsTheServerThatNobodyRunsAndStopsItAgain() throws Exception {
        try (Parts parts = new Parts()) {
            execute(EmbeddedPostgres.join(folder, parts), "create table kept as select 42 as answer");
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres.url(), "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsLeftAlone() throws Exception {
        start().close();
        Path version = folder.resolve("postgres/PG_VERSION");
        Files.writeString(version, "12\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("PostgreSQL 12", "Nothing was changed", "pg_dump");
        assertThat(version).hasContent("12");
    }

    @Test
    void aFolderWithOtherThingsIsLeftAlone() throws Exception {
        Files.createDirectories(folder.resolve("postgres"));
        Path letter = Files.writeString(folder.resolve("postgres/letter.txt"), "mine");

        assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("holds no PostgreSQL");
        assertThat(letter).hasContent("mine");
    }

    @Test
    void itAsksForThePasswordThatOnlyItsOwnerCanRead() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            String wrong = postgres.url().replaceFirst("password=.*", "password=wrong");

            assertThatThrownBy(() -> query(wrong, "select 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("postgres.password"))))
                    .isEqualTo("rw-------");
            assertThat(query(postgres.url(), "show listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aServerThatCannotStartSaysWhy() throws Exception {
        start().close();
        Files.delete(folder.resolve("postgres/global/pg_control"));

        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("PostgreSQL does not start", "could not find the database system");
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.start(folder);
    }

    private ProcessHandle server() throws IOException {
        String pid =
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Starts the server in a process of its own, says so, and holds it until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]));
                execute(postgres.url(), "create table kept as select 42 as answer");
                System.out.println("started");
                new CountDownLatch(1).await();
            } catch (IOException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
    }
}
