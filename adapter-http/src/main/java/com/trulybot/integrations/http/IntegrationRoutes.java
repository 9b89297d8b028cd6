package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.ConnectionCheck;
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

/** Connecting, listing, disconnecting and deleting stores, alike for every platform. */
final class IntegrationRoutes {
    private static final int MAX_SECRET = 2_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_EMAIL = 320;
    private static final int MAX_PERMISSIONS = 2_000;

    private final Platforms platforms;
    private final ConnectStore connectStore;
    private final DisconnectStore disconnectStore;
    private final Integrations integrations;
    private final ClientAddress addresses;

    IntegrationRoutes(
            Platforms platforms,
            ConnectStore connectStore,
            DisconnectStore disconnectStore,
            Integrations integrations,
            ClientAddress addresses) {
        this.addresses = addresses;
        this.platforms = platforms;
        this.connectStore = connectStore;
        this.disconnectStore = disconnectStore;
        this.integrations = integrations;
    }

    void register(Routes routes) {
        routes.merchant(HandlerType.GET, "/api/integrations", this::list);
        routes.merchant(HandlerType.DELETE, "/api/integrations", this::delete);
        routes.merchant(HandlerType.POST, "/api/integrations/{platform}/connect", this::connect);
        routes.merchant(HandlerType.POST, "/api/integrations/{platform}/disconnect", this::disconnect);
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

    private void connect(Context ctx, Merchant merchant) throws IOException {
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
        StoreProposal proposal = new StoreProposal(
                platform, shopDomain == null ? storeUrl : shopDomain, secrets, name, email, permissions);
        Answers.Body answer = connectStore
                .connect(merchant, addresses.origin(ctx), proposal, StoreTimes.connecting())
                .match(
                        connected ->
                                new Answers.Body(connected.created() ? 201 : 200, integration(connected.integration())),
                        invalid -> {
                            throw invalid(invalid, shopDomain);
                        },
                        refused -> {
                            throw Problems.store(refused.problem(), refused.detail(), Optional.empty());
                        },
                        () -> {
                            throw Problems.notConfigured(platform);
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

    private static Problem invalid(ConnectionCheck.Invalid invalid, @Nullable String shopDomain) {
        boolean domain =
                invalid.problems().stream().anyMatch(problem -> problem.field().equals("shopDomain"));
        return domain && shopDomain != null
                ? Problems.shopDomainInvalid(invalid.problems())
                : Problems.validationFailed(invalid.problems());
    }

    private void disconnect(Context ctx, Merchant merchant) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Fields body = RequestBody.read(ctx);
        IntegrationId id = body.integrationId("integrationId");
        StoreUrl url = body.parsed("storeUrl", StoreUrl.MAX_LENGTH, StoreUrl::parse);
        body.check();
        if (id == null && url == null) {
            throw Problems.validationFailed("integrationId", "must be given");
        }
        Optional<IntegrationId> meant = id != null || url == null
                ? Optional.ofNullable(id)
                : integrations
                        .findStore(merchant.workspace(), platform, url.key())
                        .map(Integration::id);
        Integration ended = meant.flatMap(known -> disconnectStore.disconnect(
                        merchant, addresses.origin(ctx), platform, known, StoreTimes.merchant()))
                .orElseThrow(Problems::integrationNotFound);
        Answers.json(ctx, new Answers.Body(200, integration(ended)));
    }

    private static byte[] integration(Integration integration) {
        return Json.named("integration", json -> JsonMapping.integration(json, integration));
    }
}
