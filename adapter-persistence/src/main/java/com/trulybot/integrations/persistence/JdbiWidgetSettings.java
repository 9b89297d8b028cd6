package com.trulybot.integrations.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettingsCatalog;
import com.trulybot.integrations.core.workspace.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The widget settings, in {@code widget_settings}. What was read is kept in the process for a moment, since every page
 * of every storefront asks. This node's own changes are seen at once, another node's within that moment.
 */
public final class JdbiWidgetSettings implements WidgetSettingsCatalog {
    static final String SELECT = "select w.settings, w.version from (select 1) as one"
            + " left join widget_settings w on w.user_id = :user"
            + " where exists (select 1 from store_integrations s where s.user_id = :user"
            + " and s.status <> 'disconnected')";
    private static final Duration KEPT_FOR = Duration.ofSeconds(2);
    private static final int KEPT_AT_MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(JdbiWidgetSettings.class);

    private final Jdbi jdbi;
    private final Cache<UserId, Optional<WidgetSettings>> moment;

    public JdbiWidgetSettings(Database database) {
        this.jdbi = database.jdbi();
        this.moment = Caffeine.newBuilder()
                .expireAfterWrite(KEPT_FOR)
                .maximumSize(KEPT_AT_MOST)
                // Room from the start, so that one account's reading rarely holds up another's.
                .initialCapacity(1_024)
                .build();
    }

    @Override
    public Optional<WidgetSettings> find(UserId user) {
        return moment.get(user, this::read);
    }

    private Optional<WidgetSettings> read(UserId user) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT)
                .bind("user", user.value())
                .map((row, context) -> read(user, row))
                .findOne());
    }

    private static WidgetSettings read(UserId user, ResultSet row) throws SQLException {
        String settings = row.getString("settings");
        if (settings == null) {
            return WidgetSettings.DEFAULT;
        }
        long version = row.getLong("version");
        try {
            return WidgetSettingsJson.read(Columns.tree(settings), version);
        } catch (IllegalArgumentException e) {
            // Whoever wrote that, the shop's pages go on with a widget that works.
            LOG.warn("the widget settings of account {} can't be read; the defaults are used", user);
            return WidgetSettingsJson.read(Columns.JSON.createObjectNode(), version);
        }
    }

    @Override
    public WidgetSettings own(UserId user) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select w.settings, w.version from widget_settings w where w.user_id = :user")
                .bind("user", user.value())
                .map((row, context) -> read(user, row))
                .findOne()
                .orElse(WidgetSettings.DEFAULT));
    }

    @Override
    public WidgetSettings save(UserId user, WidgetSettings settings, Activity activity) {
        try {
            return jdbi.inTransaction(handle -> {
                // Whoever has set nothing has version 1 already.
                WidgetSettings kept = handle.createQuery("insert into widget_settings (user_id, settings, version)"
                                + " values (:user, cast(:settings as jsonb), 2) on conflict (user_id) do update set"
                                + " settings = excluded.settings, version = widget_settings.version + 1,"
                                + " updated_at = now() returning settings, version")
                        .bind("user", user.value())
                        .bind("settings", WidgetSettingsJson.write(settings).toString())
                        .map((row, context) -> read(user, row))
                        .one();
                JdbiActivities.insert(handle, activity);
                return kept;
            });
        } catch (JdbiException e) {
            if (Violation.constraint(e).isPresent()) {
                throw new IllegalStateException(
                        "auth.users has no account " + user + "; an account must be admitted before it has settings",
                        e);
            }
            throw e;
        } finally {
            forget(user);
        }
    }

    /** To be called after each change of what {@link #find} reads; waits for a reading that is under way. */
    void forget(UserId user) {
        moment.invalidate(user);
    }
}
