package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.bigcommerce.FakeBigCommerce.Canned;
import java.util.Map;
import java.util.TreeMap;

/** The webhooks of the fake store: one for each scope and destination, three to a page. */
final class FakeHooks {
    private static final int PAGE = 3;

    private final TreeMap<Integer, ObjectNode> hooks = new TreeMap<>();
    private int last = 20_172_984;

    synchronized Map<Integer, ObjectNode> all() {
        return new TreeMap<>(hooks);
    }

    synchronized int add(JsonNode hook) {
        int id = ++last;
        ObjectNode kept = hook.deepCopy();
        hooks.put(id, kept.put("id", id).put("client_id", "m9r6keqmo7h7f23btnpwernbez1kglkl"));
        return id;
    }

    synchronized void remove(int id) {
        hooks.remove(id);
    }

    synchronized Canned answer(String method, String id, Map<String, String> query, JsonNode body) {
        if (id.isEmpty()) {
            return method.equals("POST") ? made(body) : page(Integer.parseInt(query.getOrDefault("page", "1")));
        }
        int number = Integer.parseInt(id);
        ObjectNode hook = hooks.get(number);
        if (hook == null) {
            return new Canned(404, "{\"status\":404,\"title\":\"Webhook does not exist\"}");
        }
        if (method.equals("DELETE")) {
            hooks.remove(number);
        } else {
            hook.setAll((ObjectNode) body);
        }
        return FakeBigCommerce.ok(Json.MAPPER.createObjectNode().set("data", hook));
    }

    private Canned made(JsonNode body) {
        boolean there = hooks.values().stream()
                .anyMatch(hook -> hook.path("scope").equals(body.path("scope"))
                        && hook.path("destination").equals(body.path("destination")));
        if (there) {
            return new Canned(422, "{\"status\":422,\"title\":\"JSON data is missing or invalid\"}");
        }
        return FakeBigCommerce.ok(Json.MAPPER.createObjectNode().set("data", hooks.get(add(body))));
    }

    private Canned page(int page) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode data = answer.putArray("data");
        hooks.values().stream().skip((page - 1L) * PAGE).limit(PAGE).forEach(data::add);
        answer.putObject("meta")
                .putObject("pagination")
                .put("total_pages", Math.max(1, (hooks.size() + PAGE - 1) / PAGE))
                .put("current_page", page);
        return FakeBigCommerce.ok(answer);
    }
}
