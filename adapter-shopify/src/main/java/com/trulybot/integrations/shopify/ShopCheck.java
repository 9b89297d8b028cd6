package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.shopify.AdminApi.Oldest;
import com.trulybot.integrations.shopify.AdminApi.Shop;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks a live shop whether credentials read its orders, and notes with the store what later requests need of it. */
final class ShopCheck {
    private static final String CURRENCY = "currency";
    private static final String PREFIX = "orderPrefix";
    private static final String SUFFIX = "orderSuffix";
    private static final String WINDOW_DAYS = "60";
    private static final String NO_WINDOW = "0";

    private final ShopifyApp app;
    private final PlatformContext context;
    private final Memory memory;

    ShopCheck(ShopifyApp app, PlatformContext context, Memory memory) {
        this.app = app;
        this.context = context;
        this.memory = memory;
    }

    /**
     * Asks.
     *
     * @param proposal whose words on name, address and permissions come before the shop's own
     * @param granted scopes that came with the token, separated by commas; null when not said
     * @throws StoreException for whatever the shop has against it
     */
    ConnectionCheck.Confirmed confirm(
            StoreProposal proposal,
            ShopDomain shop,
            Credentials credentials,
            @Nullable String granted,
            Deadline deadline) {
        // Of the orders read here only their being readable counts, so it matters little whose they would be.
        AdminApi api = api(
                new ShopSession(context.http(), app, shop, credentials, memory),
                IntegrationId.random(),
                OrderMapper.NO_CURRENCY);
        Shop answer = api.shop(deadline);
        Optional<Oldest> oldest = api.oldest(deadline);
        String scopes = !answer.scopes().isEmpty() ? String.join(",", answer.scopes()) : granted;
        return new ConnectionCheck.Confirmed(
                new StoreProfile(
                        StoreUrl.parse("https://" + shop),
                        Objects.requireNonNullElse(proposal.storeName(), answer.name()),
                        proposal.storeEmail() != null ? proposal.storeEmail() : answer.email(),
                        shop.value(),
                        scopes != null ? scopes : proposal.permissions(),
                        config(answer, scopes, oldest.map(Oldest::emailDenied).orElse(false))),
                credentials);
    }

    private Map<String, String> config(Shop shop, @Nullable String scopes, boolean emailDenied) {
        Map<String, String> config = new TreeMap<>();
        if (shop.currency() != null) {
            config.put(CURRENCY, shop.currency());
        }
        config.put("apiVersion", shop.servedVersion() != null ? shop.servedVersion() : app.apiVersion());
        if (shop.servedVersion() != null && !shop.servedVersion().equals(app.apiVersion())) {
            // For the merchant's and the operator's eyes: the version that was asked for is gone.
            config.put("apiVersionAsked", app.apiVersion());
        }
        NumberFormat format = shop.format();
        if (format != null) {
            config.put(PREFIX, format.prefix());
            config.put(SUFFIX, format.suffix());
        }
        boolean all = scopes != null && List.of(scopes.split("[,\\s]+")).contains("read_all_orders");
        config.put(Integration.VISIBLE_DAYS, all ? NO_WINDOW : WINDOW_DAYS);
        if (emailDenied) {
            // For the merchant's eyes: orders can be read, but no shopper can be verified by e-mail.
            config.put("dataNotApproved", "email");
        }
        return config;
    }

    /** Opens a shop that was checked before. */
    ShopifyStore open(StoreAccess access) {
        Map<String, String> config = access.config();
        NumberFormat format = new NumberFormat(
                config.getOrDefault(PREFIX, NumberFormat.USUAL.prefix()),
                config.getOrDefault(SUFFIX, NumberFormat.USUAL.suffix()));
        return new ShopifyStore(
                api(
                        new ShopSession(context.http(), app, ShopDomain.of(access), access.credentials(), memory),
                        access.integration(),
                        config.getOrDefault(CURRENCY, OrderMapper.NO_CURRENCY)),
                format,
                NO_WINDOW.equals(config.get(Integration.VISIBLE_DAYS)),
                context.clock());
    }

    private AdminApi api(ShopSession session, IntegrationId integration, String currency) {
        OrderMapper mapper = new OrderMapper(integration);
        return app.mode() == ShopifyApp.Mode.REST
                ? new RestApi(session, mapper, currency)
                : new GraphQlApi(session, mapper, currency);
    }
}
