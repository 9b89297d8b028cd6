package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.CheckStore;
import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.DisconnectStore;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connecting, listing, testing, disconnecting and deleting stores, alike for every platform. */
final class IntegrationRoutes {
    private static final int MAX_SECRET = 2_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_EMAIL = 320;
    private static final int MAX_PERMISSIONS = 2_000;

    private final Platforms platforms;
    private final ConnectStore connectStore;
    private final DisconnectStore disconnectStore;
    private final CheckStore checkStore;
    private final ConnectionOffers offers;
    private final EmbeddedRoutes embedded;
    private final Integrations integrations;
    private final ClientAddress addresses;

    IntegrationRoutes(
            Platforms platforms,
            ConnectStore connectStore,
            DisconnectStore disconnectStore,
            CheckStore checkStore,
            ConnectionOffers offers,
            EmbeddedRoutes embedded,
            Integrations integrations,
            ClientAddress addresses) {
        this.platforms = platforms;
        this.connectStore = connectStore;
        this.disconnectStore = disconnectStore;
        this.checkStore = checkStore;
        this.offers = offers;
        this.embedded = embedded;
        this.integrations = integrations;
        this.addresses = addresses;
    }

    void register(Routes routes) {
        routes.merchant(HandlerType.GET, "/api/integrations", this::list);
        routes.merchant(HandlerType.DELETE, "/api/integrations", this::delete);
        routes.callerOrPlugin(
                HandlerType.POST, "/api/integrations/{platform}/connect", this::connect, embedded::connect);
        routes.caller(HandlerType.POST, "/api/integrations/{platform}/authorize", this::authorize);
        routes.callerOrPlugin(
                HandlerType.POST, "/api/integrations/{platform}/disconnect", this::disconnect, embedded::disconnect);
        routes.callerOrPlugin(HandlerType.POST, "/api/integrations/{platform}/test", this::test);
    }

    private void list(Context ctx, Merchant merchant) {
        Page.Request request = QueryText.page(ctx);
        Answers.page(ctx, () -> integrations.list(merchant.workspace(), request), JsonMapping::integration);
    }

    private void delete(Context ctx, Merchant merchant) {
        IntegrationId id =
                QueryText.integrationId(ctx, "id").orElseThrow(() -> Problems.validationFailed("id", "must be given"));
        if (!disconnectStore.delete(merchant, addresses.origin(ctx), id, StoreTimes.merchant())) {
            throw Problems.integrationNotFound();
        }
        ctx.status(204);
    }

    private void connect(Context ctx, Caller caller) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Fields body = RequestBody.read(ctx);
        String shopDomain = body.line("shopDomain", StoreUrl.MAX_LENGTH);
        String storeUrl = body.line("storeUrl", StoreUrl.MAX_LENGTH);
        Map<Field, Secret> secrets = new EnumMap<>(Field.class);
        secret(body, secrets, "apiKey", Field.API_KEY);
        secret(body, secrets, "clientId", Field.API_KEY);
        secret(body, secrets, "apiSecret", Field.API_SECRET);
        secret(body, secrets, "clientSecret", Field.API_SECRET);
        secret(body, secrets, "accessToken", Field.ACCESS_TOKEN);
        String name = body.line("storeName", MAX_NAME);
        String email = body.line("storeEmail", MAX_EMAIL);
        String permissions = body.line("permissions", MAX_PERMISSIONS);
        body.check();
        String address = shopDomain == null ? storeUrl : shopDomain;
        // A plugin has no browser in front of it, and always has keys to give.
        boolean wantsPage = caller.key() == null && secrets.isEmpty();
        if (wantsPage && address != null && offers.answer(ctx, caller, platform, address, shopDomain)) {
            return;
        }
        if (caller.key() != null) {
            secrets.put(Field.PLUGIN_KEY, caller.key().whole());
        }
        connect(ctx, caller, new StoreProposal(platform, address, secrets, name, email, permissions), shopDomain);
    }

    private void connect(Context ctx, Caller caller, StoreProposal proposal, @Nullable String shopDomain) {
        Answers.Body answer = connectStore
                .connect(caller.merchant(), addresses.origin(ctx), proposal, StoreTimes.connecting())
                .match(
                        connected ->
                                new Answers.Body(connected.created() ? 201 : 200, integration(connected.integration())),
                        invalid -> {
                            throw ConnectionOffers.invalid(invalid.problems(), shopDomain);
                        },
                        refused -> {
                            throw Problems.store(refused.problem(), refused.detail(), Optional.empty());
                        },
                        () -> {
                            throw Problems.notConfigured(proposal.platform());
                        },
                        () -> {
                            throw Problems.storeAlreadyConnected();
                        });
        Answers.json(ctx, answer);
    }

    private static void secret(Fields body, Map<Field, Secret> secrets, String name, Field field) {
        String text = body.line(name, MAX_SECRET);
        if (text != null) {
            secrets.putIfAbsent(field, Secret.of(text));
        }
    }

    private void authorize(Context ctx, Caller caller) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Fields body = RequestBody.read(ctx);
        String shopDomain = body.line("shopDomain", StoreUrl.MAX_LENGTH);
        String storeUrl = body.line("storeUrl", StoreUrl.MAX_LENGTH);
        body.check();
        String address = shopDomain == null ? storeUrl : shopDomain;
        if (address == null) {
            throw Problems.validationFailed("storeUrl", "must be given, or shopDomain");
        }
        if (!offers.answer(ctx, caller, platform, address, shopDomain)) {
            throw Problems.notFound();
        }
    }

    private void disconnect(Context ctx, Caller caller) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Integration ended = meant(ctx, caller, platform)
                .flatMap(id -> disconnectStore.disconnect(
                        caller.merchant(), addresses.origin(ctx), platform, id, StoreTimes.merchant()))
                .orElseThrow(Problems::integrationNotFound);
        Answers.json(ctx, new Answers.Body(200, integration(ended)));
    }

    private void test(Context ctx, Caller caller) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Integration found = meant(ctx, caller, platform)
                .flatMap(id -> integrations.find(caller.merchant().workspace(), id))
                .filter(integration -> integration.platform().equals(platform))
                .orElseThrow(Problems::integrationNotFound);
        Integration asked = checkStore
                .check(caller.merchant(), platform, found.id(), StoreTimes.merchant())
                .orElseThrow(Problems::integrationNotActive);
        Answers.json(ctx, new Answers.Body(200, integration(asked)));
    }

    /** The integration that the body names by its id or by its store's address; empty when there is none there. */
    private Optional<IntegrationId> meant(Context ctx, Caller caller, PlatformId platform) throws IOException {
        Fields body = RequestBody.read(ctx);
        IntegrationId id = body.integrationId("integrationId");
        StoreUrl url = body.parsed("storeUrl", StoreUrl.MAX_LENGTH, StoreUrl::parse);
        body.check();
        if (id != null) {
            return Optional.of(id);
        }
        if (url == null) {
            throw Problems.validationFailed("integrationId", "must be given, or storeUrl");
        }
        return integrations
                .findStore(caller.merchant().workspace(), platform, url.key())
                .map(Integration::id);
    }

    private static byte[] integration(Integration integration) {
        return Json.named("integration", json -> JsonMapping.integration(json, integration));
    }
}
