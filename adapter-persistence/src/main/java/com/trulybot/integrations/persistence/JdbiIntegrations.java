package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/** The connected stores, in {@code store_integrations}. */
public final class JdbiIntegrations implements Integrations {
    private static final String STORE_KEY = "store_integrations_store_key";
    private static final String SHOP_DOMAIN = "store_integrations_shop_domain";
    private static final String USER = "store_integrations_user_id_fkey";

    static final String SELECT = "select * from store_integrations where ";
    static final String BY_ID = SELECT + "id = :id";
    static final String OF_SHOP = SELECT + "platform = :platform and shop_domain = :shopDomain"
            + " order by status = 'disconnected', created_at desc, id desc";
    static final String OF_WORKSPACE = SELECT + "workspace_id = :workspace";
    static final String ONE = OF_WORKSPACE + " and id = :id";
    static final String STORE = OF_WORKSPACE + " and platform = :platform and store_key = :storeKey";
    static final String CONNECTED_OF_WORKSPACE = OF_WORKSPACE + " and status <> 'disconnected'" + Cursor.ORDER;
    static final String CONNECTED_OF_USER = SELECT
            + "user_id = :user and platform = :platform and status <> 'disconnected'"
            + " order by created_at desc, id desc";

    private static final String INSERT = "insert into store_integrations"
            + " (id, user_id, workspace_id, platform, store_url, store_key, store_name, store_email, shop_domain,"
            + " permissions, status, access_token_expires_at, credential_hint, config, health_state,"
            + " health_problem, health_since, health_checked_at, health_answer_millis, health_failures, connected_at,"
            + " disconnected_at, last_sync_at, created_at, updated_at, upkeep_at, " + IntegrationRow.secrets("%s")
            + ") values"
            + " (:id, :user_id, :workspace_id, :platform, :store_url, :store_key, :store_name, :store_email,"
            + " :shop_domain, :permissions, :status, :access_token_expires_at, :credential_hint,"
            + " cast(:config as jsonb), :health_state, :health_problem, :health_since, :health_checked_at,"
            + " :health_answer_millis, :health_failures, :connected_at, :disconnected_at, :last_sync_at, :created_at,"
            + " :updated_at, :connected_at, "
            + IntegrationRow.secrets(":%s") + ")";
    private static final String SET_CREDENTIALS =
            IntegrationRow.secrets(" %1$s = :%1$s") + ", access_token_expires_at = :access_token_expires_at";
    private static final String SET_HEALTH = " health_state = :health_state, health_problem = :health_problem,"
            + " health_since = :health_since, health_checked_at = :health_checked_at,"
            + " health_answer_millis = :health_answer_millis, health_failures = :health_failures";
    private static final String REPLACE = "update store_integrations set user_id = :user_id,"
            + " workspace_id = :workspace_id, platform = :platform, store_url = :store_url, store_key = :store_key,"
            + " store_name = :store_name, store_email = :store_email, shop_domain = :shop_domain,"
            + " permissions = :permissions, status = :status, credential_hint = :credential_hint,"
            + " config = cast(:config as jsonb), connected_at = :connected_at, disconnected_at = :disconnected_at,"
            + " last_sync_at = :last_sync_at, updated_at = :updated_at, upkeep_at = :connected_at," + SET_CREDENTIALS
            + "," + SET_HEALTH
            + " where id = :id";
    private static final String RENEW = "update store_integrations set" + SET_CREDENTIALS
            + " where id = :id and status <> 'disconnected' and ("
            + IntegrationRow.secrets("%s") + ") is not distinct from (" + IntegrationRow.secrets(":seen_%s") + ")";
    /** While it is connected as it was when it was seen. */
    static final String AS_SEEN = " where id = :id and connected_at = :connected_at and status <> 'disconnected'";
    // Not "for update": whoever stores something that belongs to the store need not wait.
    private static final String LOCK_SEEN = "select status from store_integrations" + AS_SEEN + " for no key update";
    private static final String LOCK_SHOP = "select pg_advisory_xact_lock(hashtextextended(?, 0))";
    /** The row of that id, and those that have the shop. In one order always, so that no two wait for each other. */
    static final String LOCK_TO_MOVE = SELECT + "id = :id or (platform = :platform"
            + " and shop_domain = :shopDomain and status <> 'disconnected') order by id for no key update";

    private static final String NOTE_HEALTH = "update store_integrations set status = :status,"
            + " last_sync_at = greatest(last_sync_at, cast(:answered_at as timestamptz))," + SET_HEALTH
            + " where id = :id";

    private final Jdbi jdbi;
    private final JdbiWidgetSettings widgets;

    /**
     * Reads and writes that database.
     *
     * @param widgets told of each change, since an account without a connected store has no widget
     */
    public JdbiIntegrations(Database database, JdbiWidgetSettings widgets) {
        this.jdbi = database.jdbi();
        this.widgets = widgets;
    }

