package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Columns.instant;
import static com.trulybot.integrations.persistence.Columns.micros;
import static com.trulybot.integrations.persistence.Columns.text;
import static com.trulybot.integrations.persistence.Columns.time;
import static com.trulybot.integrations.persistence.Columns.uuid;

import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/** An {@link Integration} as a row of {@code store_integrations}, and back. */
final class IntegrationRow {
    private static final Map<Field, String> SECRETS = new EnumMap<>(Map.of(
            Field.API_KEY, "api_key_encrypted",
            Field.API_SECRET, "api_secret_encrypted",
            Field.ACCESS_TOKEN, "access_token_encrypted",
            Field.REFRESH_TOKEN, "refresh_token_encrypted",
            Field.PREVIOUS_REFRESH_TOKEN, "previous_refresh_token_encrypted",
            Field.WEBHOOK_SECRET, "webhook_secret_encrypted",
            Field.PLUGIN_KEY, "plugin_key_encrypted"));

    private IntegrationRow() {}

    /** A piece of SQL for each column that holds a secret, in one order always. */
    static String secrets(String piece) {
        return SECRETS.values().stream()
                .map(column -> String.format(Locale.ROOT, piece, column))
                .collect(Collectors.joining(", "));
    }

    static <S extends SqlStatement<S>> S bind(S statement, Integration integration) {
        bindCredentials(statement, "", integration.credentials());
        bindHealth(statement, integration.health());
        return statement
                .bind("id", integration.id().value())
                .bind("user_id", integration.merchant().user().value())
                .bind("workspace_id", integration.merchant().workspace().value())
                .bind("platform", integration.platform().value())
                .bind("store_url", integration.storeUrl().value())
                .bind("store_key", integration.storeUrl().key())
                .bind("store_name", text(integration.storeName()))
                .bind("store_email", text(integration.storeEmail()))
                .bind("shop_domain", text(integration.shopDomain()))
                .bind("permissions", text(integration.permissions()))
                .bind("status", integration.status().code())
                .bind("credential_hint", text(integration.credentialHint()))
                .bind("config", Columns.json(integration.config()))
                .bind("connected_at", micros(integration.connectedAt()))
                .bind("disconnected_at", micros(integration.disconnectedAt()))
                .bind("last_sync_at", micros(integration.lastSyncAt()))
                .bind("created_at", micros(integration.createdAt()))
                .bind("updated_at", micros(integration.updatedAt()));
    }

    /** Binds each ciphertext under its column's name behind the prefix. */
    static <S extends SqlStatement<S>> S bindCredentials(S statement, String prefix, SealedCredentials sealed) {
        SECRETS.forEach((field, column) ->
                statement.bind(prefix + column, sealed.ciphertexts().get(field)));
        return statement.bind(prefix + "access_token_expires_at", micros(sealed.accessTokenExpiresAt()));
    }

    static <S extends SqlStatement<S>> S bindHealth(S statement, Health health) {
        StoreProblem problem = health.problem();
        Duration answerTime = health.answerTime();
        return statement
                .bind("health_state", health.state().code())
                .bind("health_problem", problem == null ? null : problem.code())
                .bind("health_since", micros(health.since()))
                .bind("health_checked_at", micros(health.checkedAt()))
                .bind("health_answer_millis", answerTime == null ? null : (Long) answerTime.toMillis())
                .bind("health_failures", health.failures());
    }

    static Integration read(ResultSet row) throws SQLException {
        IntegrationId id = new IntegrationId(uuid(row, "id"));
        return new Integration(
                id,
                new Merchant(new UserId(uuid(row, "user_id")), new WorkspaceId(uuid(row, "workspace_id"))),
                new PlatformId(row.getString("platform")),
                storeUrl(id, row.getString("store_url")),
                row.getString("store_name"),
                row.getString("store_email"),
                row.getString("shop_domain"),
                row.getString("permissions"),
                word(IntegrationStatus.class, row.getString("status")).orElse(IntegrationStatus.NEEDS_ATTENTION),
                credentials(row),
                row.getString("credential_hint"),
                Columns.map(row.getString("config")),
                health(row),
                time(row, "connected_at"),
                instant(row, "disconnected_at"),
                instant(row, "last_sync_at"),
                time(row, "created_at"),
                time(row, "updated_at"));
    }

    private static StoreUrl storeUrl(IntegrationId id, String address) {
        try {
            return StoreUrl.parse(address);
        } catch (IllegalArgumentException e) {
            // A row of an earlier installation with an address that we would not have taken. It must not hide the rest
            // of the list, and nothing may be asked there: no name ends in .invalid (RFC 6761).
            return StoreUrl.parse("https://unreadable.invalid/" + id);
        }
    }

    private static SealedCredentials credentials(ResultSet row) throws SQLException {
        Map<Field, String> ciphertexts = new EnumMap<>(Field.class);
        for (Map.Entry<Field, String> secret : SECRETS.entrySet()) {
            String ciphertext = row.getString(secret.getValue());
            if (ciphertext != null) {
                ciphertexts.put(secret.getKey(), ciphertext);
            }
        }
        return new SealedCredentials(ciphertexts, instant(row, "access_token_expires_at"));
    }

    private static Health health(ResultSet row) throws SQLException {
        Long answerMillis = row.getObject("health_answer_millis", Long.class);
        String problem = row.getString("health_problem");
        return new Health(
                word(Health.State.class, row.getString("health_state")).orElse(Health.State.UNKNOWN),
                problem == null ? null : word(StoreProblem.class, problem).orElse(null),
                time(row, "health_since"),
                instant(row, "health_checked_at"),
                answerMillis == null ? null : Duration.ofMillis(answerMillis),
                row.getInt("health_failures"));
    }

    /** The constant of that code; empty for a word that only a newer version knows. */
    private static <E extends Enum<E>> Optional<E> word(Class<E> type, String code) {
        try {
            return Optional.of(Enum.valueOf(type, code.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
