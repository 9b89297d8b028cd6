package com.trulybot.integrations.core.webhook;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in what a store tells us: proves it, keeps it durably, and leaves the work for later. */
public final class ReceiveDelivery {
    /** What came of it. All but {@link #FORGED} are answered alike. */
    public enum Receipt {
        /** Kept, and worked soon. */
        TAKEN,
        /** It was kept before. */
        SEEN_BEFORE,
        /** Genuine or harmless, and nothing to us: a shop we don't know, or something we don't act on. */
        DROPPED,
        FORGED
    }

    private final DeliveryVerifier verifier;
    private final DeliveryInbox inbox;
    private final Integrations integrations;
    private final InstantSource clock;

    public ReceiveDelivery(
            DeliveryVerifier verifier, DeliveryInbox inbox, Integrations integrations, InstantSource clock) {
        this.verifier = verifier;
        this.inbox = inbox;
        this.integrations = integrations;
        this.clock = clock;
    }

    /**
     * Takes a delivery in.
     *
     * @param addressed the integration in the address that was called; empty where the delivery names the shop
     */
    public Receipt receive(PlatformId platform, Optional<IntegrationId> addressed, Delivery delivery) {
        Optional<Integration> meant = addressed.isPresent()
                ? addressed
                        .flatMap(integrations::find)
                        .filter(integration -> integration.platform().equals(platform) && integration.connected())
                : verifier.shopDomain(platform, delivery).flatMap(shop -> connected(platform, shop));
        if (addressed.isPresent() && meant.isEmpty()) {
            // Nobody has the secret any more, so it can't be told whether it is genuine; nor does it matter.
            return Receipt.DROPPED;
        }
        return verifier.judge(platform, delivery, meant)
                .match(event -> keep(platform, meant, event), () -> Receipt.FORGED, () -> Receipt.DROPPED);
    }

    private Optional<Integration> connected(PlatformId platform, String shopDomain) {
        return integrations.ofShop(platform, shopDomain).stream()
                .filter(Integration::connected)
                .findFirst();
    }

    private Receipt keep(PlatformId platform, Optional<Integration> meant, StoreEvent event) {
        String shop = event.shopDomain();
        if (shop != null && meant.isPresent() && !shop.equals(meant.get().shopDomain())) {
            // Whoever has one store's secret may speak of that store only.
            return Receipt.FORGED;
        }
        boolean ours = meant.isPresent() || (event.kind().outlivesConnection() && shop != null);
        if (!ours || event.kind() == StoreEvent.Kind.OTHER) {
            return Receipt.DROPPED;
        }
        return keep(platform, meant.map(Integration::id).orElse(null), event);
    }

    private Receipt keep(PlatformId platform, @Nullable IntegrationId integration, StoreEvent event) {
        ReceivedEvent received = new ReceivedEvent(UUID.randomUUID(), platform, integration, event, clock.instant());
        return inbox.keep(received) ? Receipt.TAKEN : Receipt.SEEN_BEFORE;
    }

    /**
     * Takes in what a program of the merchant's own tells us, who is proven already.
     *
     * @return false when the merchant's workspace has no such connected store
     */
    public boolean receive(Merchant merchant, PlatformId platform, IntegrationId integration, List<StoreEvent> events) {
        boolean theirs = integrations
                .find(merchant.workspace(), integration)
                .filter(found -> found.platform().equals(platform) && found.connected())
                .isPresent();
        if (theirs) {
            events.forEach(event -> keep(platform, integration, event));
        }
        return theirs;
    }
}
