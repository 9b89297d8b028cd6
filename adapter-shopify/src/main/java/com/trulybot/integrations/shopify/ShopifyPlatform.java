package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.EmbeddedPage;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreAuthorization;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.WebhookRegistration;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shopify, through the Admin API: GraphQL, or REST where {@code SHOPIFY_API_MODE} says so.
 *
 * <p>A shop is connected with an access token ({@link Field#ACCESS_TOKEN}, with {@link Field#API_SECRET} where its
 * webhooks are to be believed), or with the client id and secret of the shop's own app ({@link Field#API_KEY} and
 * {@link Field#API_SECRET}), for which tokens of a day are asked for and renewed, or by our own app: by the
 * authorization-code grant, or by the session token of its page in the shop's admin.
 *
 * <p>Settings: {@code API_VERSION}, {@code API_MODE}, {@code ADMIN_BASE}; of our own app {@code API_KEY},
 * {@code API_SECRET}, {@code API_SECRET_PREVIOUS} and {@code SCOPES}.
 *
 * @see <a href="https://shopify.dev/docs/api/admin-graphql">GraphQL Admin API</a>
 */
public final class ShopifyPlatform implements StorePlatform {
    static final PlatformId ID = PlatformId.of("shopify");

    /** What may be forgotten at any time; nothing else is kept here. */
    private final Memory memory;

    /** For {@link java.util.ServiceLoader}, and for whoever wires it by hand. */
    public ShopifyPlatform() {
        this(Pause.SYSTEM);
    }

    /** With time of its own, for tests. */
    ShopifyPlatform(Pause pause) {
        this.memory = new Memory(pause);
    }

    @Override
    public PlatformId id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "Shopify";
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
        ShopifyApp app = ShopifyApp.of(context);
        ShopDomain shop = ShopDomain.typed(proposal.address() == null ? "" : proposal.address())
                .orElse(null);
        if (shop == null) {
            return ConnectionCheck.Invalid.of("shopDomain", ShopDomain.HOW_IT_IS_WRITTEN);
        }
        Map<Field, Secret> given = new EnumMap<>(Field.class);
        proposal.secrets()
                .forEach((field, secret) ->
                        given.put(field, Secret.of(secret.expose().strip())));
        if (given.isEmpty() && !app.configured()) {
            return new ConnectionCheck.NotConfigured();
        }
        List<FieldProblem> problems = problems(given);
        if (!problems.isEmpty()) {
            return new ConnectionCheck.Invalid(problems);
        }
        try {
            Credentials credentials = Credentials.of(given);
            String granted = null;
            if (given.containsKey(Field.API_KEY)) {
                Tokens.Granted answer =
                        new Tokens(context.http(), context.clock(), app, shop).renew(credentials, deadline);
                credentials = answer.credentials();
                granted = answer.scope();
            }
            return new ShopCheck(app, context, memory).confirm(proposal, shop, credentials, granted, deadline);
        } catch (StoreException e) {
            return new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
    }

    /** What is missing or malformed in the credentials, by the API's names of them. */
    private static List<FieldProblem> problems(Map<Field, Secret> given) {
        Secret token = given.get(Field.ACCESS_TOKEN);
        boolean key = given.containsKey(Field.API_KEY);
        boolean secret = given.containsKey(Field.API_SECRET);
        if (token != null && !Tokens.wellFormed(token.expose())) {
            return List.of(new FieldProblem(
                    "accessToken", "That is no access token; copy it whole from the app's API credentials."));
        }
        if (key && !secret) {
            return List.of(new FieldProblem("clientSecret", "Give the client secret that belongs to the client id."));
        }
        if (token != null || key) {
            return List.of();
        }
        if (secret) {
            return List.of(
                    new FieldProblem("clientId", "Give the client id that belongs to the client secret."),
                    new FieldProblem("accessToken", "Or give the access token that belongs to the secret."));
        }
        return List.of(new FieldProblem(
                "accessToken", "Give the access token of the shop's own app, or its clientId and clientSecret."));
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        return new ShopCheck(ShopifyApp.of(context), context, memory).open(access);
    }

    @Override
    public Optional<CredentialRefresh> credentialRefresh() {
        return Optional.of(new TokenRefresh());
    }

    @Override
    public Optional<StoreAuthorization> authorization() {
        return Optional.of(new ShopifyAuthorization(memory));
    }

    @Override
    public Optional<EmbeddedPage> embeddedPage() {
        return Optional.of(new ShopifyEmbeddedPage(memory));
    }

    @Override
    public Optional<WebhookDialect> webhooks() {
        return Optional.of(new ShopifyWebhooks());
    }

    @Override
    public Optional<WebhookRegistration> webhookRegistration() {
        return Optional.of(new ShopifyWebhookRegistration(memory));
    }

    @Override
    public Optional<WidgetInstallation> widgetInstallation() {
        return Optional.of(new ShopifyWidget(memory));
    }
}
