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
 * <p>Each test has a scenario of its own and closes it. {@link PlatformContractTest} is the class to extend.
 *
 * <p>The store has at least two orders, {@link #order()} and {@link #anothersOrder()}, and answers as it does in real
 * life: if the platform answers everything to a filter it doesn't know, so does the fake.
 *
 * <p>Each optional capability of the platform has a part here. A platform that lacks one says nothing of it, and the kit
 * sees to it that what the platform has and what the scenario shows are the same.
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

    /**
     * An order whose number is {@link #order()}'s but for a prefix or suffix ({@code US-1001} beside {@code EU-1001}),
     * older than it and of neither order's e-mail address; empty when the platform's numbers can't be alike.
     */
    default Optional<KnownOrder> lookalike() {
        return Optional.empty();
    }

    /**
     * An order that the store has and doesn't let us see, as Shopify does after 60 days; empty when the platform shows
     * all it has.
     */
    default Optional<KnownOrder> orderOutOfReach() {
        return Optional.empty();
    }

    /** A number that no order of the store has. */
    default String unknownNumber() {
        return "987654321";
    }

    /** Puts the store into a fault, or out of it with null. */
    void fault(@Nullable Fault fault);

    /** How many requests the store has had. */
    int requests();

    /** For {@link StorePlatform#credentialRefresh()}. */
    default Optional<RefreshScenario> credentialRefresh() {
        return Optional.empty();
    }

    /** For {@link StorePlatform#authorization()}. */
    default Optional<AuthorizationScenario> authorization() {
        return Optional.empty();
    }

    /** For {@link StorePlatform#embeddedPage()}. */
    default Optional<EmbeddedPageScenario> embeddedPage() {
        return Optional.empty();
    }

    /** Whether there is a {@link StorePlatform#plugin()}; nothing else need be known of it. */
    default boolean plugin() {
        return false;
    }

    /** For {@link StorePlatform#webhooks()}. */
    default Optional<WebhookScenario> webhooks() {
        return Optional.empty();
    }

    /** For {@link StorePlatform#webhookRegistration()}. */
    default Optional<RegistrationScenario> webhookRegistration() {
        return Optional.empty();
    }

    /** For {@link StorePlatform#widgetInstallation()}. */
    default Optional<WidgetScenario> widgetInstallation() {
        return Optional.empty();
    }

    /** Stops the fake store. */
    @Override
    void close();
}
