package com.trulybot.integrations.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.authorization.SettleAuthorization;
import com.trulybot.integrations.core.authorization.Settlement;
import com.trulybot.integrations.core.authorization.StoreAuthorizer;
import com.trulybot.integrations.core.connectionkey.KeyProof;
import com.trulybot.integrations.core.connectionkey.KeyText;
import com.trulybot.integrations.core.connectionkey.ProveKeyHolder;
import com.trulybot.integrations.core.integration.Connection;
import com.trulybot.integrations.core.integration.DisconnectStore;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreSetup;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The page that lives in the store's admin, and what it asks. A session token proves the store and nothing else: it
 * reads and ends that store's own connection, and connects it to an account whose connection key comes with it.
 */
final class EmbeddedRoutes {
    private static final int MAX_KEY = 200;
    private static final int SHOWN = 4;

    private final Platforms platforms;
    private final StoreAuthorizer authorizer;
    private final SettleAuthorization settleAuthorization;
    private final ProveKeyHolder proveKeyHolder;
    private final DisconnectStore disconnectStore;
    private final Integrations integrations;
    private final StoreSetup setup;
    private final ClientAddress addresses;
    private final Pages pages;

    EmbeddedRoutes(Platforms platforms, HttpApi.Ports ports, ClientAddress addresses, Pages pages) {
        this.platforms = platforms;
        this.authorizer = ports.authorizer();
        this.settleAuthorization = ports.settleAuthorization();
        this.proveKeyHolder = ports.proveKeyHolder();
        this.disconnectStore = ports.disconnectStore();
        this.integrations = ports.integrations();
        this.setup = ports.setup();
        this.addresses = addresses;
        this.pages = pages;
    }

    void register(Routes routes) {
        routes.browser(HandlerType.GET, "/{platform}/app", pages, this::page);
        routes.embedded(HandlerType.GET, "/api/integrations/{platform}/embedded", this::state);
    }

    private void page(Context ctx) {
        PlatformId platform = platforms.named(ctx);
        StoreUrl store = authorizer
                .store(platform, Objects.requireNonNullElse(ctx.queryString(), ""))
                .orElseThrow(Problems::signatureInvalid);
        EmbeddedFrame frame = authorizer.frame(platform, store).orElseThrow(() -> Problems.notConfigured(platform));
        pages.embedded(ctx, platform, store, frame);
    }

    /** What the caller's session token grants; empty when it has none that is the platform's. */
    private Optional<AccessGrant> session(Context ctx, PlatformId platform) {
        return CallerAuth.bearer(ctx)
                .flatMap(token -> authorizer.session(platform, token))
                .filter(grant -> grant.store().isPresent());
    }

    private void state(Context ctx) {
        PlatformId platform = platforms.named(ctx);
        StoreUrl store = session(ctx, platform).flatMap(AccessGrant::store).orElseThrow(Problems::tokenInvalid);
        Optional<Integration> connected = connections(platform, store).stream()
                .filter(Integration::connected)
                .findFirst();
        WidgetPresence widget = connected.map(this::widget).orElse(UNSEEN);
        Answers.json(ctx, new Answers.Body(200, Json.object(json -> {
            json.writeStringField("store", store.value());
            json.writeBooleanField("connected", connected.isPresent());
            if (connected.isPresent()) {
                integration(json, connected.get());
            }
            json.writeObjectFieldStart("widget");
            json.writeStringField("state", widget.state().code());
            json.writeStringField(
                    "settingsUrl",
                    widget.settingsPage() == null ? null : widget.settingsPage().toString());
            json.writeEndObject();
        })));
    }

    private static void integration(JsonGenerator json, Integration connected) throws IOException {
        json.writeObjectFieldStart("integration");
        json.writeStringField("id", connected.id().toString());
        json.writeStringField("status", connected.status().code());
        JsonMapping.health(json, connected.health());
        if (connected.health().problem() != null) {
            json.writeStringField("advice", connected.health().problem().advice());
        }
        JsonMapping.time(json, "connectedAt", connected.connectedAt());
        json.writeEndObject();
        json.writeStringField("account", masked(connected.merchant().user()));
    }

