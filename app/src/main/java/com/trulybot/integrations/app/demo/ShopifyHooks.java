package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a shop tells: our app as its TOML says, everything at one address; and the shop's own app what that subscribed to.
 */
final class ShopifyHooks implements AutoCloseable {
    private final String shop;
    private final Trulybot trulybot;
    private final List<ObjectNode> subscriptions = new ArrayList<>();
    /** What our app keeps with its installation, for its block in the theme. */
    private final Map<String, String> widget = new TreeMap<>();

    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private int made;

    ShopifyHooks(String shop, Trulybot trulybot) {
        this.shop = shop;
        this.trulybot = trulybot;
    }

    /** Answers what GraphQL asks about subscriptions, script tags and the widget; false when it asks about something else. */
    synchronized boolean answer(String document, JsonNode variables, ObjectNode data) {
        if (document.contains("query ScriptTags")) {
            data.putObject("scriptTags").putArray("nodes");
        } else if (document.contains("query Widget")) {
            ObjectNode installation = data.putObject("currentAppInstallation");
            installation.put("id", "gid://shopify/AppInstallation/1");
            widget.forEach((key, value) -> installation.putObject(key).put("value", value));
        } else if (document.contains("mutation SetWidget")) {
            data.putObject("metafieldsSet").putArray("userErrors");
            variables
                    .path("metafields")
                    .forEach(field -> widget.put(
                            field.path("key").asText(), field.path("value").asText()));
        } else if (document.contains("mutation ClearWidget")) {
            data.putObject("metafieldsDelete").putArray("userErrors");
            variables
                    .path("metafields")
                    .forEach(field -> widget.remove(field.path("key").asText()));
        } else if (document.contains("query Webhooks")) {
            ArrayNode nodes = data.putObject("webhookSubscriptions").putArray("nodes");
            subscriptions.forEach(each -> nodes.add(each.deepCopy()));
        } else if (document.contains("mutation CreateWebhook")) {
            data.putObject("webhookSubscriptionCreate").putArray("userErrors");
            subscriptions.add(ShopJson.object()
                    .put("id", "gid://shopify/WebhookSubscription/" + ++made)
                    .put("topic", variables.path("topic").asText())
                    .put("uri", variables.path("uri").asText()));
        } else if (document.contains("mutation DeleteWebhook")) {
            data.putObject("webhookSubscriptionDelete").putArray("userErrors");
            subscriptions.removeIf(
                    each -> each.path("id").asText().equals(variables.path("id").asText()));
        } else {
            return false;
        }
        return true;
    }

    /** Tells it, in the order in which it happened. */
    synchronized void tell(String topic, JsonNode body, Instant at) {
        send(
                trulybot.publicUrl() + "/api/webhooks/shopify",
                ShopifyStand.CLIENT_SECRET,
                topic,
                body,
                at,
                UUID.randomUUID().toString());
        String name = topic.replace('/', '_').toUpperCase(Locale.ROOT);
        for (ObjectNode each : subscriptions) {
            if (each.path("topic").asText().equals(name)) {
                send(
                        each.path("uri").asText(),
                        ShopifyStand.OWN_SECRET,
                        topic,
                        body,
                        at,
                        UUID.randomUUID().toString());
            }
        }
    }

    private void send(String address, String secret, String topic, JsonNode body, Instant at, String id) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "X-Shopify-Topic",
                topic,
                "X-Shopify-Hmac-Sha256",
                Hmac.base64(secret, bytes),
                "X-Shopify-Shop-Domain",
                shop,
                "X-Shopify-API-Version",
                "2026-10",
                "X-Shopify-Webhook-Id",
                id,
                "X-Shopify-Event-Id",
                UUID.randomUUID().toString(),
                "X-Shopify-Triggered-At",
                at.toString());
        sender.execute(() -> trulybot.post(address, headers, bytes));
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
