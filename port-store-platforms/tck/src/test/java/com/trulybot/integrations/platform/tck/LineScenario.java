package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.platform.StorePlatform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store that answers lines, through an adapter that may be broken. */
final class LineScenario implements StoreScenario {
    private final LineShop shop = new LineShop();
    private final StorePlatform platform;

    LineScenario(StorePlatform platform) {
        this.platform = platform;
    }

    @Override
    public StorePlatform platform() {
        return platform;
    }

    @Override
    public List<String> addresses() {
        return List.of(shop.address());
    }

    @Override
    public boolean registered() {
        return false;
    }

    @Override
    public StoreProposal goodProposal() {
        return proposal(address(), LineShop.KEY);
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return proposal(address(), "another-key-0123456789");
    }

    @Override
    public Map<String, StoreProposal> incompleteProposals() {
        return Map.of(
                "storeUrl",
                proposal(null, LineShop.KEY),
                "apiKey",
                new StoreProposal(LinePlatform.ID, address(), Map.of(), null, null, null));
    }

    private String address() {
        return "http://" + shop.address();
    }

    private static StoreProposal proposal(@Nullable String address, String key) {
        return new StoreProposal(LinePlatform.ID, address, Map.of(Field.API_KEY, Secret.of(key)), null, null, null);
    }

    @Override
    public KnownOrder order() {
        return known("30", "1020", "ada@example.com", "49.90");
    }

    @Override
    public KnownOrder anothersOrder() {
        return known("32", "EU-1022", "bob@example.com", "29.90");
    }

    @Override
    public Optional<KnownOrder> lookalike() {
        return Optional.of(known("29", "US-1020", "eve@example.com", "39.90"));
    }

    @Override
    public Optional<KnownOrder> hiddenOrder() {
        return Optional.of(known("28", "EU-1023", "ada@example.com", "39.90"));
    }

    private static KnownOrder known(String id, String number, String email, String total) {
        return new KnownOrder(id, number, email, OrderStatus.SHIPPED, Money.of(total, "EUR"));
    }

    @Override
    public void fault(@Nullable Fault fault) {
        shop.fault(fault);
    }

    @Override
    public int requests() {
        return shop.requests();
    }

    @Override
    public void close() {
        shop.close();
    }
}
