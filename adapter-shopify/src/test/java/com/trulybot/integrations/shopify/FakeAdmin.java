package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a fake shop knows and how it tells it: orders, webhooks, script tags, and the page its visitors see. */
final class FakeAdmin {
    private static final Pattern TERM = Pattern.compile("^(\\w+):\".*", Pattern.DOTALL);

    private final String storefront;
    private final List<ObjectNode> hooks = new ArrayList<>();
    private final List<ObjectNode> tags = new ArrayList<>();
    private final Map<String, String> metafields = new TreeMap<>();
    private int ids = 100;
    private String page = "<html><body>Snow Devil</body></html>";

    FakeAdmin(String storefront) {
        this.storefront = storefront;
    }

    synchronized void storefront(String html) {
        page = html;
    }

    synchronized String storefront() {
        return page;
    }

    synchronized List<ObjectNode> hooks() {
        return hooks.stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized List<ObjectNode> tags() {
        return tags.stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized void addHook(String topic, String uri) {
        hooks.add(object().put("id", "gid://shopify/WebhookSubscription/" + ++ids)
                .put("topic", topic)
                .put("uri", uri));
    }

    synchronized void addTag(String src) {
        tags.add(object().put("id", "gid://shopify/ScriptTag/" + ++ids).put("src", src));
    }

    synchronized void move(String hook, String uri) {
        hooks.stream().filter(each -> each.path("id").asText().equals(hook)).forEach(each -> each.put("uri", uri));
    }

    /** What our app keeps with its installation. */
    synchronized Map<String, String> metafields() {
        return new TreeMap<>(metafields);
    }

    private synchronized void installation(String document, JsonNode variables, ObjectNode data) {
        String owner = "gid://shopify/AppInstallation/1";
        if (document.contains("query Widget")) {
            ObjectNode installation = data.putObject("currentAppInstallation").put("id", owner);
            for (String key : List.of("user", "loader")) {
                if (metafields.containsKey(key)) {
                    installation.putObject(key).put("value", metafields.get(key));
                } else {
                    installation.putNull(key);
                }
            }
            return;
        }
        boolean set = document.contains("mutation SetWidget");
        ArrayNode errors =
                data.putObject(set ? "metafieldsSet" : "metafieldsDelete").putArray("userErrors");
        for (JsonNode metafield : variables.path("metafields")) {
            boolean ours = metafield.path("ownerId").asText().equals(owner)
                    && metafield.path("namespace").asText().equals("trulybot");
            if (!ours) {
                errors.addObject().put("message", "Owner does not exist");
            } else if (set) {
                metafields.put(
                        metafield.path("key").asText(), metafield.path("value").asText());
            } else {
                metafields.remove(metafield.path("key").asText());
            }
        }
    }

    synchronized boolean delete(String id) {
        return hooks.removeIf(each -> each.path("id").asText().equals(id))
                || tags.removeIf(each -> each.path("id").asText().equals(id));
    }

    private static ObjectNode denied(ObjectNode data) {
        data.removeAll();
        ObjectNode answer = object().putNull("data");
        answer.putArray("errors")
                .addObject()
                .put("message", "Access denied. Required access: `write_orders` access scope.")
                .putObject("extensions")
                .put("code", "ACCESS_DENIED");
        return answer;
    }

    private synchronized void things(String document, JsonNode variables, ObjectNode data) {
        String id = variables.path("id").asText();
        if (document.contains("query Webhooks")) {
            data.putObject("webhookSubscriptions").putArray("nodes").addAll(hooks());
        } else if (document.contains("query ScriptTags")) {
            data.putObject("scriptTags").putArray("nodes").addAll(tags());
        } else if (document.contains("mutation CreateWebhook")) {
            String topic = variables.path("topic").asText();
            String uri = variables.path("uri").asText();
            ObjectNode done = data.putObject("webhookSubscriptionCreate");
            ArrayNode errors = done.putArray("userErrors");
            boolean taken = hooks.stream()
                    .anyMatch(each -> each.path("topic").asText().equals(topic)
                            && each.path("uri").asText().equals(uri));
            if (taken) {
                errors.addObject().put("message", "Address for this topic has already been taken");
            } else {
                addHook(topic, uri);
            }
        } else {
            ObjectNode done = data.putObject(
                    document.contains("mutation DeleteWebhook") ? "webhookSubscriptionDelete" : "scriptTagDelete");
            ArrayNode errors = done.putArray("userErrors");
            if (!delete(id)) {
                errors.addObject().put("message", "It does not exist");
            }
        }
    }

    private static ObjectNode object() {
        return Answers.JSON.createObjectNode();
    }

    /** The shop's orders, newest first. */
    private static List<ObjectNode> orders(String api) {
        ObjectNode first = (ObjectNode) Fixture.json("pair/" + api + ".json");
        ObjectNode second = first.deepCopy();
        boolean rest = api.equals("rest");
        String createdAt = rest ? "created_at" : "createdAt";
        // Of these days: what is older than 60 of them isn't shown.
        first.put(
                createdAt,
                Instant.now()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .minus(Duration.ofDays(5))
                        .toString());
        ObjectNode like = first.deepCopy().put("name", "#2001-A").put("email", "carol@example.com");
        like.put(
                createdAt,
                Instant.now()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .minus(Duration.ofDays(7))
                        .toString());
        second.put("name", "#2000").put("email", "bob@example.com");
        second.put(
                createdAt,
                Instant.now()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .minus(Duration.ofDays(6))
                        .toString());
        if (rest) {
            second.put("id", 8938018537790123000L)
                    .put("admin_graphql_api_id", "gid://shopify/Order/8938018537790123000");
            second.put("closed_at", "2026-11-20T12:00:00Z");
            like.put("id", 8938018537790120000L).put("admin_graphql_api_id", "gid://shopify/Order/8938018537790120000");
        } else {
            second.put("id", "gid://shopify/Order/8938018537790123000").put("legacyResourceId", "8938018537790123000");
            like.put("id", "gid://shopify/Order/8938018537790120000").put("legacyResourceId", "8938018537790120000");
        }
        return List.of(first, second, like);
    }

    @Nullable
    JsonNode rest(String path, Map<String, String> query) {
        if (path.endsWith("/shop.json")) {
            return Fixture.json("rest/2026-07/shop.json");
        }
        if (path.endsWith("/access_scopes.json")) {
            return Fixture.json("rest/2026-07/access_scopes.json");
        }
        if (path.endsWith("/orders.json")) {
            ObjectNode answer = object();
            ArrayNode found = answer.putArray("orders");
            String name = query.getOrDefault("name", "").replace("#", "");
            for (ObjectNode order : orders("rest")) {
                boolean open = order.path("closed_at").isNull();
                boolean shown = "any".equals(query.get("status")) || open;
                if (query.getOrDefault("order", "").endsWith(" asc")) {
                    answer.set("orders", answer.arrayNode().add(order));
                } else if (shown
                        && loosely(order, name)
                        && found.size() < Integer.parseInt(query.getOrDefault("limit", "50"))) {
                    found.add(order);
                }
            }
            return answer;
        }
        Matcher one = Pattern.compile(".*/orders/([0-9]+)\\.json").matcher(path);
        if (one.matches()) {
            for (ObjectNode order : orders("rest")) {
                if (order.path("id").asText().equals(one.group(1))) {
                    ObjectNode answer = object();
                    answer.set("order", order);
                    return answer;
                }
            }
        }
        return null;
    }

    private static boolean loosely(ObjectNode order, String name) {
        // As the real one: the beginning is enough.
        return name.isEmpty() || order.path("name").asText().replace("#", "").startsWith(name.substring(0, 1));
    }

    JsonNode graphQl(JsonNode request, boolean readingOnly) {
        String document = request.path("query").asText();
        JsonNode variables = request.path("variables");
        ObjectNode answer = object();
        ObjectNode data = answer.putObject("data");
        if (document.contains("query Shop ")) {
            data.putObject("shop")
                    .put("name", "Snow Devil")
                    .put("email", "hi@snowdevil.example")
                    .put("currencyCode", "USD")
                    .put("orderNumberFormatPrefix", "#")
                    .put("orderNumberFormatSuffix", "");
            data.putObject("currentAppInstallation")
                    .putArray("accessScopes")
                    .addObject()
                    .put("handle", "read_orders");
        } else if (document.contains("query OrderById(")) {
            data.putNull("order");
            orders("graphql").stream()
                    .filter(order -> order.path("id")
                            .asText()
                            .equals(variables.path("id").asText()))
                    .forEach(order -> data.set("order", order));
        } else if (document.contains("query Oldest")) {
            List<ObjectNode> orders = orders("graphql");
            data.putObject("orders").putArray("nodes").add(orders.get(orders.size() - 1));
            data.putObject("newest").putArray("nodes").addAll(orders);
        } else if (document.contains("query Storefront")) {
            data.putObject("shop").putObject("primaryDomain").put("url", storefront);
        } else if (document.contains("Widget")) {
            installation(document, variables, data);
        } else if (!document.contains("query OrdersBySearch(")) {
            if (readingOnly) {
                return denied(data);
            }
            things(document, variables, data);
        } else {
            ArrayNode nodes = data.putObject("orders").putArray("nodes");
            String query = variables.path("q").asText();
            Matcher term = TERM.matcher(query);
            String field = term.find() ? term.group(1) : "";
            String value = unquoted(field.isEmpty() ? query : query.substring(field.length() + 1));
            boolean understood =
                    List.of("", "name", "email", "confirmation_number").contains(field);
            if (!understood) {
                answer.putObject("extensions")
                        .putArray("search")
                        .addObject()
                        .putArray("warnings")
                        .addObject();
            }
            for (ObjectNode order : orders("graphql")) {
                boolean wanted = switch (field) {
                    case "" -> order.toString().contains(value);
                    case "name" -> loosely(order, value);
                    case "email" -> order.path("email").asText().equalsIgnoreCase(value);
                    default -> !understood;
                };
                if (wanted && nodes.size() < variables.path("first").asInt(1)) {
                    nodes.add(order);
                }
            }
        }
        return answer;
    }

    /** What a phrase means. */
    private static String unquoted(String phrase) {
        return phrase.substring(1, phrase.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
