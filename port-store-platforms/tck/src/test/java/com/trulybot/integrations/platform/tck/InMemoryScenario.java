package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.platform.StorePlatform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The in-memory platform as it is, or with something broken around it. */
final class InMemoryScenario implements StoreScenario {
    private static final StoreUrl STORE = StoreUrl.parse("https://shop.example");

    private final InMemoryPlatform memory = new InMemoryPlatform()
            .put(STORE, SampleOrders.shipped(20, "EU-1020", "ada@example.com"))
            .put(STORE, SampleOrders.shipped(21, "EU-1021", "ada@example.com"))
            .put(STORE, SampleOrders.shipped(22, "EU-1022", "bob@example.com"));
    private final StorePlatform platform;

    InMemoryScenario(UnaryOperator<StorePlatform> around) {
        this.platform = around.apply(memory);
    }

    @Override
    public StorePlatform platform() {
        return platform;
    }

    @Override
    public List<String> addresses() {
        return List.of();
    }

    @Override
    public boolean registered() {
        return false;
    }

    @Override
    public StoreProposal goodProposal() {
        return proposal(STORE.value(), Map.of(Field.API_KEY, InMemoryPlatform.KEY));
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return proposal(STORE.value(), Map.of(Field.API_KEY, Secret.of("another-key-0123456789")));
    }

    @Override
    public Map<String, StoreProposal> incompleteProposals() {
        return Map.of(
                "storeUrl", proposal(null, Map.of(Field.API_KEY, InMemoryPlatform.KEY)),
                "apiKey", proposal(STORE.value(), Map.of()));
    }

    private static StoreProposal proposal(String address, Map<Field, Secret> secrets) {
        return new StoreProposal(InMemoryPlatform.ID, address, secrets, null, null, null);
    }

    @Override
    public KnownOrder order() {
        return new KnownOrder("20", "1020", "ada@example.com", OrderStatus.SHIPPED, Money.of("49.90", "EUR"));
    }

    @Override
    public KnownOrder anothersOrder() {
        return new KnownOrder("22", "EU-1022", "bob@example.com", OrderStatus.SHIPPED, Money.of("49.90", "EUR"));
    }

    @Override
    public Optional<KnownOrder> hiddenOrder() {
        return Optional.empty();
    }

    @Override
    public void fault(Fault fault) {
        memory.fault(fault);
    }

    @Override
    public int requests() {
        return memory.requests();
    }

    @Override
    public void close() {}
}
