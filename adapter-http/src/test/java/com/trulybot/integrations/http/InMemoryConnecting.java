package com.trulybot.integrations.http;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.authorization.ConnectionRequests;
import com.trulybot.integrations.core.authorization.Installations;
import com.trulybot.integrations.core.connectionkey.ConnectionKey;
import com.trulybot.integrations.core.connectionkey.ConnectionKeyId;
import com.trulybot.integrations.core.connectionkey.ConnectionKeys;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.webhook.DeliveryInbox;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.ShopperExport;
import com.trulybot.integrations.core.webhook.ShopperRecords;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.Ticket;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What connecting keeps, in memory. */
final class InMemoryConnecting {
    private InMemoryConnecting() {}

    static final class Keys implements ConnectionKeys {
        final Map<ConnectionKeyId, Held> all = new ConcurrentHashMap<>();
        final Set<String> nonces = ConcurrentHashMap.newKeySet();
        private final Activities activities;

        Keys(Activities activities) {
            this.activities = activities;
        }

        @Override
        public void add(ConnectionKey key, Secret secret, Activity activity) {
            all.put(key.id(), new Held(key, secret));
            activities.record(activity);
        }

        @Override
        public Optional<Held> find(ConnectionKeyId id) {
            return Optional.ofNullable(all.get(id));
        }

        @Override
        public Page<ConnectionKey> list(WorkspaceId workspace, Page.Request request) {
            return InMemoryIntegrations.pageOf(
                    all.values().stream()
                            .map(Held::key)
                            .filter(key -> key.merchant().workspace().equals(workspace))
                            .sorted(Comparator.comparing(ConnectionKey::createdAt)
                                    .reversed()
                                    .thenComparing(key -> key.id().value()))
                            .toList(),
                    request);
        }

        @Override
        public boolean revoke(WorkspaceId workspace, ConnectionKeyId id, Activity activity) {
            boolean theirs = find(id).filter(
                            held -> held.key().merchant().workspace().equals(workspace))
                    .isPresent();
            if (theirs && all.remove(id) != null) {
                activities.record(activity);
                return true;
            }
            return false;
        }

        @Override
        public void noteUse(ConnectionKeyId id, Instant at) {
            all.computeIfPresent(
                    id,
                    (same, held) -> new Held(
                            new ConnectionKey(
                                    id,
                                    held.key().merchant(),
                                    held.key().name(),
                                    held.key().hint(),
                                    held.key().createdAt(),
                                    at),
                            held.secret()));
        }

        @Override
        public boolean takeNonce(ConnectionKeyId id, String nonce, Instant forgetAfter) {
            return nonces.add(id + " " + nonce);
        }
    }

    static final class Requests implements ConnectionRequests {
        private record Sent(Ticket browser, ConnectionRequest request) {}

        private final Map<Ticket, ConnectionRequest> offered = new ConcurrentHashMap<>();
        private final Map<Ticket, Sent> sent = new ConcurrentHashMap<>();
        private final Map<Ticket, Sent> taken = new ConcurrentHashMap<>();
        private final Map<Ticket, String> outcomes = new ConcurrentHashMap<>();

        void clear() {
            offered.clear();
            sent.clear();
            taken.clear();
            outcomes.clear();
        }

        private static boolean good(ConnectionRequest request, Instant now) {
            return now.isBefore(request.expiresAt());
        }

        @Override
        public void offer(Ticket page, ConnectionRequest request) {
            offered.put(page, request);
        }

        @Override
        public Optional<ConnectionRequest> offered(Ticket page, Instant now) {
            return Optional.ofNullable(offered.get(page)).filter(request -> good(request, now));
        }

        @Override
        public synchronized Optional<ConnectionRequest> send(Ticket page, Ticket state, Ticket browser, Instant now) {
            Optional<ConnectionRequest> found = offered(page, now);
            found.ifPresent(request -> {
                offered.remove(page);
                send(state, browser, request);
            });
            return found;
        }

        @Override
        public void send(Ticket state, Ticket browser, ConnectionRequest request) {
            sent.put(state, new Sent(browser, request));
        }

        @Override
        public synchronized Optional<ConnectionRequest> take(Ticket state, Optional<Ticket> browser, Instant now) {
            Optional<Sent> found = Optional.ofNullable(sent.get(state))
                    .filter(one -> good(one.request(), now)
                            && (browser.isEmpty() || browser.get().equals(one.browser())));
            found.ifPresent(one -> {
                sent.remove(state);
                taken.put(state, one);
            });
            return found.map(Sent::request);
        }

        @Override
        public void conclude(Ticket state, String outcome) {
            outcomes.put(state, outcome);
        }

        @Override
        public Optional<String> outcome(Ticket state, Ticket browser, Instant now) {
            return Optional.ofNullable(taken.get(state))
                    .filter(one -> one.browser().equals(browser) && good(one.request(), now))
                    .flatMap(one -> Optional.ofNullable(outcomes.get(state)));
        }
    }

    static final class Pending implements Installations {
        final Set<String> all = ConcurrentHashMap.newKeySet();

        @Override
        public void note(PlatformId platform, StoreUrl store, Instant at) {
            all.add(platform + " " + store.key());
        }

        @Override
        public boolean pending(PlatformId platform, StoreUrl store) {
            return all.contains(platform + " " + store.key());
        }

        @Override
        public void forget(PlatformId platform, StoreUrl store) {
            all.remove(platform + " " + store.key());
        }
    }

    static final class Inbox implements DeliveryInbox {
        final List<ReceivedEvent> all = new CopyOnWriteArrayList<>();
        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        void clear() {
            all.clear();
            seen.clear();
        }

        @Override
        public boolean keep(ReceivedEvent event) {
            boolean isNew = seen.add(event.integration() + " " + event.event().shopDomain() + " "
                    + event.event().deliveryKey());
            if (isNew) {
                all.add(event);
            }
            return isNew;
        }
    }

    static final class Records implements ShopperRecords {
        /** By the workspace they are of. */
        final Map<WorkspaceId, List<ShopperExport>> all = new ConcurrentHashMap<>();

        void put(WorkspaceId workspace, ShopperExport export) {
            all.computeIfAbsent(workspace, none -> new ArrayList<>()).add(export);
        }

        @Override
        public void export(UUID id, Integration integration, Shopper shopper, Instant until, Activity activity) {
            throw new UnsupportedOperationException("no route asks for it");
        }

        @Override
        public void erase(Integration integration, Shopper shopper, Activity activity) {
            throw new UnsupportedOperationException("no route asks for it");
        }

        @Override
        public Optional<ShopperExport> find(WorkspaceId workspace, UUID id, Instant now) {
            return all.getOrDefault(workspace, List.of()).stream()
                    .filter(export -> export.id().equals(id) && now.isBefore(export.expiresAt()))
                    .findFirst();
        }
    }
}
