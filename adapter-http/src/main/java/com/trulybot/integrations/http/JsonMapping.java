package com.trulybot.integrations.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.connectionkey.ConnectionKey;
import com.trulybot.integrations.core.conversation.OrderCard;
import com.trulybot.integrations.core.conversation.Reply;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.SearchOrders.StoreAnswer;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.Totals;
import com.trulybot.integrations.core.webhook.ShopperExport;
import com.trulybot.integrations.core.widget.WidgetSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The domain as JSON, as the contract says it. Each method writes an object's members into the open object. */
final class JsonMapping {
    private JsonMapping() {}

    static void integration(JsonGenerator json, Integration integration) throws IOException {
        json.writeStringField("id", integration.id().toString());
        json.writeStringField("platform", integration.platform().value());
        json.writeStringField("storeUrl", integration.storeUrl().value());
        json.writeStringField("storeName", integration.storeName());
        json.writeStringField("storeEmail", integration.storeEmail());
        json.writeStringField("shopDomain", integration.shopDomain());
        json.writeStringField("status", integration.status().code());
        json.writeStringField("permissions", integration.permissions());
        texts(json, "config", integration.config());
        json.writeStringField("credentialHint", integration.credentialHint());
        time(json, "connectedAt", integration.connectedAt());
        time(json, "disconnectedAt", integration.disconnectedAt());
        time(json, "lastSyncAt", integration.lastSyncAt());
        health(json, integration.health());
    }

    static void health(JsonGenerator json, Health health) throws IOException {
        json.writeObjectFieldStart("health");
        json.writeStringField("state", health.state().code());
        if (health.problem() != null) {
            json.writeStringField("code", health.problem().code());
        }
        time(json, "since", health.since());
        time(json, "checkedAt", health.checkedAt());
        if (health.answerTime() != null) {
            json.writeNumberField("answerMillis", health.answerTime().toMillis());
        }
        json.writeEndObject();
    }

    static void activity(JsonGenerator json, Activity activity) throws IOException {
        json.writeStringField("id", activity.id().toString());
        json.writeStringField("type", activity.type());
        json.writeStringField("description", activity.description());
        texts(json, "metadata", activity.metadata());
        time(json, "createdAt", activity.createdAt());
    }

    static void connectionKey(JsonGenerator json, ConnectionKey key) throws IOException {
        json.writeStringField("id", key.id().toString());
        json.writeStringField("name", key.name());
        json.writeStringField("hint", key.hint());
        time(json, "createdAt", key.createdAt());
        time(json, "lastUsedAt", key.lastUsedAt());
    }

    /**
     * With its whole text, this once.
     *
     * @param text the whole key
     */
    static void createdKey(JsonGenerator json, ConnectionKey key, String text) throws IOException {
        json.writeStringField("id", key.id().toString());
        json.writeStringField("name", key.name());
        json.writeStringField("key", text);
        time(json, "createdAt", key.createdAt());
    }

    static void export(JsonGenerator json, ShopperExport export) throws IOException {
        json.writeStringField("id", export.id().toString());
        json.writeStringField("integrationId", export.integration().toString());
        json.writeObjectFieldStart("shopper");
        json.writeStringField("email", export.shopper().email());
        json.writeStringField("phone", export.shopper().phone());
        json.writeArrayFieldStart("orderIds");
        for (String order : export.shopper().orderIds()) {
            json.writeString(order);
        }
        json.writeEndArray();
        json.writeEndObject();
        Answers.array(json, "conversations", export.conversations(), JsonMapping::talk);
        time(json, "createdAt", export.createdAt());
        time(json, "expiresAt", export.expiresAt());
    }

    private static void talk(JsonGenerator json, ShopperExport.Talk talk) throws IOException {
        time(json, "begunAt", talk.begunAt());
        time(json, "updatedAt", talk.updatedAt());
        json.writeStringField("state", talk.state());
        json.writeStringField("orderNumber", talk.orderNumber());
        json.writeStringField("email", talk.email());
    }

