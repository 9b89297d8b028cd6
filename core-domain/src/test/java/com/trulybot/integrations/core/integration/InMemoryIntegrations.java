package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.InMemoryPages;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The stores as long as the test lasts, by the port's rules. */
public final class InMemoryIntegrations implements Integrations {
    private final Map<IntegrationId, Integration> rows = new LinkedHashMap<>();
    private final Activities activities;
    private final AtomicInteger notes = new AtomicInteger();
    private Runnable beforeNextAdd = () -> {};
    private Runnable beforeNextDelete = () -> {};
    private Runnable beforeNextMove = () -> {};
    private Runnable beforeNextReplace = () -> {};
    private Runnable beforeNextEnd = () -> {};

    public InMemoryIntegrations(Activities activities) {
        this.activities = activities;
    }

    /** There before the test begins; nothing tells of it. */
    public synchronized Integration given(Integration integration) {
        rows.put(integration.id(), integration);
        return integration;
    }

    /** Another request gets in between a reader and its next {@link #add}. */
    synchronized void beforeNextAdd(Runnable other) {
        beforeNextAdd = other;
    }

    /** The same, between a reader and its next {@link #delete}. */
    synchronized void beforeNextDelete(Runnable other) {
        beforeNextDelete = other;
    }

    /** The same, between a reader and its next {@link #move}. */
    public synchronized void beforeNextMove(Runnable other) {
        beforeNextMove = other;
    }

    /** The same, between a reader and its next {@link #replace}. */
    public synchronized void beforeNextReplace(Runnable other) {
        beforeNextReplace = other;
    }

    /** The same, between a reader and its next {@link #end}. */
    synchronized void beforeNextEnd(Runnable other) {
        beforeNextEnd = other;
    }

    /** How often health was written. */
    int notes() {
        return notes.get();
    }

    /** The row as it is; null when there is none. */
    public synchronized Integration now(IntegrationId id) {
        return rows.get(id);
    }

    /** How many rows there are. */
    public synchronized int size() {
        return rows.size();
    }

    @Override
    public synchronized Saved add(Integration integration, Activity activity) {
        Runnable other = beforeNextAdd;
        beforeNextAdd = () -> {};
        other.run();
        if (rows.containsKey(integration.id())) {
            throw new IllegalStateException("an integration of that id is there already");
        }
        if (findStore(
                        integration.merchant().workspace(),
                        integration.platform(),
                        integration.storeUrl().key())
                .isPresent()) {
            return Saved.SAME_STORE;
        }
        return save(integration, activity);
    }

    @Override
    public synchronized Saved replace(Integration integration, Activity activity) {
        Runnable other = beforeNextReplace;
        beforeNextReplace = () -> {};
        other.run();
        Integration row = rows.get(integration.id());
        if (row == null) {
            throw new IllegalStateException("no integration of that id");
        }
        return save(copy(integration, row.createdAt()), activity);
    }

    private Saved save(Integration integration, Activity activity) {
        boolean taken = integration.shopDomain() != null
                && integration.connected()
                && rows.values().stream()
                        .anyMatch(row -> !row.id().equals(integration.id())
                                && row.connected()
                                && row.platform().equals(integration.platform())
                                && integration.shopDomain().equals(row.shopDomain()));
        if (taken) {
            return Saved.TAKEN;
        }
        rows.put(integration.id(), integration);
        activities.record(activity);
        return Saved.DONE;
    }

    @Override
    public synchronized Saved move(Integration integration, Activity activity, Farewell farewell) {
        Runnable other = beforeNextMove;
        beforeNextMove = () -> {};
        other.run();
        Optional<Integration> same = findStore(
                integration.merchant().workspace(),
                integration.platform(),
                integration.storeUrl().key());
        if (same.isPresent() && !same.get().id().equals(integration.id())) {
            return Saved.SAME_STORE;
        }
        for (Integration former : List.copyOf(rows.values())) {
            if (!former.id().equals(integration.id())
                    && former.connected()
                    && former.platform().equals(integration.platform())
                    && Objects.equals(former.shopDomain(), integration.shopDomain())
                    && former.shopDomain() != null) {
                rows.put(former.id(), former.disconnected(integration.connectedAt()));
                activities.record(farewell.to(former));
            }
        }
        rows.put(integration.id(), integration);
        activities.record(activity);
        return Saved.DONE;
    }

