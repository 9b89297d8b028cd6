package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A shop that Shopify vouches for, and how its access is taken, whatever it was granted with. */
final class ShopGrant {
    private final ShopDomain shop;
    private final ShopifyApp app;
    private final PlatformContext context;
    private final Memory memory;

    ShopGrant(ShopDomain shop, ShopifyApp app, PlatformContext context, Memory memory) {
        this.shop = shop;
        this.app = app;
        this.context = context;
        this.memory = memory;
    }

    /** Exchanges what was granted for tokens; empty when Shopify no longer honours it. */
    @FunctionalInterface
    interface Exchange {
        Optional<Tokens.Granted> at(Tokens tokens, String clientId, Secret clientSecret);
    }

    /** The shop's own address at Shopify. */
    static StoreUrl url(ShopDomain shop) {
        return StoreUrl.parse("https://" + shop);
    }

    StoreUrl store() {
        return url(shop);
    }

    /** As {@link com.trulybot.integrations.core.authorization.AccessGrant#redeem}. */
    Optional<ConnectionCheck> redeem(String address, Exchange exchange, Deadline deadline) {
        if (!ShopDomain.typed(address).equals(Optional.of(shop))) {
            return Optional.of(ConnectionCheck.Invalid.of(
                    "shopDomain", "Access was granted to another shop than the one it was asked for."));
        }
        String clientId = app.key();
        Secret secret = app.secret();
        if (clientId == null || secret == null) {
            return Optional.of(new ConnectionCheck.NotConfigured());
        }
        return exchange.at(new Tokens(context.http(), context.clock(), app, shop), clientId, secret)
                .map(granted -> confirmed(address, granted, deadline));
    }

    private ConnectionCheck confirmed(String address, Tokens.Granted granted, Deadline deadline) {
        List<String> missing = Scopes.missing(app.scopes(), granted.scope());
        if (!missing.isEmpty()) {
            return new ConnectionCheck.Refused(
                    StoreProblem.STORE_PERMISSION_MISSING,
                    missing.stream().collect(Collectors.joining(", ", "Not granted: ", ".")));
        }
        StoreProposal nothingSaid = new StoreProposal(ShopifyPlatform.ID, address, Map.of(), null, null, null);
        return new ShopCheck(app, context, memory)
                .confirm(nothingSaid, shop, granted.credentials(), granted.scope(), deadline);
    }

    /** Names the shop only. */
    @Override
    public String toString() {
        return shop.toString();
    }
}