    static void order(JsonGenerator json, Order order) throws IOException {
        Totals totals = order.totals();
        json.writeStringField("id", order.id());
        json.writeStringField("number", order.number());
        json.writeStringField("platform", order.platform().value());
        json.writeStringField("integrationId", order.integration().toString());
        json.writeStringField("status", order.status().code());
        json.writeStringField("platformStatus", order.platformStatus());
        json.writeStringField("paymentStatus", order.paymentStatus().code());
        time(json, "createdAt", order.createdAt());
        time(json, "updatedAt", order.updatedAt());
        json.writeStringField("currency", totals.currency());
        money(json, "subtotal", totals.subtotal());
        money(json, "discount", totals.discount());
        money(json, "fees", totals.fees());
        money(json, "shipping", totals.shipping());
        money(json, "tax", totals.tax());
        json.writeBooleanField("taxIncluded", totals.taxIncluded());
        money(json, "total", totals.total());
        money(json, "refunded", totals.refunded());
        json.writeArrayFieldStart("items");
        for (OrderItem item : order.items()) {
            json.writeStartObject();
            json.writeStringField("name", item.name());
            json.writeStringField("sku", item.sku());
            json.writeNumberField("quantity", item.quantity());
            money(json, "total", item.total());
            textIfAny(json, "imageUrl", item.imageUrl());
            json.writeEndObject();
        }
        json.writeEndArray();
        shipments(json, order.shipments());
        json.writeObjectFieldStart("customer");
        json.writeStringField("name", order.customer().name());
        json.writeStringField("email", order.customer().email());
        json.writeEndObject();
        address(json, order.shippingAddress());
        timeline(json, order.timeline());
    }

    private static void address(JsonGenerator json, @Nullable Address address) throws IOException {
        if (address == null) {
            json.writeNullField("shippingAddress");
            return;
        }
        json.writeObjectFieldStart("shippingAddress");
        json.writeStringField("name", address.name());
        json.writeStringField("company", address.company());
        json.writeStringField("address1", address.address1());
        json.writeStringField("address2", address.address2());
        json.writeStringField("city", address.city());
        json.writeStringField("region", address.region());
        json.writeStringField("postcode", address.postcode());
        json.writeStringField("country", address.country());
        json.writeEndObject();
    }