    @Override
    public Saved add(Integration integration, Activity activity) {
        try {
            jdbi.useTransaction(handle -> {
                IntegrationRow.bind(handle.createUpdate(INSERT), integration).execute();
                JdbiActivities.insert(handle, activity);
            });
            return Saved.DONE;
        } catch (JdbiException e) {
            return switch (Violation.constraint(e).orElse("")) {
                case STORE_KEY -> Saved.SAME_STORE;
                // PostgreSQL tells of one broken rule, and both may be.
                case SHOP_DOMAIN -> hasStore(integration) ? Saved.SAME_STORE : Saved.TAKEN;
                case USER -> throw noSuchAccount(integration, e);
                default -> throw e;
            };
        } finally {
            // Also when it failed: a commit whose answer got lost may have happened.
            widgets.forget(integration.merchant().user());
        }
    }

    private boolean hasStore(Integration integration) {
        return findStore(
                        integration.merchant().workspace(),
                        integration.platform(),
                        integration.storeUrl().key())
                .isPresent();
    }

    @Override
    public Saved replace(Integration integration, Activity activity) {
        UserId[] before = {integration.merchant().user()};
        try {
            jdbi.useTransaction(handle -> {
                before[0] = handle.createQuery("select user_id from store_integrations where id = :id for update")
                        .bind("id", integration.id().value())
                        .mapTo(UUID.class)
                        .findOne()
                        .map(UserId::new)
                        .orElseThrow(() -> new IllegalStateException(
                                "integration " + integration.id() + " can't be replaced: it has been deleted"));
                IntegrationRow.bind(handle.createUpdate(REPLACE), integration).execute();
                JdbiActivities.insert(handle, activity);
            });
            return Saved.DONE;
        } catch (JdbiException e) {
            return switch (Violation.constraint(e).orElse("")) {
                case SHOP_DOMAIN -> Saved.TAKEN;
                case USER -> throw noSuchAccount(integration, e);
                default -> throw e;
            };
        } finally {
            widgets.forget(before[0]);
            widgets.forget(integration.merchant().user());
        }
    }

    @Override
    public Saved move(Integration integration, Activity activity, Farewell farewell) {
        Set<UserId> concerned = new HashSet<>(Set.of(integration.merchant().user()));
        try {
            while (true) {
                try {
                    jdbi.useTransaction(handle -> concerned.addAll(move(handle, integration, activity, farewell)));
                    return Saved.DONE;
                } catch (JdbiException e) {
                    switch (Violation.constraint(e).orElse("")) {
                        case STORE_KEY -> {
                            return Saved.SAME_STORE;
                        }
                        case SHOP_DOMAIN -> {
                            // Someone connected the shop by its keys a moment ago. They are seen now, and moved as
                            // well.
                        }
                        case USER -> throw noSuchAccount(integration, e);
                        default -> throw e;
                    }
                }
            }
        } finally {
            concerned.forEach(widgets::forget);
        }
    }

    private static List<UserId> move(Handle handle, Integration integration, Activity activity, Farewell farewell) {
        String shopDomain = Columns.text(integration.shopDomain());
        if (shopDomain != null) {
            // Two who move one shop do so one after the other.
            handle.execute(LOCK_SHOP, integration.platform() + "|" + shopDomain);
        }
        List<Integration> before = handle.createQuery(LOCK_TO_MOVE)
                .bind("id", integration.id().value())
                .bind("platform", integration.platform().value())
                .bind("shopDomain", shopDomain)
                .map((row, context) -> IntegrationRow.read(row))
                .list();
        boolean there = false;
        for (Integration former : before) {
            if (former.id().equals(integration.id())) {
                there = true;
            } else {
                IntegrationRow.bind(handle.createUpdate(REPLACE), former.disconnected(integration.connectedAt()))
                        .execute();
                JdbiActivities.insert(handle, farewell.to(former));
            }
        }
        IntegrationRow.bind(handle.createUpdate(there ? REPLACE : INSERT), integration)
                .execute();
        JdbiActivities.insert(handle, activity);
        return before.stream().map(former -> former.merchant().user()).toList();
    }

    @Override
    public boolean end(Integration seen, Integration ended, Activity activity) {
        try {
            return jdbi.inTransaction(handle -> {
                if (lockSeen(handle, seen).isEmpty()) {
                    return false;
                }
                IntegrationRow.bind(handle.createUpdate(REPLACE), ended).execute();
                JdbiActivities.insert(handle, activity);
                return true;
            });
        } finally {
            widgets.forget(seen.merchant().user());
        }
    }

