package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WebhookRegistration;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of a shop's own app. Those of our own app stand in its TOML, for all shops at once, and so does what
 * Shopify's API has no topic for: the three on shoppers' and shops' data.
 */
final class ShopifyWebhookRegistration implements WebhookRegistration {
    /** What changes an answer of ours. New orders need none: there is no answer yet. */
    static final List<String> TOPICS = List.of(
            "APP_UNINSTALLED",
            "APP_SCOPES_UPDATE",
            "ORDERS_UPDATED",
            "ORDERS_DELETE",
            "FULFILLMENTS_CREATE",
            "FULFILLMENTS_UPDATE",
            "REFUNDS_CREATE");

    private final Memory memory;

    ShopifyWebhookRegistration(Memory memory) {
        this.memory = memory;
    }

    private record Webhook(String id, String topic, String uri) {}

    @Override
    public Changes register(StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
        if (access.credentials().get(Field.API_SECRET).isEmpty()) {
            // Our own app's, or one whose signature nobody could check.
            return Changes.NONE;
        }
        GraphQl graphQl = graphQl(access, context);
        Set<String> there = new HashSet<>();
        int removed = 0;
        for (Webhook webhook : webhooks(graphQl, deadline)) {
            boolean wanted = webhook.uri().equals(address.toString()) && TOPICS.contains(webhook.topic());
            if (wanted && there.add(webhook.topic())) {
                continue;
            }
            if (wanted || OurAddress.samePlace(webhook.uri(), address)) {
                delete(graphQl, webhook, deadline);
                removed++;
            }
        }
        int made = 0;
        StoreException refused = null;
        for (String topic : TOPICS) {
            if (!there.contains(topic)) {
                try {
                    create(graphQl, topic, address, deadline);
                    made++;
                } catch (StoreException e) {
                    // Those on orders need an approval that others don't: what can be had is had first.
                    if (e.problem().passes()) {
                        throw e;
                    }
                    refused = e;
                }
            }
        }
        if (refused != null) {
            throw refused;
        }
        return new Changes(made, 0, removed);
    }

    @Override
    public Changes unregister(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
        GraphQl graphQl = graphQl(access, context);
        int removed = 0;
        for (Webhook webhook : webhooks(graphQl, deadline)) {
            if (OurAddress.begins(webhook.uri(), ours)) {
                delete(graphQl, webhook, deadline);
                removed++;
            }
        }
        return new Changes(0, 0, removed);
    }

    private GraphQl graphQl(StoreAccess access, PlatformContext context) {
        return GraphQl.of(access, context, memory);
    }

    private static List<Webhook> webhooks(GraphQl graphQl, Deadline deadline) {
        JsonNode answer = graphQl.ask(
                        Documents.WEBHOOKS, Answers.JSON.createObjectNode(), "webhookSubscriptions", false, deadline)
                .data();
        return Fields.list(answer.path("webhookSubscriptions"), "nodes")
                .flatMap(node -> webhook(Fields.text(node, "id"), Fields.text(node, "topic"), Fields.text(node, "uri")))
                .toList();
    }

    private static Stream<Webhook> webhook(@Nullable String id, @Nullable String topic, @Nullable String uri) {
        return id == null || topic == null || uri == null ? Stream.empty() : Stream.of(new Webhook(id, topic, uri));
    }

    private static void create(GraphQl graphQl, String topic, URI address, Deadline deadline) {
        ObjectNode variables =
                Answers.JSON.createObjectNode().put("topic", topic).put("uri", address.toString());
        graphQl.order(Documents.CREATE_WEBHOOK, variables, "webhookSubscriptionCreate", "already been taken", deadline);
    }

    private static void delete(GraphQl graphQl, Webhook webhook, Deadline deadline) {
        ObjectNode variables = Answers.JSON.createObjectNode().put("id", webhook.id());
        graphQl.order(Documents.DELETE_WEBHOOK, variables, "webhookSubscriptionDelete", "not exist", deadline);
    }
}
