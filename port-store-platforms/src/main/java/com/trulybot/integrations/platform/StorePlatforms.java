package com.trulybot.integrations.platform;

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
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderSource;
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

/**
 * The platforms there are. Finds the one that is meant, unlocks the credentials, opens the store, and looks at what an
 * adapter brings back once more before it goes on.
 */
public final class StorePlatforms implements StoreConnector, OrderSource {
    private final Map<PlatformId, StorePlatform> platforms;
    private final Map<PlatformId, PlatformContext> contexts;
    private final Refresher credentials;

    /**
     * What all adapters are handed.
     *
     * @param settings an operator's setting by its whole name, such as {@code SHOPIFY_API_VERSION}; empty when not given
     * @param renewals keeps credentials that a platform renewed, and says whose turn it is to ask for them
     */
    public record Host(
            StoreHttp http,
            InstantSource clock,
            CredentialVault vault,
            Function<String, Optional<String>> settings,
            CredentialRenewals renewals) {
        public Host {
            Objects.requireNonNull(http, "http");
            Objects.requireNonNull(clock, "clock");
            Objects.requireNonNull(vault, "vault");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(renewals, "renewals");
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

    /** Asks the store, and once more with new credentials when it refuses some that can be renewed. */
    private <T> T ask(Integration integration, Deadline deadline, Function<Store, T> question) {
        StorePlatform platform = platform(integration.platform());
        PlatformContext context = context(integration.platform());
        Credentials given = credentials.current(integration, platform, context, deadline);
        try {
            return question.apply(platform.open(StoreAccess.of(integration, given), context));
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.STORE_CREDENTIALS_REJECTED) {
                throw e;
            }
            Credentials better = credentials
                    .afterRefusal(integration, given, platform, context, deadline)
                    .orElseThrow(() -> e);
            return question.apply(platform.open(StoreAccess.of(integration, better), context));
        }
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
