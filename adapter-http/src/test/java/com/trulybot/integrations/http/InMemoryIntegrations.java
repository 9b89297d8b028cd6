package com.trulybot.integrations.http;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

final class InMemoryIntegrations implements Integrations {
    final Map<IntegrationId, Integration> rows = new ConcurrentHashMap<>();
    final Activities activities;
    volatile boolean taken;

    InMemoryIntegrations(Activities activities) {
        this.activities = activities;
    }

    private Stream<Integration> of(WorkspaceId workspace) {
        return rows.values().stream()
                .filter(row -> row.merchant().workspace().equals(workspace))
                .sorted(Comparator.comparing(Integration::createdAt).reversed());
    }

    @Override
    public Saved add(Integration integration, Activity activity) {
        if (taken) {
            return Saved.TAKEN;
        }
        rows.put(integration.id(), integration);
        activities.record(activity);
        return Saved.DONE;
    }

    @Override
    public Saved replace(Integration integration, Activity activity) {
        rows.put(integration.id(), integration);
        activities.record(activity);
        return Saved.DONE;
    }

    @Override
    public Saved move(Integration integration, Activity activity, Farewell farewell) {
        rows.values().stream()
                .filter(row -> row.connected()
                        && !row.id().equals(integration.id())
                        && row.platform().equals(integration.platform())
                        && row.shopDomain() != null
                        && row.shopDomain().equals(integration.shopDomain()))
                .forEach(former -> {
                    rows.put(former.id(), former.disconnected(integration.connectedAt()));
                    activities.record(farewell.to(former));
                });
        rows.put(integration.id(), integration);
        activities.record(activity);
        return Saved.DONE;
    }

    @Override
    public synchronized boolean end(Integration seen, Integration ended, Activity activity) {
        Integration now = rows.get(seen.id());
        if (now == null || !now.connected() || !now.connectedAt().equals(seen.connectedAt())) {
            return false;
        }
        rows.put(ended.id(), ended);
        activities.record(activity);
        return true;
    }

    @Override
    public void notePermissions(Integration seen, String permissions) {}

    @Override
    public Optional<Integration> find(IntegrationId id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public List<Integration> ofShop(PlatformId platform, String shopDomain) {
        return rows.values().stream()
                .filter(row -> row.platform().equals(platform) && shopDomain.equals(row.shopDomain()))
                .sorted(Comparator.comparing(row -> !row.connected()))
                .toList();
    }

    @Override
    public boolean delete(WorkspaceId workspace, IntegrationId id, Activity activity) {
        boolean gone = find(workspace, id).map(row -> rows.remove(row.id())).isPresent();
        if (gone) {
            activities.record(activity);
        }
        return gone;
    }

    @Override
    public Optional<Integration> find(WorkspaceId workspace, IntegrationId id) {
        return of(workspace).filter(row -> row.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Integration> findStore(WorkspaceId workspace, PlatformId platform, String storeKey) {
        return of(workspace)
                .filter(row ->
                        row.platform().equals(platform) && row.storeUrl().key().equals(storeKey))
                .findFirst();
    }

    @Override
    public Page<Integration> list(WorkspaceId workspace, Page.Request request) {
        return pageOf(of(workspace).toList(), request);
    }

    /** Cursors are plain offsets here: "o" and a number. */
    static <T> Page<T> pageOf(List<T> all, Page.Request request) {
        String cursor = request.cursor();
        if (cursor != null && !cursor.matches("o\\d{1,6}")) {
            throw new IllegalArgumentException("none of ours");
        }
        int from = cursor == null ? 0 : Math.min(all.size(), Integer.parseInt(cursor.substring(1)));
        int to = Math.min(all.size(), from + request.limit());
        return new Page<>(all.subList(from, to), to < all.size() ? "o" + to : null);
    }

    @Override
    public List<Integration> connected(WorkspaceId workspace, int limit) {
        return of(workspace).filter(Integration::connected).limit(limit).toList();
    }

    @Override
    public List<Integration> connected(UserId user, PlatformId platform) {
        return rows.values().stream()
                .filter(row -> row.connected()
                        && row.merchant().user().equals(user)
                        && row.platform().equals(platform))
                .toList();
    }

    @Override
    public void noteHealth(
            Integration seen,
            Health health,
            Optional<IntegrationStatus> status,
            Optional<Instant> answeredAt,
            Optional<Activity> activity) {}
}
