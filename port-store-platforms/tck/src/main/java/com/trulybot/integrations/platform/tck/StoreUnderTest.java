package com.trulybot.integrations.platform.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.http.OkHttpStoreHttp;
import com.trulybot.integrations.platform.http.OutboundSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.function.Executable;

/** The scenario, connected through the adapter: what each test of a contract is given. */
public final class StoreUnderTest implements AutoCloseable {
    private final StoreScenario scenario;
    private final StorePlatform platform;
    private final OkHttpStoreHttp http;
    private final Witness witness;
    private final PlatformContext context;
    private final IntegrationId integration = IntegrationId.random();
    private final Set<Secret> seen = ConcurrentHashMap.newKeySet();

    StoreUnderTest(StoreScenario scenario) {
        this.scenario = scenario;
        this.http = new OkHttpStoreHttp(
                OutboundSettings.defaults().withAllow(String.join(",", scenario.addresses())), InstantSource.system());
        this.platform = scenario.platform();
        this.witness = new Witness(http);
        this.context = new Context(scenario, witness);
        note(scenario.goodProposal());
        note(scenario.proposalWithWrongCredentials());
    }

    private record Context(StoreScenario scenario, StoreHttp http) implements PlatformContext {
        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public Optional<String> setting(String name) {
            return Optional.ofNullable(scenario.settings().get(name));
        }
    }

    private void note(StoreProposal proposal) {
        seen.addAll(proposal.secrets().values());
    }

    /** The adapter under test: one, as in a host. */
    StorePlatform platform() {
        return platform;
    }

    /** What the adapter has said to the store. */
    Witness witness() {
        return witness;
    }

    /** What the adapter is handed. */
    PlatformContext context() {
        return context;
    }

    /** The scenario's part for a capability. The test is skipped when it has none. */
    static <T> T shown(Optional<T> part) {
        return part.orElseGet(
                () -> Assumptions.abort("the scenario shows no such capability, and the platform must not have it"));
    }

    StoreScenario scenario() {
        return scenario;
    }

    IntegrationId integration() {
        return integration;
    }

    /** Long enough for a fake store on a busy machine. */
    static Deadline ample() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    ConnectionCheck check(StoreProposal proposal, Deadline deadline) {
        return platform.check(proposal, context, deadline);
    }

    /** As a host sees it, to whom a thrown problem is a refusal. */
    ConnectionCheck checkAsHost(StoreProposal proposal, Deadline deadline) {
        try {
            return check(proposal, deadline);
        } catch (StoreException e) {
            return new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
    }

    /** Connects the good proposal. */
    ConnectionCheck.Confirmed connect() {
        return check(scenario.goodProposal(), ample())
                .match(
                        confirmed -> {
                            note(confirmed.credentials());
                            return confirmed;
                        },
                        invalid -> {
                            throw new AssertionError("the good proposal is called invalid: " + invalid);
                        },
                        refused -> {
                            throw new AssertionError("the good proposal is refused: " + refused);
                        },
                        notConfigured -> {
                            throw new AssertionError("the good proposal needs settings that are not there");
                        });
    }

    /** The connected store, as the host hands it to an adapter. */
    StoreAccess access() {
        ConnectionCheck.Confirmed confirmed = connect();
        return access(confirmed, confirmed.credentials());
    }

    /** The connected store with other credentials. */
    StoreAccess accessWith(Credentials credentials) {
        return access(connect(), credentials);
    }

    StoreAccess access(ConnectionCheck.Confirmed confirmed, Credentials credentials) {
        note(credentials);
        return new StoreAccess(
                integration,
                confirmed.profile().url(),
                confirmed.profile().shopDomain(),
                credentials,
                confirmed.profile().config());
    }

    /** Opens the connected store. */
    Store open() {
        return open(access());
    }

    Store open(StoreAccess access) {
        return platform.open(access, context);
    }

    private void note(Credentials credentials) {
        seen.addAll(credentials.secrets().values());
    }

    /** The same; what is secret in them is looked for wherever nothing secret may be. */
    Credentials noted(Credentials credentials) {
        note(credentials);
        return credentials;
    }

    /** All secrets that have come up, in the clear. */
    Set<String> secrets() {
        return seen.stream().map(Secret::expose).collect(Collectors.toSet());
    }

    static OrderQuery number(String text) {
        return OrderQuery.byNumber(OrderReference.parse(text));
    }

    static Optional<Order> found(OrderLookup lookup) {
        return lookup.match(Optional::of, Optional::empty, Optional::empty);
    }

    /** What the call ends in, which must be a store's fault. */
    static StoreProblem problem(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(StoreException.class);
        return ((StoreException) thrown).problem();
    }

    /** Far longer than any deadline here, so that a slow machine makes no difference: it ends or it doesn't. */
    static void ends(Executable work) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), work);
    }

    static List<String> ids(List<Order> orders) {
        return orders.stream().map(Order::id).toList();
    }

    @Override
    public void close() {
        http.close();
        scenario.close();
    }
}
