package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.platform.StorePlatform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fake store and what is known of it: all that an adapter's author writes to have the adapter tested. The fake store
 * is a small HTTP server on loopback that answers as the real platform does, best with answers recorded from one. The
 * contracts talk to it through the adapter and the guarded HTTP client that the adapter will have in earnest.
 *
 * <pre>{@code
 * class AcmePlatformContractTest {
 *     abstract static class Shop implements Contract {
 *         public StoreScenario scenario() {
 *             return new AcmeScenario();
 *         }
 *     }
 *
 *     @Nested
 *     class Connection extends Shop implements ConnectionContract {}
 *
 *     @Nested
 *     class Orders extends Shop implements OrderContract {}
 *
 *     @Nested
 *     class Faults extends Shop implements FaultContract {}
 * }
 * }</pre>
 *
 * <p>Each test has a scenario of its own and closes it. All three contracts must be there, and none of their tests may
 * be overridden or disabled: the kit looks.
 *
 * <p>The store has at least two orders, {@link #order()} and {@link #anothersOrder()}, and answers as it does in real
 * life: if the platform answers everything to a filter it doesn't know, so does the fake.
 */
public interface StoreScenario extends AutoCloseable {
    /** The adapter under test. */
    StorePlatform platform();

    /**
     * Where the fake store listens, {@code host:port} each, such as {@code 127.0.0.1:40123}: exempt from the rules about
     * https and public addresses. Empty when the adapter needs no HTTP.
     */
    List<String> addresses();

    /** The operator's settings as the adapter asks for them, without the platform's prefix: {@code API_VERSION}. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Whether {@link java.util.ServiceLoader} finds the adapter. Every adapter that is to be deployed says true. */
    default boolean registered() {
        return true;
    }

    /** A proposal that the store accepts. */
    StoreProposal goodProposal();

    /** The same store with credentials that it refuses, well-formed ones. */
    StoreProposal proposalWithWrongCredentials();

    /** Proposals that lack something, by the API's name of the member that is missing, such as {@code storeUrl}. */
    Map<String, StoreProposal> incompleteProposals();

    /** An order of the store. */
    KnownOrder order();

    /** Another one, with another number, of another e-mail address. */
    KnownOrder anothersOrder();

    /**
     * A trashed order or a draft, as the store keeps it, which nobody may be shown; empty when the platform has nothing
     * of the kind. Of {@link #order()}'s e-mail address.
     */
    Optional<KnownOrder> hiddenOrder();

    /** A number that no order of the store has. */
    default String unknownNumber() {
        return "987654321";
    }

    /** Puts the store into a fault, or out of it with null. */
    void fault(@Nullable Fault fault);

    /** How many requests the store has had. */
    int requests();

    /** Stops the fake store. */
    @Override
    void close();
}
