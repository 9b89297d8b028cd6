package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAuthorization;
import java.util.List;
import java.util.Optional;

/** The authorization-code grant of our own app. */
final class ShopifyAuthorization implements StoreAuthorization {
    private final Memory memory;

    ShopifyAuthorization(Memory memory) {
        this.memory = memory;
    }

    @Override
    public AuthorizationStart start(AuthorizationRequest request, PlatformContext context) {
        ShopifyApp app = ShopifyApp.of(context);
        Optional<ShopDomain> shop = ShopDomain.typed(request.address());
        if (shop.isEmpty()) {
            return new AuthorizationStart.Invalid(
                    List.of(new FieldProblem("shopDomain", ShopDomain.HOW_IT_IS_WRITTEN)));
        }
        Optional<ShopifyOAuth> oauth = ShopifyOAuth.of(app, context.clock());
        return oauth.<AuthorizationStart>map(known -> new AuthorizationStart.Page(
                        known.authorize(shop.get(), app.scopes(), request.callback(), request.state()),
                        ShopGrant.url(shop.get())))
                .orElseGet(AuthorizationStart.NotConfigured::new);
    }

    @Override
    public Optional<AuthorizationGrant> read(AuthorizationCallback callback, PlatformContext context) {
        ShopifyApp app = ShopifyApp.of(context);
        return ShopifyOAuth.of(app, context.clock())
                .flatMap(oauth -> oauth.callback(callback.query()))
                .flatMap(query -> query.code() == null || query.state() == null
                        ? Optional.empty()
                        : Optional.of(new CodeGrant(
                                new ShopGrant(query.shop(), app, context, memory), query.code(), query.state())));
    }

    private static final class CodeGrant implements AuthorizationGrant {
        private final ShopGrant shop;
        private final String code;
        private final String state;

        CodeGrant(ShopGrant shop, String code, String state) {
            this.shop = shop;
            this.code = code;
            this.state = state;
        }

        @Override
        public String state() {
            return state;
        }

        @Override
        public Optional<StoreUrl> store() {
            return Optional.of(shop.store());
        }

        @Override
        public boolean throughBrowser() {
            return true;
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            return shop.redeem(
                    address, (tokens, clientId, secret) -> tokens.ofCode(clientId, secret, code, deadline), deadline);
        }

        /** Names the shop only: the code is a secret for as long as it lives. */
        @Override
        public String toString() {
            return "CodeGrant[" + shop + "]";
        }
    }
}
