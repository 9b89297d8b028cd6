package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.tck.AuthorizationScenario;
import com.trulybot.integrations.platform.tck.EmbeddedPageScenario;
import com.trulybot.integrations.platform.tck.Fault;
import com.trulybot.integrations.platform.tck.KnownOrder;
import com.trulybot.integrations.platform.tck.RefreshScenario;
import com.trulybot.integrations.platform.tck.RegistrationScenario;
import com.trulybot.integrations.platform.tck.StoreScenario;
import com.trulybot.integrations.platform.tck.WebhookScenario;
import com.trulybot.integrations.platform.tck.WidgetScenario;
import java.time.Instant;
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
        return Map.of(
                "API_MODE",
                mode,
                "ADMIN_BASE",
                "http://" + shop.address() + "/{shop}",
                "API_KEY",
                FakeTokens.CLIENT_ID,
                "API_SECRET",
                FakeTokens.CLIENT_SECRET);
    }

    private static StoreProposal proposal(String token) {
        return Shops.proposal(
                Shops.DOMAIN,
                Map.of(
                        Field.ACCESS_TOKEN, Secret.of(token),
                        Field.API_SECRET, Secret.of("shpss_a-secret-of-the-shops-own-app")));
    }

    @Override
    public StoreProposal goodProposal() {
        return proposal(FakeShopify.TOKEN);
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return proposal("shpat_ffffffffffffffffffffffffffffffff");
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
        return known("8938018537790123456", "2001", "Erika@Example.com");
    }

    @Override
    public KnownOrder anothersOrder() {
        return known("8938018537790123000", "2000", "bob@example.com");
    }

    @Override
    public Optional<KnownOrder> lookalike() {
        return Optional.of(known("8938018537790120000", "2001-A", "carol@example.com"));
    }

    @Override
    public Optional<KnownOrder> orderOutOfReach() {
        return Optional.of(known("8938018537790000000", "1500", "dora@example.com"));
    }

    private static KnownOrder known(String id, String number, String email) {
        return new KnownOrder(id, number, email, OrderStatus.PARTIALLY_REFUNDED, Money.of("129.39", "EUR"));
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
    public Optional<RefreshScenario> credentialRefresh() {
        return Optional.of(new RefreshScenario() {
            @Override
            public Credentials ended() {
                return new Credentials(
                        Map.of(
                                Field.ACCESS_TOKEN, Secret.of("shpat_ended"),
                                Field.REFRESH_TOKEN, Secret.of(shop.tokens().refreshToken())),
                        Instant.now().minusSeconds(60));
            }

            @Override
            public void revoke() {
                shop.tokens().revoke();
            }
        });
    }

    @Override
    public Optional<AuthorizationScenario> authorization() {
        return Optional.of(new ShopifyGrants(shop.tokens()));
    }

    @Override
    public Optional<EmbeddedPageScenario> embeddedPage() {
        return Optional.of(new ShopifyAdminPage());
    }

    @Override
    public Optional<WebhookScenario> webhooks() {
        return Optional.of(new ShopifyDeliveries());
    }

    @Override
    public Optional<RegistrationScenario> webhookRegistration() {
        return Optional.of(new ShopifyHooks(shop.admin()));
    }

    @Override
    public Optional<WidgetScenario> widgetInstallation() {
        return Optional.of(new ShopifyStorefront(shop.admin()));
    }

    @Override
    public void close() {
        shop.close();
    }
}