    @Override
    public synchronized boolean end(Integration seen, Integration ended, Activity activity) {
        Runnable other = beforeNextEnd;
        beforeNextEnd = () -> {};
        other.run();
        Integration row = rows.get(seen.id());
        if (row == null || !row.connected() || !row.connectedAt().equals(seen.connectedAt())) {
            return false;
        }
        rows.put(ended.id(), ended);
        activities.record(activity);
        return true;
    }

    @Override
    public synchronized Optional<Integration> find(IntegrationId id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public synchronized List<Integration> ofShop(PlatformId platform, String shopDomain) {
        return newestFirst(row -> row.platform().equals(platform) && shopDomain.equals(row.shopDomain())).stream()
                .sorted(Comparator.comparing(row -> !row.connected()))
                .toList();
    }

    @Override
    public synchronized void notePermissions(Integration seen, String permissions) {
        Integration row = rows.get(seen.id());
        if (row != null && row.connected() && row.connectedAt().equals(seen.connectedAt())) {
            rows.put(
                    seen.id(),
                    new Integration(
                            row.id(),
                            row.merchant(),
                            row.platform(),
                            row.storeUrl(),
                            row.storeName(),
                            row.storeEmail(),
                            row.shopDomain(),
                            permissions,
                            row.status(),
                            row.credentials(),
                            row.credentialHint(),
                            row.config(),
                            row.health(),
                            row.connectedAt(),
                            row.disconnectedAt(),
                            row.lastSyncAt(),
                            row.createdAt(),
                            row.updatedAt()));
        }
    }

    @Override
    public synchronized boolean delete(WorkspaceId workspace, IntegrationId id, Activity activity) {
        Runnable other = beforeNextDelete;
        beforeNextDelete = () -> {};
        other.run();
        if (find(workspace, id).isEmpty()) {
            return false;
        }
        rows.remove(id);
        activities.record(activity);
        return true;
    }

    @Override
    public synchronized Optional<Integration> find(WorkspaceId workspace, IntegrationId id) {
        return Optional.ofNullable(rows.get(id)).filter(of(workspace));
    }

    @Override
    public synchronized Optional<Integration> findStore(WorkspaceId workspace, PlatformId platform, String storeKey) {
        return newestFirst(of(workspace)
                        .and(row -> row.platform().equals(platform)
                                && row.storeUrl().key().equals(storeKey)))
                .stream()
                .findFirst();
    }

    @Override
    public synchronized Page<Integration> list(WorkspaceId workspace, Page.Request request) {
        return InMemoryPages.cut(newestFirst(of(workspace)), request);
    }

    @Override
    public synchronized List<Integration> connected(WorkspaceId workspace, int limit) {
        return newestFirst(of(workspace).and(Integration::connected)).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Integration> connected(UserId user, PlatformId platform) {
        return newestFirst(
                row -> row.merchant().user().equals(user) && row.platform().equals(platform) && row.connected());
    }

    @Override
    public synchronized void noteHealth(
            Integration seen,
            Health health,
            Optional<IntegrationStatus> status,
            Optional<Instant> answeredAt,
            Optional<Activity> activity) {
        Integration row = rows.get(seen.id());
        if (row == null || !row.connected() || !row.connectedAt().equals(seen.connectedAt())) {
            return;
        }
        notes.incrementAndGet();
        IntegrationStatus after = status.orElse(row.status());
        rows.put(
                seen.id(),
                copy(row, after, row.credentials(), health, answeredAt.orElse(row.lastSyncAt()), row.createdAt()));
        if (after != row.status()) {
            activity.ifPresent(activities::record);
        }
    }

    private static Predicate<Integration> of(WorkspaceId workspace) {
        return row -> row.merchant().workspace().equals(workspace);
    }

    private List<Integration> newestFirst(Predicate<Integration> which) {
        List<Integration> all =
                new ArrayList<>(rows.values().stream().filter(which).toList());
        Collections.reverse(all);
        return all;
    }

    private static Integration copy(Integration from, Instant createdAt) {
        return copy(from, from.status(), from.credentials(), from.health(), from.lastSyncAt(), createdAt);
    }

    private static Integration copy(
            Integration from,
            IntegrationStatus status,
            SealedCredentials credentials,
            Health health,
            Instant lastSyncAt,
            Instant createdAt) {
        return new Integration(
                from.id(),
                from.merchant(),
                from.platform(),
                from.storeUrl(),
                from.storeName(),
                from.storeEmail(),
                from.shopDomain(),
                from.permissions(),
                status,
                credentials,
                from.credentialHint(),
                from.config(),
                health,
                from.connectedAt(),
                from.disconnectedAt(),
                lastSyncAt,
                createdAt,
                from.updatedAt());
    }
}
