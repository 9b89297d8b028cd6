package com.trulybot.integrations.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.trulybot.integrations.core.conversation.AnswerShopper;
import com.trulybot.integrations.core.conversation.ConversationId;
import com.trulybot.integrations.core.conversation.ConversationToken;
import com.trulybot.integrations.core.conversation.Reply;
import com.trulybot.integrations.core.conversation.ShopperMessage;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettingsCatalog;
import com.trulybot.integrations.core.workspace.UserId;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a shopper's browser asks for: the loader, the public settings, and answers. */
final class WidgetRoutes {
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String CONFIG_CACHING = "public, max-age=60, stale-while-revalidate=600";
    private static final long MAX_RENDERED = 10_000;
    private static final int MAX_TOKEN = 200;

    private final Platforms platforms;
    private final AnswerShopper answerShopper;
    private final WidgetSettingsCatalog catalog;
    private final RateLimiter perConversation;
    private final ClientAddress addresses;
    private final Executor executor;
    private final Asset loader = Asset.resource("/widget/loader.js", SCRIPT, "public, max-age=300");
    private final Cache<UserId, Rendered> rendered =
            Caffeine.newBuilder().maximumSize(MAX_RENDERED).build();

    /** Settings as they are sent. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Rendered(WidgetSettings settings, byte[] bytes, String etag) {
        static Rendered of(WidgetSettings settings) {
            byte[] bytes = Json.object(json -> JsonMapping.publicSettings(json, settings));
            return new Rendered(settings, bytes, Etags.of(bytes, ""));
        }
    }

    /**
     * With these.
     *
     * @param perConversation counts messages
     * @param executor sends the answers that were held back
     */
    WidgetRoutes(
            Platforms platforms,
            AnswerShopper answerShopper,
            WidgetSettingsCatalog catalog,
            RateLimiter perConversation,
            ClientAddress addresses,
            Executor executor) {
        this.platforms = platforms;
        this.answerShopper = answerShopper;
        this.catalog = catalog;
        this.perConversation = perConversation;
        this.addresses = addresses;
        this.executor = executor;
    }

    void register(Routes routes) {
        routes.asset("/api/widget/config/{userId}", this::config);
        routes.asset("/api/widget/{platform}.js", ctx -> {
            platforms.named(ctx);
            loader.answer(ctx);
        });
        routes.everyone(HandlerType.POST, "/api/widget/messages", this::message);
    }

    private void config(Context ctx) {
        UserId user;
        try {
            user = UserId.parse(ctx.pathParam("userId"));
        } catch (IllegalArgumentException e) {
            throw Problems.widgetNotFound();
        }
        WidgetSettings settings = catalog.find(user).orElseThrow(Problems::widgetNotFound);
        Rendered ready = rendered.getIfPresent(user);
        if (ready == null || !ready.settings().equals(settings)) {
            ready = Rendered.of(settings);
            rendered.put(user, ready);
        }
        ctx.header("ETag", ready.etag());
        ctx.header("Cache-Control", CONFIG_CACHING);
        if (Etags.matches(ctx.header("If-None-Match"), ready.etag())) {
            ctx.status(304);
            return;
        }
        ctx.contentType(Answers.JSON).result(ready.bytes());
    }

    private void message(Context ctx) throws IOException {
        ShopperMessage message = read(RequestBody.read(ctx), addresses.of(ctx));
        if (message.conversation() != null && message.token() != null) {
            // By the pair: who knows only the id can't use up the conversation's messages.
            perConversation.require(
                    message.conversation() + " " + message.token().value());
        }
        answerShopper
                .answer(message, StoreTimes.shopper())
                .<Runnable>match(
                        said -> () -> say(ctx, said),
                        () -> {
                            throw Problems.integrationNotFound();
                        },
                        () -> {
                            throw Problems.integrationRequired("store");
                        },
                        () -> {
                            throw Problems.conversationNotFound();
                        })
                .run();
    }

    private void say(Context ctx, Reply.Said said) {
        Answers.Body body = new Answers.Body(200, Json.object(json -> JsonMapping.said(json, said)));
        Duration holdBack = said.holdBack();
        if (holdBack.isZero() || holdBack.isNegative()) {
            Answers.json(ctx, body);
            return;
        }
        Executor later = CompletableFuture.delayedExecutor(holdBack.toNanos(), TimeUnit.NANOSECONDS, executor);
        ctx.future(() -> CompletableFuture.runAsync(() -> Answers.json(ctx, body), later));
    }

    private ShopperMessage read(Fields body, String address) {
        UUID user = body.uuid("userId");
        PlatformId platform = body.parsed("platform", 32, platforms::require);
        String store = body.line("store", StoreUrl.MAX_LENGTH);
        String text = body.prose("text", ShopperMessage.MAX_TEXT);
        body.line("locale", 35);
        Fields conversation = body.object("conversation");
        String id = conversation == null ? null : conversation.required("id", MAX_TOKEN);
        String token = conversation == null ? null : conversation.required("token", MAX_TOKEN);
        body.check();
        if (user == null) {
            throw Problems.validationFailed("userId", "must be given");
        }
        if (platform == null) {
            throw Problems.validationFailed("platform", "must be given");
        }
        if (text == null || text.isBlank()) {
            throw Problems.validationFailed("text", "must have 1 to " + ShopperMessage.MAX_TEXT + " characters");
        }
        return new ShopperMessage(new UserId(user), platform, store, conversationId(id), token(token), text, address);
    }

    private static @Nullable ConversationId conversationId(@Nullable String id) {
        try {
            return id == null ? null : ConversationId.parse(id);
        } catch (IllegalArgumentException e) {
            throw Problems.conversationNotFound();
        }
    }

    private static @Nullable ConversationToken token(@Nullable String token) {
        try {
            return token == null ? null : new ConversationToken(token);
        } catch (IllegalArgumentException e) {
            // A token of another form is a wrong one like any other.
            throw Problems.conversationNotFound();
        }
    }
}
