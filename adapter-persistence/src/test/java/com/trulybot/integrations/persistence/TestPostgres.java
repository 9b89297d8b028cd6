package com.trulybot.integrations.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One PostgreSQL for all tests of this module; each asks for a database of its own. */
final class TestPostgres {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static Path data;
    private static EmbeddedPostgres server;

    private TestPostgres() {}

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                data = Files.createTempDirectory("trulybot-postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = start(0);
            Runtime.getRuntime().addShutdownHook(new Thread(TestPostgres::remove));
        }
        return server;
    }

    private static EmbeddedPostgres start(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void remove() {
        stop();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server; whoever calls it starts it again. */
    static synchronized int stop() {
        int port = server().getPort();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return port;
    }

    static synchronized void startAgain(int port) {
        server = start(port);
    }

    /** A new, empty database. */
    static DatabaseSettings empty() {
        String name = "t" + COUNT.incrementAndGet();
        execute(settings("postgres"), "create database " + name);
        return settings(name);
    }

    private static DatabaseSettings settings(String database) {
        return DatabaseSettings.parse("postgresql://postgres@localhost:" + server().getPort() + "/" + database)
                .withMaxConnections(6);
    }

    static Connection connect(DatabaseSettings settings) {
        try {
            return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), "any");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(DatabaseSettings settings, String... statements) {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of what a query finds. */
    static List<String> query(DatabaseSettings settings, String sql) {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
