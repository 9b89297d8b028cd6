package com.trulybot.integrations.http;

import com.trulybot.integrations.core.connectionkey.ConnectionKeyId;
import com.trulybot.integrations.core.connectionkey.ConnectionKeys;
import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.connectionkey.CreateConnectionKey.Created;
import com.trulybot.integrations.core.connectionkey.RevokeConnectionKey;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Objects;

/** The keys that a merchant's plugins sign with. */
final class ConnectionKeyRoutes {
    private static final String PATH = "/api/connection-keys";
    private static final String DEFAULT_NAME = "Connection key";
    private static final int MAX_NAME = 100;

    private final ConnectionKeys keys;
    private final CreateConnectionKey createKey;
    private final RevokeConnectionKey revokeKey;
    private final ClientAddress addresses;

    ConnectionKeyRoutes(
            ConnectionKeys keys,
            CreateConnectionKey createKey,
            RevokeConnectionKey revokeKey,
            ClientAddress addresses) {
        this.keys = keys;
        this.createKey = createKey;
        this.revokeKey = revokeKey;
        this.addresses = addresses;
    }

    void register(Routes routes) {
        routes.merchant(HandlerType.GET, PATH, this::list);
        routes.merchant(HandlerType.POST, PATH, this::create);
        routes.merchant(HandlerType.DELETE, PATH, this::revoke);
    }

    private void list(Context ctx, Merchant merchant) {
        Page.Request request = QueryText.page(ctx);
        Answers.page(ctx, () -> keys.list(merchant.workspace(), request), JsonMapping::connectionKey);
    }

    private void create(Context ctx, Merchant merchant) throws IOException {
        Fields body = RequestBody.read(ctx);
        String name = body.line("name", MAX_NAME);
        body.check();
        Created created =
                createKey.create(merchant, addresses.origin(ctx), Objects.requireNonNullElse(name, DEFAULT_NAME));
        // The one time that the key is shown.
        String text = created.text().whole().expose();
        Answers.json(
                ctx,
                new Answers.Body(
                        201, Json.named("connectionKey", json -> JsonMapping.createdKey(json, created.key(), text))));
    }

    private void revoke(Context ctx, Merchant merchant) {
        ConnectionKeyId id = QueryText.parsed(ctx, "id", ConnectionKeyId::parse)
                .orElseThrow(() -> Problems.validationFailed("id", "must be given"));
        if (!revokeKey.revoke(merchant, addresses.origin(ctx), id)) {
            throw Problems.connectionKeyNotFound();
        }
        ctx.status(204);
    }
}
