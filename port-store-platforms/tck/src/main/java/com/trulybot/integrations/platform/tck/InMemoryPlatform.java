package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.EmbeddedPage;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.PluginDownload;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreAuthorization;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.WebhookRegistration;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A store platform without HTTP, for tests of what lies above the platforms. It has as many stores as it is given orders
 * for; {@link #KEY} opens each of them. It has every optional capability, and keeps state, which a real platform must not.
 */
public final class InMemoryPlatform implements StorePlatform {
    public static final PlatformId ID = PlatformId.of("in-memory");

    /** The {@code API_KEY} that every store accepts. */
    public static final Secret KEY = Secret.of("in-memory-key-0123456789");

    private final ConcurrentMap<StoreUrl, List<Order>> stores = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    final InMemoryRefresh refresh = new InMemoryRefresh(this);
    final InMemoryAuthorization authorization = new InMemoryAuthorization(this);
    final InMemoryRegistration registration = new InMemoryRegistration(this);
    final InMemoryWidget widget = new InMemoryWidget(this);
    private volatile @Nullable Fault fault;

    /** Puts an order into a store; whoever asks that store sees it as one of their own integration. */
    public InMemoryPlatform put(StoreUrl store, Order order) {
        stores.computeIfAbsent(store, url -> new CopyOnWriteArrayList<>()).add(order);
        return this;
    }

    /** Takes an order out again. */
    public void remove(StoreUrl store, String orderId) {
        stores.getOrDefault(store, new ArrayList<>())
                .removeIf(order -> order.id().equals(orderId));
    }

    /** Puts all stores into a fault, or out of it with null. */
    public void fault(@Nullable Fault now) {
        fault = now;
    }

    /** How many requests the stores have had. */
    public int requests() {
        return requests.get();
    }

    @Override
    public PlatformId id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "In-memory store";
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
        if (proposal.address() == null) {
            return ConnectionCheck.Invalid.of("storeUrl", "Give the store's address.");
        }
        Secret key = proposal.secrets().get(Credentials.Field.API_KEY);
        if (key == null) {
            return ConnectionCheck.Invalid.of("apiKey", "Give the store's key.");
        }
        StoreUrl url;
        try {
            url = StoreUrl.parse(proposal.address());
        } catch (IllegalArgumentException e) {
            return ConnectionCheck.Invalid.of("storeUrl", String.valueOf(e.getMessage()));
        }
        answer(Credentials.of(proposal.secrets()), deadline);
        String name = proposal.storeName() == null ? url.host() : proposal.storeName();
        return new ConnectionCheck.Confirmed(
                new StoreProfile(url, name, proposal.storeEmail(), null, proposal.permissions(), Map.of()),
                new Credentials(proposal.secrets(), null));
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        return new InMemoryStore(access);
    }

    @Override
    public Optional<CredentialRefresh> credentialRefresh() {
        return Optional.of(refresh);
    }

    @Override
    public Optional<StoreAuthorization> authorization() {
        return Optional.of(authorization);
    }

    @Override
    public Optional<EmbeddedPage> embeddedPage() {
        return Optional.of(new InMemoryEmbeddedPage(this));
    }

    @Override
    public Optional<PluginDownload> plugin() {
        return Optional.of(new InMemoryPlugin());
    }

    @Override
    public Optional<WebhookDialect> webhooks() {
        return Optional.of(new InMemoryWebhooks());
    }

    @Override
    public Optional<WebhookRegistration> webhookRegistration() {
        return Optional.of(registration);
    }

    @Override
    public Optional<WidgetInstallation> widgetInstallation() {
        return Optional.of(widget);
    }

    /** What a merchant's consent gives. */
    ConnectionCheck.Confirmed confirmed(StoreUrl url) {
        return new ConnectionCheck.Confirmed(
                new StoreProfile(url, url.host(), null, null, null, Map.of()),
                Credentials.of(Map.of(Credentials.Field.API_KEY, KEY)));
    }

    /** A request that anyone may make. */
    void reach(Deadline deadline) {
        deadline.check();
        requests.incrementAndGet();
        Fault now = fault;
        if (now == Fault.HANG) {
            while (!deadline.passed() && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(deadline.remaining().toNanos());
            }
        }
        if (now != null) {
            throw new StoreException(now.problem());
        }
    }

    /** A request that needs the store's key or a token. */
    void answer(Credentials credentials, Deadline deadline) {
        reach(deadline);
        boolean key =
                credentials.get(Credentials.Field.API_KEY).filter(KEY::equals).isPresent();
        if (!key && !refresh.opens(credentials)) {
            throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
        }
    }

    private final class InMemoryStore implements Store {
        private final StoreAccess access;

        InMemoryStore(StoreAccess access) {
            this.access = access;
        }

        @Override
        public OrderLookup find(OrderQuery query, Deadline deadline) {
            return OrderLookup.of(query.pick(orders(deadline)));
        }

        @Override
        public List<Order> search(String text, int limit, Deadline deadline) {
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            return orders(deadline).stream()
                    .filter(order -> hits(order, wanted))
                    .sorted(Comparator.comparing(Order::createdAt, Comparator.nullsLast(Comparator.reverseOrder())))
                    .limit(limit)
                    .toList();
        }

        private List<Order> orders(Deadline deadline) {
            answer(access.credentials(), deadline);
            return stores.getOrDefault(access.url(), List.of()).stream()
                    .map(order -> SampleOrders.of(order, ID, access.integration()))
                    .toList();
        }
    }

    private static boolean hits(Order order, String wanted) {
        String name = order.customer().name();
        return order.customer().hasEmail(wanted)
                || (name != null && name.toLowerCase(Locale.ROOT).contains(wanted))
                || OrderReference.tryParse(wanted)
                        .filter(reference -> reference.matches(order.number()))
                        .isPresent();
    }
}
