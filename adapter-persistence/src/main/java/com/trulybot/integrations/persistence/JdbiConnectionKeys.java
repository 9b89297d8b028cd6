package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Columns.text;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.connectionkey.ConnectionKey;
import com.trulybot.integrations.core.connectionkey.ConnectionKeyId;
import com.trulybot.integrations.core.connectionkey.ConnectionKeys;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/**
 * The connection keys, in {@code connection_keys}; a secret is encrypted and bound to its key. Nonces are in
 * {@code used_nonces}, where the first to insert one has it.
 */
public final class JdbiConnectionKeys implements ConnectionKeys {
    static final String ONE = "select * from connection_keys where id = :id";
    static final String OF_WORKSPACE = "select * from connection_keys where workspace_id = :workspace";
    static final String TAKE_NONCE = "insert into used_nonces (key_id, nonce, forget_after)"
            + " values (:id, :nonce, :forgetAfter) on conflict do nothing";

    private final Jdbi jdbi;
    private final Encryption encryption;

    public JdbiConnectionKeys(Database database, Encryption encryption) {
        this.jdbi = database.jdbi();
        this.encryption = encryption;
    }

    @Override
    public void add(ConnectionKey key, Secret secret, Activity activity) {
        try {
            jdbi.useTransaction(handle -> {
                handle.createUpdate("insert into connection_keys (id, user_id, workspace_id, name, hint,"
                                + " secret_encrypted, created_at, last_used_at) values (:id, :user, :workspace, :name,"
                                + " :hint, :secret, :createdAt, :lastUsedAt)")
                        .bind("id", key.id().value())
                        .bind("user", key.merchant().user().value())
                        .bind("workspace", key.merchant().workspace().value())
                        .bind("name", text(key.name()))
                        .bind("hint", text(key.hint()))
                        .bind("secret", encryption.seal(secret.expose(), context(key.id())))
                        .bind("createdAt", Columns.micros(key.createdAt()))
                        .bind("lastUsedAt", Columns.micros(key.lastUsedAt()))
                        .execute();
                JdbiActivities.insert(handle, activity);
            });
        } catch (JdbiException e) {
            if (Violation.constraint(e).equals(Optional.of("connection_keys_user_id_fkey"))) {
                throw new IllegalStateException(
                        "auth.users has no account " + key.merchant().user()
                                + "; an account must be admitted before it has a connection key",
                        e);
            }
            throw e;
        }
    }

    @Override
    public Optional<Held> find(ConnectionKeyId id) {
        return jdbi.withHandle(handle -> handle.createQuery(ONE)
                .bind("id", id.value())
                .map((row, context) -> new Held(read(row), open(id, row.getString("secret_encrypted"))))
                .findOne());
    }

    @Override
    public Page<ConnectionKey> list(WorkspaceId workspace, Page.Request request) {
        Optional<Cursor> after = Cursor.parse(request.cursor());
        List<ConnectionKey> found = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(OF_WORKSPACE + Cursor.condition(after) + Cursor.ORDER)
                    .bind("workspace", workspace.value())
                    .bind("limit", request.limit() + 1);
            return Cursor.bind(query, after).map((row, context) -> read(row)).list();
        });
        return Cursor.page(
                found,
                request.limit(),
                last -> new Cursor(last.createdAt(), last.id().value()));
    }

    @Override
    public boolean revoke(WorkspaceId workspace, ConnectionKeyId id, Activity activity) {
        return jdbi.inTransaction(handle -> {
            int deleted = handle.createUpdate(
                            "delete from connection_keys where id = :id and workspace_id = :workspace")
                    .bind("id", id.value())
                    .bind("workspace", workspace.value())
                    .execute();
            if (deleted > 0) {
                JdbiActivities.insert(handle, activity);
            }
            return deleted > 0;
        });
    }

    @Override
    public void noteUse(ConnectionKeyId id, Instant at) {
        // Written once a minute at most, however often it is used.
        jdbi.useHandle(handle -> handle.createUpdate("update connection_keys set last_used_at = :minute"
                        + " where id = :id and (last_used_at is null or last_used_at < :minute)")
                .bind("id", id.value())
                .bind("minute", at.truncatedTo(ChronoUnit.MINUTES))
                .execute());
    }

    @Override
    public boolean takeNonce(ConnectionKeyId id, String nonce, Instant forgetAfter) {
        return jdbi.withHandle(handle -> handle.createUpdate(TAKE_NONCE)
                        .bind("id", id.value())
                        .bind("nonce", text(nonce))
                        .bind("forgetAfter", Columns.micros(forgetAfter))
                        .execute())
                > 0;
    }

    private static ConnectionKey read(ResultSet row) throws SQLException {
        return new ConnectionKey(
                new ConnectionKeyId(Columns.uuid(row, "id")),
                new Merchant(
                        new UserId(Columns.uuid(row, "user_id")), new WorkspaceId(Columns.uuid(row, "workspace_id"))),
                row.getString("name"),
                row.getString("hint"),
                Columns.time(row, "created_at"),
                Columns.instant(row, "last_used_at"));
    }

    private Secret open(ConnectionKeyId id, String sealed) {
        try {
            return Secret.of(encryption.open(sealed, context(id)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the secret of connection key " + id + " does not open: it was altered, sealed for another key, or"
                            + " what it was encrypted with is gone; revoke it and make another",
                    e);
        }
    }

    private static String context(ConnectionKeyId id) {
        return "trulybot-connection-key|" + id;
    }
}
