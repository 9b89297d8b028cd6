package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.Totals;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Things to store. */
final class Fixture {
    static final Instant NOW = Instant.parse("2026-11-02T10:15:30.123456Z");
    static final PlatformId WOO = PlatformId.of("woocommerce");
    static final PlatformId SHOPIFY = PlatformId.of("shopify");

    private Fixture() {}

    static Merchant merchant() {
        UUID user = UUID.randomUUID();
        return new Merchant(new UserId(user), new WorkspaceId(user));
    }

    static Activity activity(Merchant merchant, ActivityType type) {
        return Activity.of(merchant, type, "Something happened.", Map.of("platform", "woocommerce"), NOW);
    }

    static Activity connected(Integration integration) {
        return activity(integration.merchant(), ActivityType.STORE_CONNECTED);
    }

    /** A WooCommerce store with all that one can have. */
    static Integration woo(Merchant merchant, String address) {
        return woo(merchant, address, NOW);
    }

    static Integration woo(Merchant merchant, String address, Instant createdAt) {
        return new Integration(
                IntegrationId.random(),
                merchant,
                WOO,
                StoreUrl.parse(address),
                "Shop “Ünïcode”",
                "shop@example.com",
                null,
                "read",
                IntegrationStatus.ACTIVE,
                new SealedCredentials(Map.of(Field.API_KEY, "sealed-key", Field.API_SECRET, "sealed-secret"), null),
                "…1234",
                Map.of("currency", "EUR"),
                Health.ok(createdAt, Duration.ofMillis(212)),
                createdAt,
                null,
                createdAt,
                createdAt,
                createdAt);
    }

    static Integration shopify(Merchant merchant, String domain) {
        return new Integration(
                IntegrationId.random(),
                merchant,
                SHOPIFY,
                StoreUrl.parse("https://" + domain),
                "Shop",
                null,
                domain,
                null,
                IntegrationStatus.NEEDS_ATTENTION,
                new SealedCredentials(
                        Map.of(
                                Field.ACCESS_TOKEN,
                                "sealed-access",
                                Field.REFRESH_TOKEN,
                                "sealed-refresh",
                                Field.PLUGIN_KEY,
                                "sealed-plugin-key"),
                        NOW.plusSeconds(3_600)),
                null,
                Map.of(),
                new Health(Health.State.FAILING, StoreProblem.STORE_FROZEN, NOW, NOW, null, 4),
                NOW,
                null,
                null,
                NOW,
                NOW);
    }

    static Integration with(Integration old, IntegrationStatus status, SealedCredentials credentials) {
        boolean ended = status == IntegrationStatus.DISCONNECTED;
        return new Integration(
                old.id(),
                old.merchant(),
                old.platform(),
                old.storeUrl(),
                old.storeName(),
                old.storeEmail(),
                old.shopDomain(),
                old.permissions(),
                status,
                credentials,
                old.credentialHint(),
                old.config(),
                old.health(),
                old.connectedAt(),
                ended ? NOW : null,
                old.lastSyncAt(),
                old.createdAt(),
                NOW);
    }

    static Integration disconnected(Integration old) {
        return with(old, IntegrationStatus.DISCONNECTED, SealedCredentials.NONE);
    }

    /** Connected anew at another moment. */
    static Integration reconnected(Integration old, Instant at) {
        return new Integration(
                old.id(),
                old.merchant(),
                old.platform(),
                old.storeUrl(),
                "Renamed",
                null,
                old.shopDomain(),
                old.permissions(),
                IntegrationStatus.ACTIVE,
                old.credentials(),
                "…5678",
                Map.of("currency", "USD"),
                Health.ok(at, Duration.ofMillis(99)),
                at,
                null,
                at,
                at,
                at);
    }

    /** The same shop of the platform, of whoever else. */
    static Integration shopifyAt(Merchant merchant, String domain, Instant at) {
        Integration shop = shopify(merchant, domain);
        return reconnected(shop, at);
    }

    static Order order(IntegrationId integration, String id, String number) {
        Money ten = Money.of("10.00", "EUR");
        Money none = Money.zero("EUR");
        return new Order(
                id,
                number,
                WOO,
                integration,
                OrderStatus.SHIPPED,
                "processing",
                PaymentStatus.PAID,
                NOW,
                null,
                new Totals(ten, none, none, Money.of("4.9", "EUR"), none, true, Money.of("14.90", "EUR"), none),
                List.of(new OrderItem("Mug", null, 2, ten, "https://shop.example/mug.png")),
                List.of(new Shipment(
                        "DHL",
                        "00340434",
                        "https://track.example/00340434",
                        Shipment.Status.IN_TRANSIT,
                        NOW,
                        null,
                        null)),
                new Customer("Ada Lovelace", "ada@example.com", "+49 30 1234567", "10115"),
                new Address("Ada Lovelace", null, "Street 1", null, "Berlin", null, "10115", "DE"),
                List.of(new TimelineEntry(NOW, TimelineEntry.Kind.CREATED, "Ordered")));
    }
}