    private static final WidgetPresence UNSEEN = new WidgetPresence(WidgetPresence.State.UNKNOWN, null);

    private WidgetPresence widget(Integration integration) {
        try {
            return setup.widget(integration, StoreTimes.merchant());
        } catch (StoreException notToBeSeen) {
            return UNSEEN;
        }
    }

    /** Enough for its owner to know it again: the store's staff need not know the whole. */
    private static String masked(UserId user) {
        String text = user.toString();
        return text.substring(0, SHOWN) + "…" + text.substring(text.length() - SHOWN);
    }

    private List<Integration> connections(PlatformId platform, StoreUrl store) {
        return integrations.ofShop(platform, store.host());
    }

    /**
     * Connects the session's store to the account whose connection key is in the body.
     *
     * @return false when there is no session
     */
    boolean connect(Context ctx) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Optional<AccessGrant> session = session(ctx, platform);
        if (session.isPresent()) {
            connect(ctx, platform, session.get());
        }
        return session.isPresent();
    }

    private void connect(Context ctx, PlatformId platform, AccessGrant session) throws IOException {
        Fields body = RequestBody.read(ctx);
        UUID user = body.uuid("userId");
        String key = body.required("connectionKey", MAX_KEY);
        body.check();
        if (user == null) {
            throw Problems.validationFailed("userId", "must be given");
        }
        Merchant merchant = holder(new UserId(user), key);
        Settlement settlement =
                settleAuthorization.settle(merchant, addresses.origin(ctx), platform, session, StoreTimes.connecting());
        Connection connection = settlement.match(
                Settlement.Settled::connection,
                installed -> {
                    throw new IllegalStateException("an account was given");
                },
                () -> {
                    throw Problems.tokenInvalid();
                },
                () -> {
                    throw Problems.oauthStateInvalid();
                },
                () -> {
                    throw Problems.oauthCodeRefused();
                });
        Outcomes.problem(connection, platform).ifPresent(problem -> {
            throw problem;
        });
        if (connection instanceof Connection.Connected connected) {
            answer(ctx, connected.created() ? 201 : 200, connected.integration());
        }
    }

    private Merchant holder(UserId user, String key) {
        return KeyText.tryParse(key)
                .map(pasted -> proveKeyHolder.judge(user, pasted))
                .orElse(KeyProof.INVALID)
                .match(
                        proven -> proven.key().merchant(),
                        () -> {
                            throw Problems.signatureInvalid();
                        },
                        () -> {
                            throw Problems.signatureInvalid();
                        },
                        () -> {
                            throw Problems.signatureInvalid();
                        });
    }

    /**
     * Disconnects the session's store, whoever's account it is connected to, and no other.
     *
     * @return false when there is no session
     */
    boolean disconnect(Context ctx) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Optional<AccessGrant> session = session(ctx, platform);
        if (session.isPresent()) {
            disconnect(ctx, platform, session.get());
        }
        return session.isPresent();
    }

    private void disconnect(Context ctx, PlatformId platform, AccessGrant session) throws IOException {
        Fields body = RequestBody.read(ctx);
        IntegrationId id = body.integrationId("integrationId");
        body.check();
        Integration meant = session.store()
                .flatMap(store -> connections(platform, store).stream()
                        .filter(one -> means(one, id))
                        .findFirst())
                .orElseThrow(Problems::integrationNotFound);
        Integration ended = disconnectStore
                .disconnect(meant.merchant(), addresses.origin(ctx), platform, meant.id(), StoreTimes.merchant())
                .orElseThrow(Problems::integrationNotFound);
        answer(ctx, 200, ended);
    }

    private static boolean means(Integration integration, @Nullable IntegrationId id) {
        return id == null ? integration.connected() : integration.id().equals(id);
    }

    private static void answer(Context ctx, int status, Integration integration) {
        Answers.json(
                ctx,
                new Answers.Body(
                        status, Json.named("integration", json -> JsonMapping.integration(json, integration))));
    }
}
