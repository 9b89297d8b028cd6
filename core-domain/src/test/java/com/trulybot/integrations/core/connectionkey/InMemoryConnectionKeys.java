package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.InMemoryPages;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connection keys as long as the test lasts, by the port's rules. */
public final class InMemoryConnectionKeys implements ConnectionKeys {
    private final Map<ConnectionKeyId, Held> rows = new LinkedHashMap<>();
    private final Map<String, Instant> nonces = new HashMap<>();
    private final Activities activities;

    public InMemoryConnectionKeys(Activities activities) {
        this.activities = activities;
    }

    @Override
    public synchronized void add(ConnectionKey key, Secret secret, Activity activity) {
        rows.put(key.id(), new Held(key, secret));
        activities.record(activity);
    }

    @Override
    public synchronized Optional<Held> find(ConnectionKeyId id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public synchronized Page<ConnectionKey> list(WorkspaceId workspace, Page.Request request) {
        List<ConnectionKey> its = new ArrayList<>(rows.values().stream()
                .map(Held::key)
                .filter(key -> key.merchant().workspace().equals(workspace))
                .toList());
        Collections.reverse(its);
        return InMemoryPages.cut(its, request);
    }

    @Override
    public synchronized boolean revoke(WorkspaceId workspace, ConnectionKeyId id, Activity activity) {
        Held held = rows.get(id);
        if (held == null || !held.key().merchant().workspace().equals(workspace)) {
            return false;
        }
        rows.remove(id);
        activities.record(activity);
        return true;
    }

    @Override
    public synchronized void noteUse(ConnectionKeyId id, Instant at) {
        rows.computeIfPresent(
                id,
                (same, held) -> new Held(
                        new ConnectionKey(
                                id,
                                held.key().merchant(),
                                held.key().name(),
                                held.key().hint(),
                                held.key().createdAt(),
                                at.truncatedTo(ChronoUnit.MINUTES)),
                        held.secret()));
    }

    @Override
    public synchronized boolean takeNonce(ConnectionKeyId id, String nonce, Instant forgetAfter) {
        return nonces.putIfAbsent(id + " " + nonce, forgetAfter) == null;
    }

    /** Until when the nonces that were taken are remembered. */
    synchronized List<Instant> remembered() {
        return List.copyOf(nonces.values());
    }
}
