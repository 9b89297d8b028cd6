package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.ReceiveDelivery;
import com.trulybot.integrations.core.webhook.ReceiveDelivery.Receipt;
import com.trulybot.integrations.core.webhook.StoreEvent;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What stores tell us. It is proven over its bytes as they came, kept, and answered; no store is asked meanwhile, since
 * platforms wait for a few seconds only and drop who is slow.
 */
final class WebhookRoutes {
    /** Almost all are smaller. */
    private static final int SMALL = 256 * 1024;

    /** How many larger ones there may be at once: each is held a few times over while it is judged. */
    private static final int LARGE_AT_ONCE = 16;

    private final Semaphore room = new Semaphore(LARGE_AT_ONCE);
    private final Platforms platforms;
    private final ReceiveDelivery receiveDelivery;
    private final CallerAuth auth;
    private final Senders senders;

    WebhookRoutes(Platforms platforms, ReceiveDelivery receiveDelivery, CallerAuth auth, Senders senders) {
        this.platforms = platforms;
        this.receiveDelivery = receiveDelivery;
        this.auth = auth;
        this.senders = senders;
    }

    void register(Routes routes) {
        routes.store(
                HandlerType.POST,
                "/api/webhooks/{platform}",
                ctx -> ofPlatform(ctx, platforms.named(ctx), Optional.empty()));
        routes.store(HandlerType.POST, "/api/webhooks/{platform}/{integrationId}", this::addressed);
    }

    private void addressed(Context ctx) throws IOException {
        PlatformId platform = platforms.named(ctx);
        IntegrationId integration;
        try {
            integration = IntegrationId.parse(ctx.pathParam("integrationId"));
        } catch (IllegalArgumentException e) {
            throw Problems.notFound();
        }
        if (RequestSignature.isOn(ctx.req())) {
            ofPlugin(ctx, platform, integration);
        } else {
            ofPlatform(ctx, platform, Optional.of(integration));
        }
    }

    private void ofPlatform(Context ctx, PlatformId platform, Optional<IntegrationId> integration) throws IOException {
        long announced = ctx.req().getContentLengthLong();
        if (announced >= 0 && announced <= SMALL) {
            receive(ctx, platform, integration);
            return;
        }
        if (!room.tryAcquire()) {
            throw Problems.unavailable();
        }
        try {
            receive(ctx, platform, integration);
        } finally {
            room.release();
        }
    }

    private void receive(Context ctx, PlatformId platform, Optional<IntegrationId> integration) throws IOException {
        Delivery delivery = Delivery.of(headers(ctx.req()), RequestBody.bytes(ctx, RequestBody.MAX_DELIVERY_BYTES));
        if (receiveDelivery.receive(platform, integration, delivery) == Receipt.FORGED) {
            senders.countForged(ctx);
            throw Problems.signatureInvalid();
        }
        ctx.status(200);
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    private void ofPlugin(Context ctx, PlatformId platform, IntegrationId integration) throws IOException {
        Caller caller = auth.bySignature(ctx);
        List<StoreEvent> events = PluginEvents.read(RequestBody.read(ctx));
        if (!receiveDelivery.receive(caller.merchant(), platform, integration, events)) {
            throw Problems.integrationNotFound();
        }
        ctx.status(200);
    }
}
