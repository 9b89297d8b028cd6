package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.tck.Fault;
import com.trulybot.integrations.platform.tck.KnownOrder;
import com.trulybot.integrations.platform.tck.StoreScenario;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fake shop for the contract kit, spoken to through one of the two APIs. */
final class ShopifyScenario implements StoreScenario {
    private final FakeShopify shop = new FakeShopify();
    private final String mode;

    ShopifyScenario(String mode) {
        this.mode = mode;
    }

    @Override
    public StorePlatform platform() {
        return new ShopifyPlatform();
    }

    @Override
    public List<String> addresses() {
        return List.of(shop.address());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("API_MODE", mode, "ADMIN_BASE", "http://" + shop.address() + "/{shop}");
    }

    @Override
    public StoreProposal goodProposal() {
        return Shops.proposal(Shops.DOMAIN, Map.of(Field.ACCESS_TOKEN, Secret.of(FakeShopify.TOKEN)));
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return Shops.proposal(
                Shops.DOMAIN, Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_ffffffffffffffffffffffffffffffff")));
    }

    @Override
    public Map<String, StoreProposal> incompleteProposals() {
        return Map.of(
                "shopDomain", Shops.proposal(null, goodProposal().secrets()),
                "clientSecret", Shops.proposal(Shops.DOMAIN, Map.of(Field.API_KEY, Secret.of("id"))),
                "clientId", Shops.proposal(Shops.DOMAIN, Map.of(Field.API_SECRET, Secret.of("a secret of an app"))));
    }

    @Override
    public KnownOrder order() {
        return new KnownOrder(
                "8938018537790123456",
                "2001",
                "Erika@Example.com",
                OrderStatus.PARTIALLY_REFUNDED,
                Money.of("129.39", "EUR"));
    }

    @Override
    public KnownOrder anothersOrder() {
        return new KnownOrder(
                "8938018537790123000",
                "2000",
                "bob@example.com",
                OrderStatus.PARTIALLY_REFUNDED,
                Money.of("129.39", "EUR"));
    }

    /** Shopify's drafts are no orders, and it has no trash. */
    @Override
    public Optional<KnownOrder> hiddenOrder() {
        return Optional.empty();
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
