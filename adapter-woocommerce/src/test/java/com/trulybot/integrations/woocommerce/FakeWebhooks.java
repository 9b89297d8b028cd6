package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The webhooks of a shop. It lets doubles be made, never gives a secret back, and keeps no bin for them. */
final class FakeWebhooks {
    private final Map<Integer, ObjectNode> webhooks = Collections.synchronizedMap(new TreeMap<>());

    /** What was sent with each, which the shop itself never shows. */
    private final Map<Integer, String> secrets = Collections.synchronizedMap(new TreeMap<>());

    private int last;

    int add(String topic, String address, String status) {
        int id = ++last;
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        webhook.put("id", id).put("name", "A webhook").put("status", status);
        webhook.put("topic", topic).put("delivery_url", address);
        webhooks.put(id, webhook);
        return id;
    }

    List<ObjectNode> all() {
        return webhooks.values().stream().map(ObjectNode::deepCopy).toList();
    }

    void remove(int id) {
        webhooks.remove(id);
    }

    void change(int id, String name, String value) {
        webhooks.get(id).put(name, value);
    }

    void copy(int id) {
        ObjectNode copy = webhooks.get(id).deepCopy();
        copy.put("id", ++last);
        webhooks.put(last, copy);
    }

    Optional<String> secret(int id) {
        return Optional.ofNullable(secrets.get(id));
    }

    Response answer(Request request, String rest, Map<String, String> query) {
        Integer id = rest.isEmpty() ? null : Integer.valueOf(rest);
        if (id != null && !webhooks.containsKey(id)) {
            return FakeWooCommerce.error(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.");
        }
        return switch (request.method()) {
            case "GET" -> list(query);
            case "POST" -> made(body(request));
            case "PUT" -> changed(id, body(request));
            case "DELETE" -> removed(id, query);
            default -> throw new AssertionError(request.method());
        };
    }

    /** Newest first. */
    private Response list(Map<String, String> query) {
        List<ObjectNode> newest = new ArrayList<>(webhooks.values());
        Collections.reverse(newest);
        int perPage = Integer.parseInt(query.getOrDefault("per_page", "10"));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        newest.stream().skip((page - 1L) * perPage).limit(perPage).forEach(shown::add);
        return new Response(
                200,
                Map.of("X-WP-TotalPages", List.of(Integer.toString((newest.size() + perPage - 1) / perPage))),
                shown.toString());
    }

    private Response made(ObjectNode wanted) {
        if (!wanted.path("delivery_url").asText().matches("https?://.*")) {
            return FakeWooCommerce.error(400, "woocommerce_rest_shop_webhook_invalid_delivery_url", "no URL");
        }
        int id = add(wanted.path("topic").asText(), wanted.path("delivery_url").asText(), "active");
        return changed(id, wanted);
    }

    private Response changed(int id, ObjectNode wanted) {
        ObjectNode webhook = webhooks.get(id);
        if (wanted.has("secret")) {
            secrets.put(id, wanted.remove("secret").asText());
        }
        webhook.setAll(wanted);
        return new Response(201, Map.of(), webhook.toString());
    }

    private Response removed(int id, Map<String, String> query) {
        if (!"true".equals(query.get("force"))) {
            return FakeWooCommerce.error(
                    501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
        }
        return new Response(200, Map.of(), webhooks.remove(id).toString());
    }

    private static ObjectNode body(Request request) {
        try {
            return LooseJson.WHOLE.readTree(String.valueOf(request.body())).deepCopy();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
