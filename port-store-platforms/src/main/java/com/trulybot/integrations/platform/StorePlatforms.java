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
import com.trulybot.integrations.core.integration.StoreProblem;
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

    private final Map<PlatformId, StorePlatform> platforms;
    private final Map<PlatformId, PlatformContext> contexts;
    private final Refresher credentials;
    private final URI publicUrl;

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
        TreeMap<PlatformId, StorePlatform> byId =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        TreeMap<PlatformId, PlatformContext> contextById =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        for (StorePlatform platform : found) {
            StorePlatform other = byId.putIfAbsent(platform.id(), platform);
            if (other != null) {
                throw new IllegalArgumentException("two adapters call themselves " + platform.id() + ": "
                        + other.getClass().getName() + " and "
                        + platform.getClass().getName() + "; remove one of them");
            }
            contextById.put(platform.id(), new HostContext(host, platform.id()));
        }
        this.platforms = Collections.unmodifiableMap(byId);
        this.contexts = Collections.unmodifiableMap(contextById);
        this.credentials = new Refresher(host.renewals(), host.vault(), host.clock());
        this.publicUrl = host.publicUrl();
    }

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
        return with(
                integration, deadline, (platform, access, context) -> question.apply(platform.open(access, context)));
    }

    /** Something done with a store's credentials. */
    @FunctionalInterface
    private interface Errand<T> {
        T run(StorePlatform platform, StoreAccess access, PlatformContext context);
    }

    /** Does it, and once more with new credentials when the store refuses some that can be renewed. */
    private <T> T with(Integration integration, Deadline deadline, Errand<T> errand) {
        StorePlatform platform = platform(integration.platform());
        PlatformContext context = context(integration.platform());
        Credentials given = credentials.current(integration, platform, context, deadline);
        try {
            return errand.run(platform, StoreAccess.of(integration, given), context);
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.STORE_CREDENTIALS_REJECTED) {
                throw e;
            }
            Credentials better = credentials
                    .afterRefusal(integration, given, platform, context, deadline)
                    .orElseThrow(() -> e);
            return errand.run(platform, StoreAccess.of(integration, better), context);
        }
    }

    @Override
    public ConnectionCheck inspect(Integration integration, Deadline deadline) {
        try {
            return with(
                    integration,
                    deadline,
                    (platform, access, context) ->
                            inspected(platform.check(proposal(integration, access), context, deadline)));
        } catch (StoreException e) {
            return new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
    }

    private static StoreProposal proposal(Integration integration, StoreAccess access) {
        String shop = integration.shopDomain();
        return new StoreProposal(
                integration.platform(),
                shop == null ? integration.storeUrl().value() : shop,
                access.credentials().secrets(),
                integration.storeName(),
                integration.storeEmail(),
                integration.permissions());
    }

    /** Thrown, so that credentials that can be renewed are, and it is asked again. */
    private static ConnectionCheck inspected(ConnectionCheck check) {
        if (check instanceof ConnectionCheck.Refused refused
                && refused.problem() == StoreProblem.STORE_CREDENTIALS_REJECTED) {
            throw new StoreException(refused.problem(), null, refused.detail(), null);
        }
        return check;
    }

    @Override
    public void setUp(Integration integration, Deadline deadline) {
        with(integration, deadline, (platform, access, context) -> {
            boolean told =
                    access.credentials().get(Credentials.Field.PLUGIN_KEY).isPresent();
            if (!told) {
                platform.webhookRegistration()
                        .ifPresent(hooks ->
                                allowed(() -> hooks.register(access, deliveries(integration), context, deadline)));
            }
            platform.widgetInstallation().ifPresent(widget -> {
                allowed(() -> widget.clear(access, publicUrl, context, deadline));
                URI loader = loader(integration.platform());
                allowed(() -> widget.prepare(access, integration.merchant().user(), loader, context, deadline));
            });
            return integration;
        });
    }

    /** Keys that may only read are enough for us: the store then tells us nothing, and is asked. */
    private static void allowed(Runnable errand) {
        try {
            errand.run();
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.STORE_PERMISSION_MISSING
                    && e.problem() != StoreProblem.STORE_DATA_NOT_APPROVED) {
                throw e;
            }
        }
    }

    @Override
    public void takeDown(Integration before, Deadline deadline) {
        try {
            PlatformContext context = context(before.platform());
            StorePlatform platform = platform(before.platform());
            StoreAccess access = StoreAccess.of(before, credentials.last(before, platform, context, deadline));
            platform.webhookRegistration()
                    .ifPresent(hooks ->
                            quietly(before, () -> hooks.unregister(access, deliveries(before), context, deadline)));
            platform.widgetInstallation().ifPresent(widget -> {
                quietly(before, () -> widget.withdraw(access, context, deadline));
                quietly(before, () -> widget.clear(access, publicUrl, context, deadline));
            });
        } catch (StoreException e) {
            LOG.info("nothing could be removed from the store of integration {}: {}", before.id(), e.problem());
        }
    }

    private static void quietly(Integration before, Runnable errand) {
        try {
            errand.run();
        } catch (StoreException e) {
            LOG.info("not all could be removed from the store of integration {}: {}", before.id(), e.problem());
        }
    }

    @Override
    public WidgetPresence widget(Integration integration, Deadline deadline) {
        return with(
                integration,
                deadline,
                (platform, access, context) -> platform.widgetInstallation()
                        .map(widget -> new WidgetPresence(
                                widget.look(access, loader(integration.platform()), context, deadline),
                                widget.settingsPage(access, context).orElse(null)))
                        .orElseGet(() -> new WidgetPresence(WidgetPresence.State.UNKNOWN, null)));
    }

    @Override
    public boolean wantsWebhookSecret(PlatformId id) {
        return platform(id).webhookRegistration().isPresent();
    }

    /** Where that store is to tell us: what names the shop itself needs no id in the address. */
    private URI deliveries(Integration integration) {
        String path = "/api/webhooks/" + integration.platform();
        return URI.create(publicUrl + (integration.shopDomain() == null ? path + "/" + integration.id() : path));
    }

    private URI loader(PlatformId platform) {
        return URI.create(publicUrl + "/api/widget/" + platform + ".js");
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
        Map<PlatformId, PluginDownload> plugins =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        platforms.forEach((id, platform) -> platform.plugin().ifPresent(plugin -> plugins.put(id, plugin)));
        return plugins;
    }

    private static boolean belongs(Order order, Integration integration) {
        return order.integration().equals(integration.id()) && order.platform().equals(integration.platform());
    }

    private StorePlatform platform(PlatformId id) {
        StorePlatform platform = platforms.get(id);
        if (platform == null) {
            throw new IllegalArgumentException("there is no adapter for " + id + "; there is " + platforms.keySet());
        }
        return platform;
    }

    private PlatformContext context(PlatformId id) {
        return Objects.requireNonNull(contexts.get(id));
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
