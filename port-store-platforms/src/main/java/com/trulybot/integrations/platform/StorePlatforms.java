package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.authorization.StoreAuthorizer;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.CredentialRenewals;
import com.trulybot.integrations.core.integration.CredentialVault;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreConnector;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreSetup;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderSource;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.DeliveryVerifier;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platforms there are. Finds the one that is meant, unlocks the credentials, opens the store, and looks at what an
 * adapter brings back once more before it goes on.
 */
public final class StorePlatforms
        implements StoreConnector, OrderSource, StoreAuthorizer, StoreSetup, DeliveryVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(StorePlatforms.class);

    private final Map<PlatformId, Hosted> platforms;
    private final Refresher credentials;
    private final Visits visits;
    private final Housekeeping housekeeping;

    /**
     * What all adapters are handed.
     *
     * @param settings an operator's setting by its whole name, such as {@code SHOPIFY_API_VERSION}; empty when not given
     * @param renewals keeps credentials that a platform renewed, and says whose turn it is to ask for them
     * @param publicUrl how stores and browsers reach this server, without a trailing slash
     */
    public record Host(
            StoreHttp http,
            InstantSource clock,
            CredentialVault vault,
            Function<String, Optional<String>> settings,
            CredentialRenewals renewals,
            URI publicUrl) {
        public Host {
            Objects.requireNonNull(http, "http");
            Objects.requireNonNull(clock, "clock");
            Objects.requireNonNull(vault, "vault");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(renewals, "renewals");
            Objects.requireNonNull(publicUrl, "publicUrl");
        }
    }

    private StorePlatforms(Collection<StorePlatform> found, Host host) {
        TreeMap<PlatformId, Hosted> byId = new TreeMap<>(Comparator.comparing(PlatformId::value));
        for (StorePlatform platform : found) {
            Hosted hosted = new Hosted(platform, new HostContext(host, platform.id()));
            Hosted other = byId.putIfAbsent(platform.id(), hosted);
            if (other != null) {
                throw new IllegalArgumentException("two adapters call themselves " + platform.id() + ": "
                        + other.platform().getClass().getName() + " and "
                        + platform.getClass().getName() + "; remove one of them");
            }
        }
        this.platforms = Collections.unmodifiableMap(byId);
        this.credentials = new Refresher(host.renewals(), host.vault(), host.clock());
        this.visits = new Visits(credentials);
        this.housekeeping = new Housekeeping(visits, credentials, host.publicUrl());
    }

    /** An adapter, and what it is handed. */
    record Hosted(StorePlatform platform, PlatformContext context) {}

    /**
     * These platforms and no others.
     *
     * @throws IllegalArgumentException when two have the same id
     */
    public static StorePlatforms of(Host host, StorePlatform... platforms) {
        return new StorePlatforms(List.of(platforms), host);
    }

    /**
     * All that the class loader knows.
     *
     * @throws IllegalArgumentException when two have the same id
     */
    public static StorePlatforms discover(Host host, ClassLoader loader) {
        return new StorePlatforms(
                StreamSupport.stream(
                                ServiceLoader.load(StorePlatform.class, loader).spliterator(), false)
                        .toList(),
                host);
    }

    @Override
    public Set<PlatformId> platforms() {
        return platforms.keySet();
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, Deadline deadline) {
        StorePlatform platform = platform(proposal.platform());
        try {
            return platform.check(proposal, context(proposal.platform()), deadline);
        } catch (StoreException e) {
            return new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
    }

    @Override
    public OrderLookup find(Integration integration, OrderQuery query, Deadline deadline) {
        OrderLookup answer = ask(integration, deadline, store -> store.find(query, deadline));
        return answer.match(
                order -> query.accepts(order) && belongs(order, integration) ? answer : OrderLookup.NOT_FOUND,
                () -> answer,
                () -> answer);
    }

    @Override
    public List<Order> search(Integration integration, String text, int limit, Deadline deadline) {
        return ask(integration, deadline, store -> store.search(text, limit, deadline)).stream()
                .filter(order -> belongs(order, integration))
                .limit(limit)
                .toList();
    }

    private <T> T ask(Integration integration, Deadline deadline, Function<Store, T> question) {
        return visits.with(
                hosted(integration),
                integration,
                deadline,
                (platform, access, context) -> question.apply(platform.open(access, context)));
    }

    @Override
    public ConnectionCheck inspect(Integration integration, Deadline deadline) {
        return housekeeping.inspect(hosted(integration), integration, deadline);
    }

    @Override
    public void setUp(Integration integration, Deadline deadline) {
        housekeeping.setUp(hosted(integration), integration, deadline);
    }

    @Override
    public void takeDown(Integration before, Deadline deadline) {
        Hosted hosted = platforms.get(before.platform());
        if (hosted == null) {
            LOG.info("nothing could be removed from the store of integration {}: its adapter is gone", before.id());
            return;
        }
        housekeeping.takeDown(hosted, before, deadline);
    }

    @Override
    public WidgetPresence widget(Integration integration, Deadline deadline) {
        return housekeeping.widget(hosted(integration), integration, deadline);
    }

    @Override
    public boolean wantsWebhookSecret(PlatformId id) {
        return platform(id).webhookRegistration().isPresent();
    }

    @Override
    public Optional<AuthorizationStart> start(PlatformId id, AuthorizationRequest request) {
        return platform(id).authorization().map(way -> way.start(request, context(id)));
    }

    @Override
    public Optional<AuthorizationGrant> read(PlatformId id, AuthorizationCallback callback) {
        return platform(id).authorization().flatMap(way -> way.read(callback, context(id)));
    }

    @Override
    public Optional<StoreUrl> store(PlatformId id, String query) {
        return platform(id).embeddedPage().flatMap(page -> page.store(query, context(id)));
    }

    @Override
    public Optional<AccessGrant> session(PlatformId id, String token) {
        return platform(id).embeddedPage().flatMap(page -> page.session(token, context(id)));
    }

    @Override
    public Optional<EmbeddedFrame> frame(PlatformId id, StoreUrl store) {
        return platform(id).embeddedPage().flatMap(page -> page.frame(store, context(id)));
    }

    @Override
    public boolean listens(PlatformId id) {
        return platform(id).webhooks().isPresent();
    }

    @Override
    public Optional<String> shopDomain(PlatformId id, Delivery delivery) {
        return platform(id).webhooks().flatMap(dialect -> dialect.shopDomain(delivery));
    }

    @Override
    public DeliveryVerdict judge(PlatformId id, Delivery delivery, Optional<Integration> integration) {
        return platform(id)
                .webhooks()
                .map(dialect -> dialect.judge(delivery, integration.flatMap(this::unlocked), context(id)))
                .orElse(DeliveryVerdict.FORGED);
    }

    private Optional<Credentials> unlocked(Integration integration) {
        try {
            return Optional.of(credentials.unlock(integration));
        } catch (StoreException unreadable) {
            return Optional.empty();
        }
    }

    /** The plugins that merchants can install, by platform. */
    public Map<PlatformId, PluginDownload> plugins() {
        Map<PlatformId, PluginDownload> plugins = new TreeMap<>(Comparator.comparing(PlatformId::value));
        platforms.forEach((id, hosted) -> hosted.platform().plugin().ifPresent(plugin -> plugins.put(id, plugin)));
        return plugins;
    }

    private static boolean belongs(Order order, Integration integration) {
        return order.integration().equals(integration.id()) && order.platform().equals(integration.platform());
    }

    private Hosted hosted(Integration integration) {
        return hosted(integration.platform());
    }

    private Hosted hosted(PlatformId id) {
        Hosted hosted = platforms.get(id);
        if (hosted == null) {
            throw new IllegalArgumentException("there is no adapter for " + id + "; there is " + platforms.keySet());
        }
        return hosted;
    }

    private StorePlatform platform(PlatformId id) {
        return hosted(id).platform();
    }

    private PlatformContext context(PlatformId id) {
        return hosted(id).context();
    }

    private record HostContext(Host host, PlatformId platform) implements PlatformContext {
        @Override
        public StoreHttp http() {
            return host.http();
        }

        @Override
        public InstantSource clock() {
            return host.clock();
        }

        @Override
        public Optional<String> setting(String name) {
            String prefix = platform.value().toUpperCase(Locale.ROOT).replace('-', '_');
            return host.settings().apply(prefix + "_" + name);
        }
    }
}