    private static void shipments(JsonGenerator json, List<Shipment> shipments) throws IOException {
        json.writeArrayFieldStart("shipments");
        for (Shipment shipment : shipments) {
            json.writeStartObject();
            json.writeStringField("carrier", shipment.carrier());
            json.writeStringField("trackingNumber", shipment.trackingNumber());
            json.writeStringField("trackingUrl", shipment.trackingUrl());
            json.writeStringField("status", shipment.status().code());
            time(json, "shippedAt", shipment.shippedAt());
            timeIfAny(json, "estimatedDeliveryAt", shipment.estimatedDeliveryAt());
            timeIfAny(json, "deliveredAt", shipment.deliveredAt());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void timeline(JsonGenerator json, List<TimelineEntry> timeline) throws IOException {
        json.writeArrayFieldStart("timeline");
        for (TimelineEntry entry : timeline) {
            json.writeStartObject();
            time(json, "at", entry.at());
            json.writeStringField("kind", entry.kind().code());
            json.writeStringField("label", entry.label());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void storeAnswer(JsonGenerator json, StoreAnswer answer) throws IOException {
        json.writeStringField("integrationId", answer.integration().toString());
        json.writeStringField("status", answer.status().code());
        if (answer.problem().isPresent()) {
            json.writeStringField("code", answer.problem().get().code());
        }
        json.writeNumberField("millis", answer.time().toMillis());
    }

    static void said(JsonGenerator json, Reply.Said said) throws IOException {
        json.writeObjectFieldStart("conversation");
        json.writeStringField("id", said.conversation().toString());
        json.writeStringField("token", said.token().value());
        json.writeEndObject();
        json.writeArrayFieldStart("messages");
        for (Reply.Message message : said.messages()) {
            json.writeStartObject();
            json.writeStringField("text", message.text());
            if (message.order() != null) {
                json.writeObjectFieldStart("order");
                card(json, message.order());
                json.writeEndObject();
            }
            if (!message.quickReplies().isEmpty()) {
                json.writeArrayFieldStart("quickReplies");
                for (Reply.QuickReply reply : message.quickReplies()) {
                    json.writeStartObject();
                    json.writeStringField("label", reply.label());
                    json.writeStringField("text", reply.text());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("state", said.state().code());
    }

    private static void card(JsonGenerator json, OrderCard card) throws IOException {
        json.writeStringField("number", card.number());
        json.writeStringField("status", card.status().code());
        json.writeStringField("statusText", card.statusText());
        time(json, "createdAt", card.createdAt());
        time(json, "updatedAt", card.updatedAt());
        json.writeArrayFieldStart("items");
        for (OrderCard.Item item : card.items()) {
            json.writeStartObject();
            json.writeStringField("name", item.name());
            json.writeNumberField("quantity", item.quantity());
            textIfAny(json, "imageUrl", item.imageUrl());
            json.writeEndObject();
        }
        json.writeEndArray();
        shipments(json, card.shipments());
        money(json, "total", card.total());
        if (card.refunded() != null) {
            money(json, "refunded", card.refunded());
        }
        json.writeStringField("email", card.email());
        timeline(json, card.timeline());
    }

    /** What everyone may see: no address, no number, nothing of how the account is run. */
    static void publicSettings(JsonGenerator json, WidgetSettings settings) throws IOException {
        theme(json, settings);
        json.writeStringField("greeting", settings.greeting());
        json.writeStringField("locale", settings.locale());
        texts(json, "texts", settings.texts());
        textIfAny(json, "customCss", settings.customCss());
        features(json, settings);
        json.writeNumberField("version", settings.version());
    }

    static void settings(JsonGenerator json, WidgetSettings settings) throws IOException {
        theme(json, settings);
        json.writeStringField("greeting", settings.greeting());
        json.writeStringField("locale", settings.locale());
        texts(json, "texts", settings.texts());
        json.writeStringField("customCss", settings.customCss());
        features(json, settings);
        json.writeArrayFieldStart("proofs");
        for (WidgetSettings.Proof proof : settings.proofs()) {
            json.writeString(proof.code());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("handover");
        textIfAny(json, "email", settings.handoverEmail());
        textIfAny(json, "phone", settings.handoverPhone());
        textIfAny(json, "url", settings.handoverUrl());
        json.writeEndObject();
        json.writeNumberField("retentionDays", settings.retentionDays());
        json.writeNumberField("version", settings.version());
    }

    private static void theme(JsonGenerator json, WidgetSettings settings) throws IOException {
        json.writeObjectFieldStart("theme");
        json.writeStringField("color", settings.color());
        json.writeStringField("mode", settings.mode().code());
        json.writeEndObject();
        json.writeStringField("position", settings.position().code());
    }

    private static void features(JsonGenerator json, WidgetSettings settings) throws IOException {
        json.writeObjectFieldStart("features");
        for (Map.Entry<String, Boolean> feature : new TreeMap<>(settings.features()).entrySet()) {
            json.writeBooleanField(feature.getKey(), feature.getValue());
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        // Sorted, so that the same settings are the same bytes and have the same ETag.
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    private static void money(JsonGenerator json, String name, Money money) throws IOException {
        Money rounded = money.rounded();
        json.writeObjectFieldStart(name);
        json.writeStringField("amount", rounded.amount().toPlainString());
        json.writeStringField("currency", rounded.currency());
        json.writeEndObject();
    }

    static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        json.writeStringField(
                name, time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static void timeIfAny(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        if (time != null) {
            time(json, name, time);
        }
    }

    private static void textIfAny(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
