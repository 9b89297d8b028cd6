package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.shopify.AdminApi.Oldest;
import com.trulybot.integrations.shopify.AdminApi.Shop;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shopify, through the Admin API: GraphQL, or REST where {@code SHOPIFY_API_MODE} says so.
 *
 * <p>A shop is connected with an access token ({@link Field#ACCESS_TOKEN}, with {@link Field#API_SECRET} where its
 * webhooks are to be believed), or with the client id and secret of the shop's own app ({@link Field#API_KEY} and
 * {@link Field#API_SECRET}), for which tokens of a day are asked for and renewed.
 *
 * <p>Settings: {@code API_VERSION}, {@code API_MODE}, {@code ADMIN_BASE}, {@code API_KEY}, {@code API_SECRET}.
 *
 * @see <a href="https://shopify.dev/docs/api/admin-graphql">GraphQL Admin API</a>
 */
public final class ShopifyPlatform implements StorePlatform {
    static final PlatformId ID = PlatformId.of("shopify");

    private static final String CURRENCY = "currency";
    private static final String PREFIX = "orderPrefix";
    private static final String SUFFIX = "orderSuffix";
    private static final String WINDOW_DAYS = "60";
    private static final String NO_WINDOW = "0";

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
            return ConnectionCheck.Invalid.of(
                    "shopDomain",
                    "Give the shop's own domain, such as my-shop.myshopify.com. It stands in Shopify's admin under"
                            + " Settings, Domains.");
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
            return confirm(proposal, shop, given, app, context, deadline);
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

    private ConnectionCheck confirm(
            StoreProposal proposal,
            ShopDomain shop,
            Map<Field, Secret> given,
            ShopifyApp app,
            PlatformContext context,
            Deadline deadline) {
        Credentials credentials = Credentials.of(given);
        String granted = null;
        if (given.containsKey(Field.API_KEY)) {
            Tokens.Granted answer = new Tokens(context.http(), context.clock(), app, shop).renew(credentials, deadline);
            credentials = answer.credentials();
            granted = answer.scope();
        }
        ShopSession session = new ShopSession(context.http(), app, shop, credentials, memory);
        // Of the orders read here only their being readable counts, so it matters little whose they would be.
        AdminApi api = api(session, app, IntegrationId.random(), OrderMapper.NO_CURRENCY);
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
                        config(
                                app,
                                answer,
                                scopes,
                                oldest.map(Oldest::emailDenied).orElse(false))),
                credentials);
    }

    private static Map<String, String> config(ShopifyApp app, Shop shop, @Nullable String scopes, boolean emailDenied) {
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

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        ShopifyApp app = ShopifyApp.of(context);
        Map<String, String> config = access.config();
        NumberFormat format = new NumberFormat(
                config.getOrDefault(PREFIX, NumberFormat.USUAL.prefix()),
                config.getOrDefault(SUFFIX, NumberFormat.USUAL.suffix()));
        return new ShopifyStore(
                api(
                        new ShopSession(context.http(), app, shop(access), access.credentials(), memory),
                        app,
                        access.integration(),
                        config.getOrDefault(CURRENCY, OrderMapper.NO_CURRENCY)),
                format,
                NO_WINDOW.equals(config.get(Integration.VISIBLE_DAYS)),
                context.clock());
    }

    @Override
    public Optional<CredentialRefresh> credentialRefresh() {
        return Optional.of(new TokenRefresh());
    }

    static ShopDomain shop(StoreAccess access) {
        String domain =
                access.shopDomain() != null ? access.shopDomain() : access.url().host();
        return ShopDomain.strict(domain).orElseThrow(() -> new StoreException(StoreProblem.STORE_NOT_FOUND));
    }

    private static AdminApi api(ShopSession session, ShopifyApp app, IntegrationId integration, String currency) {
        OrderMapper mapper = new OrderMapper(integration);
        return app.mode() == ShopifyApp.Mode.REST
                ? new RestApi(session, mapper, currency)
                : new GraphQlApi(session, mapper, currency);
    }
}
