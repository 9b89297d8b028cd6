package com.trulybot.integrations.http;

import com.trulybot.integrations.core.webhook.ShopperExport;
import com.trulybot.integrations.core.webhook.ShopperRecords;
import com.trulybot.integrations.core.workspace.CanonicalUuid;
import com.trulybot.integrations.core.workspace.Merchant;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.InstantSource;
import java.util.UUID;

/** What shoppers' requests about their data collected, for the merchant to hand on. */
final class PrivacyRoutes {
    private final ShopperRecords records;
    private final InstantSource clock;

    PrivacyRoutes(ShopperRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    void register(Routes routes) {
        routes.merchant(HandlerType.GET, "/api/privacy/exports/{id}", this::show);
    }

    private void show(Context ctx, Merchant merchant) {
        UUID id;
        try {
            id = CanonicalUuid.parse(ctx.pathParam("id"), "id");
        } catch (IllegalArgumentException e) {
            throw Problems.notFound();
        }
        ShopperExport export =
                records.find(merchant.workspace(), id, clock.instant()).orElseThrow(Problems::notFound);
        Answers.json(ctx, new Answers.Body(200, Json.named("export", json -> JsonMapping.export(json, export))));
    }
}