    @Override
    public void notePermissions(Integration seen, String permissions) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update store_integrations set permissions = :permissions" + AS_SEEN)
                        .bind("permissions", Columns.text(permissions))
                        .bind("id", seen.id().value())
                        .bind("connected_at", Columns.micros(seen.connectedAt()))
                        .execute());
    }

    private static IllegalStateException noSuchAccount(Integration integration, JdbiException cause) {
        return new IllegalStateException(
                "auth.users has no account " + integration.merchant().user()
                        + "; an account must be admitted before it connects a store",
                cause);
    }

    @Override
    public boolean delete(WorkspaceId workspace, IntegrationId id, Activity activity) {
        Optional<UUID> owner = jdbi.inTransaction(handle -> {
            Optional<UUID> deleted = handle.createQuery(
                            "delete from store_integrations where workspace_id = :workspace and id = :id"
                                    + " returning user_id")
                    .bind("workspace", workspace.value())
                    .bind("id", id.value())
                    .mapTo(UUID.class)
                    .findOne();
            if (deleted.isPresent()) {
                // What was told of its shoppers and is not worked yet; the rest goes with the row.
                handle.createUpdate("delete from webhook_events where scope = :scope")
                        .bind("scope", JdbiDeliveryInbox.scope(id))
                        .execute();
                JdbiActivities.insert(handle, activity);
            }
            return deleted;
        });
        owner.map(UserId::new).ifPresent(widgets::forget);
        return owner.isPresent();
    }

    @Override
    public Optional<Integration> find(WorkspaceId workspace, IntegrationId id) {
        return jdbi.withHandle(handle -> handle.createQuery(ONE)
                .bind("workspace", workspace.value())
                .bind("id", id.value())
                .map((row, context) -> IntegrationRow.read(row))
                .findOne());
    }

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bind("id", id.value())
                .map((row, context) -> IntegrationRow.read(row))
                .findOne());
    }

    @Override
    public List<Integration> ofShop(PlatformId platform, String shopDomain) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_SHOP)
                .bind("platform", platform.value())
                .bind("shopDomain", Columns.text(shopDomain))
                .map((row, context) -> IntegrationRow.read(row))
                .list());
    }

    @Override
    public Optional<Integration> findStore(WorkspaceId workspace, PlatformId platform, String storeKey) {
        return jdbi.withHandle(handle -> handle.createQuery(STORE)
                .bind("workspace", workspace.value())
                .bind("platform", platform.value())
                .bind("storeKey", storeKey)
                .map((row, context) -> IntegrationRow.read(row))
                .findOne());
    }

    @Override
    public Page<Integration> list(WorkspaceId workspace, Page.Request request) {
        Optional<Cursor> after = Cursor.parse(request.cursor());
        List<Integration> found = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(OF_WORKSPACE + Cursor.condition(after) + Cursor.ORDER)
                    .bind("workspace", workspace.value())
                    .bind("limit", request.limit() + 1);
            return Cursor.bind(query, after)
                    .map((row, context) -> IntegrationRow.read(row))
                    .list();
        });
        return Cursor.page(
                found,
                request.limit(),
                last -> new Cursor(last.createdAt(), last.id().value()));
    }

    @Override
    public List<Integration> connected(WorkspaceId workspace, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(CONNECTED_OF_WORKSPACE)
                .bind("workspace", workspace.value())
                .bind("limit", limit)
                .map((row, context) -> IntegrationRow.read(row))
                .list());
    }

    @Override
    public List<Integration> connected(UserId user, PlatformId platform) {
        return jdbi.withHandle(handle -> handle.createQuery(CONNECTED_OF_USER)
                .bind("user", user.value())
                .bind("platform", platform.value())
                .map((row, context) -> IntegrationRow.read(row))
                .list());
    }

    /** Keeps renewed credentials where those that were seen are still there. */
    static void renew(Handle handle, Integration seen, SealedCredentials after) {
        IntegrationRow.bindCredentials(
                        IntegrationRow.bindCredentials(handle.createUpdate(RENEW), "", after),
                        "seen_",
                        seen.credentials())
                .bind("id", seen.id().value())
                .execute();
    }

    @Override
    public void noteHealth(
            Integration seen,
            Health health,
            Optional<IntegrationStatus> status,
            Optional<Instant> answeredAt,
            Optional<Activity> activity) {
        if (status.equals(Optional.of(IntegrationStatus.DISCONNECTED))) {
            throw new IllegalArgumentException(
                    "status must be active or needs_attention; a connection is ended by end");
        }
        jdbi.useTransaction(handle -> lockSeen(handle, seen).ifPresent(before -> {
            String after = status.map(IntegrationStatus::code).orElse(before);
            IntegrationRow.bindHealth(handle.createUpdate(NOTE_HEALTH), health)
                    .bind("id", seen.id().value())
                    .bind("status", after)
                    .bind("answered_at", Columns.micros(answeredAt.orElse(null)))
                    .execute();
            // Another node may have noted the change, and told of it, a moment ago.
            if (!before.equals(after)) {
                activity.ifPresent(told -> JdbiActivities.insert(handle, told));
            }
        }));
    }

    private static Optional<String> lockSeen(Handle handle, Integration seen) {
        return handle.createQuery(LOCK_SEEN)
                .bind("id", seen.id().value())
                .bind("connected_at", Columns.micros(seen.connectedAt()))
                .mapTo(String.class)
                .findOne();
    }
}
