package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.integration.Secret;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database, migrated to what this version needs, and the pool of connections to it. */
public final class Database implements AutoCloseable {
    private static final String HISTORY = "trulybot_schema_history";
    /** Any number that no one else uses for an advisory lock. */
    private static final long LOCK = 0x7472756c79646c6bL;

    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_READINESS = Duration.ofSeconds(2);

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final String version;

    private Database(HikariDataSource pool, String version) {
        this.pool = pool;
        this.version = version;
        this.jdbi = Jdbi.create(pool);
        jdbi.registerArgument(new UuidArgument());
        jdbi.registerColumnMapper(UUID.class, (row, column, context) -> row.getObject(column, UUID.class));
        // By default the message of a failed statement holds all that was bound to it: ciphertexts, e-mail addresses.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /**
     * Connects and migrates. Of several nodes that start at once, one migrates and the others wait for it.
     *
     * @throws IllegalStateException when the database can't be reached or can't be migrated
     */
    public static Database open(DatabaseSettings settings) {
        String version = migrate(settings);
        HikariConfig config = new HikariConfig();
        config.setPoolName("trulybot");
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        Secret password = settings.password();
        config.setPassword(password == null ? null : password.expose());
        config.setMaximumPoolSize(settings.maxConnections());
        config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        // Seconds. A parameter of the URL wins over these.
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "trulybot");
        // The detail of a violated constraint is the row.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        try {
            return new Database(new HikariDataSource(config), version);
        } catch (HikariPool.PoolInitializationException e) {
            throw unusable(settings, e);
        }
    }

    private static String migrate(DatabaseSettings settings) {
        // Not through the pool: building an index may take longer than any answer should.
        PGSimpleDataSource direct = new PGSimpleDataSource();
        direct.setURL(settings.jdbcUrl());
        if (settings.user() != null) {
            direct.setUser(settings.user());
        }
        Secret password = settings.password();
        if (password != null) {
            direct.setPassword(password.expose());
        }
        direct.setLogServerErrorDetail(false);
        // Flyway locks the migrations, but not the look at the schema before them: two nodes could get into each
        // other's
        // way. In a transaction, so that it also holds behind a pooler.
        try (Connection lock = direct.getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                    .dataSource(direct)
                    .locations("classpath:db/migration/trulybot")
                    .failOnMissingLocations(true)
                    .table(HISTORY)
                    // The schema is often someone else's as well, as on Supabase.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load();
            flyway.migrate();
            MigrationInfo current = Objects.requireNonNull(flyway.info().current(), "current migration");
            return String.valueOf(current.getVersion());
        } catch (FlywayException | SQLException e) {
            throw unusable(settings, e);
        }
    }

    private static IllegalStateException unusable(DatabaseSettings settings, Exception cause) {
        return new IllegalStateException(
                "the database at " + settings.address()
                        + " can't be used; check DATABASE_URL and that PostgreSQL runs: " + cause.getMessage(),
                cause);
    }

    /** The pool. Its connections commit each statement. */
    DataSource dataSource() {
        return pool;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Whether the database answers and has this version's tables; false after a few seconds at most. Never throws. */
    public boolean ready() {
        try (Connection connection = pool.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) WAIT_FOR_READINESS.toMillis());
            try (PreparedStatement statement =
                    connection.prepareStatement("select 1 from " + HISTORY + " where version = ? and success")) {
                statement.setString(1, version);
                try (ResultSet found = statement.executeQuery()) {
                    return found.next();
                }
            }
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Jdbi would bind text, which PostgreSQL does not compare with a UUID. */
    private static final class UuidArgument extends AbstractArgumentFactory<UUID> {
        UuidArgument() {
            super(Types.OTHER);
        }

        @Override
        protected Argument build(UUID value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value);
        }
    }
}
