package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAuthorization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
                        StoreUrl.parse("https://" + shop.get())))
                .orElseGet(AuthorizationStart.NotConfigured::new);
    }

    @Override
    public Optional<AuthorizationGrant> read(AuthorizationCallback callback, PlatformContext context) {
        ShopifyApp app = ShopifyApp.of(context);
        return ShopifyOAuth.of(app, context.clock())
                .flatMap(oauth -> oauth.callback(callback.query()))
                .flatMap(query -> query.code() == null || query.state() == null
                        ? Optional.empty()
                        : Optional.of(new CodeGrant(app, context, query.shop(), query.code(), query.state())));
    }

    private final class CodeGrant implements AuthorizationGrant {
        private final ShopifyApp app;
        private final PlatformContext context;
        private final ShopDomain shop;
        private final String code;
        private final String state;

        CodeGrant(ShopifyApp app, PlatformContext context, ShopDomain shop, String code, String state) {
            this.app = app;
            this.context = context;
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
            return Optional.of(StoreUrl.parse("https://" + shop));
        }

        @Override
        public boolean throughBrowser() {
            return true;
        }

        @Override
        public Optional<ConnectionCheck> redeem(String address, Deadline deadline) {
            if (!ShopDomain.typed(address).equals(Optional.of(shop))) {
                return Optional.of(ConnectionCheck.Invalid.of(
                        "shopDomain", "Access was granted to another shop than the one it was asked for."));
            }
            String clientId = app.key();
            Secret secret = app.secret();
            if (clientId == null || secret == null) {
                return Optional.of(new ConnectionCheck.NotConfigured());
            }
            return new Tokens(context.http(), context.clock(), app, shop)
                    .exchange(clientId, secret, code, deadline)
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

        /** Names the shop only: the code is a secret for as long as it lives. */
        @Override
        public String toString() {
            return "CodeGrant[" + shop + "]";
        }
    }
}
