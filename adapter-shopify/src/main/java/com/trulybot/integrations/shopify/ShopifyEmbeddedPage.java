package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.EmbeddedPage;
import com.trulybot.integrations.platform.PlatformContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our app's page in the shop's admin. Shopify signs the query it is opened with, and App Bridge gives it session tokens.
 *
 * @see <a href="https://shopify.dev/docs/api/app-home">App home</a>
 */
final class ShopifyEmbeddedPage implements EmbeddedPage {
    /** Shopify wants it from there, first of all scripts, and in its newest version. */
    private static final URI APP_BRIDGE = URI.create("https://cdn.shopify.com/shopifycloud/app-bridge.js");

    private static final String ADMIN = "https://admin.shopify.com";

    private final Memory memory;

    ShopifyEmbeddedPage(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<StoreUrl> store(String query, PlatformContext context) {
        return ShopifyOAuth.of(ShopifyApp.of(context), context.clock())
                .flatMap(oauth -> oauth.callback(query))
                .map(signed -> ShopGrant.url(signed.shop()));
    }

    @Override
    public Optional<AccessGrant> session(String token, PlatformContext context) {
        ShopifyApp app = ShopifyApp.of(context);
        return ShopifyOAuth.of(app, context.clock())
                .flatMap(oauth -> oauth.sessionToken(token))
                .map(shop -> new SessionGrant(new ShopGrant(shop, app, context, memory), token));
    }

    @Override
    public Optional<EmbeddedFrame> frame(StoreUrl store, PlatformContext context) {
        ShopifyApp app = ShopifyApp.of(context);
        return ShopDomain.strict(store.host())
                .filter(shop -> app.configured())
                .flatMap(shop -> app.clientId().map(id -> frame(app, shop, id)));
    }

    private static EmbeddedFrame frame(ShopifyApp app, ShopDomain shop, String clientId) {
        URI page = app.admin(shop, "/admin/apps/" + clientId);
        return new EmbeddedFrame(
                page,
                APP_BRIDGE,
                Map.of("shopify-api-key", clientId),
                List.of(page.getScheme() + "://" + page.getRawAuthority(), ADMIN));
    }

    private static final class SessionGrant implements AccessGrant {
        private final ShopGrant shop;
        private final String token;

        SessionGrant(ShopGrant shop, String token) {
            this.shop = shop;
            this.token = token;
        }

        @Override
        public Optional<StoreUrl> store() {
            return Optional.of(shop.store());
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            return shop.redeem(
                    address,
                    (tokens, clientId, secret) -> tokens.ofSession(clientId, secret, token, deadline),
                    deadline);
        }

        /** Names the shop only: the token is a secret for as long as it lives. */
        @Override
        public String toString() {
            return "SessionGrant[" + shop + "]";
        }
    }
}
