package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Shopify shop: both Admin APIs and its pages. Its GraphQL reads the variables and the document's name. */
final class ShopifyShop implements AutoCloseable {
    private static final Pattern API = Pattern.compile("/api/(20[0-9]{2}-[0-9]{2}|unstable)(/.*)");
    private static final Pattern ORDER = Pattern.compile("/orders/([0-9]+)\\.json");
    private static final Pattern PHRASE = Pattern.compile("(?:([a-z_]+):)?\"((?:\\\\.|[^\"\\\\])*)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String domain;
    private final String name;
    private final List<ShopOrder> orders;
    private final String storefront;
    private final String visited;
    private final ShopifyTokens tokens;
    private final ShopifyPages pages;
    private final ShopifyHooks hooks;

    /**
     * A shop.
     *
     * @param admin where the server is that has it, without a trailing slash
     * @param visited where its visitors see it
     * @param storefront what they see
     */
    ShopifyShop(
            String domain,
            String name,
            String admin,
            String visited,
            String storefront,
            Instant now,
            Trulybot trulybot) {
        this.domain = domain;
        this.name = name;
        this.orders = ShopOrder.until(now);
        this.storefront = storefront;
        this.visited = visited;
        this.tokens = new ShopifyTokens(domain);
        this.pages = new ShopifyPages(domain, name, admin, tokens, trulybot);
        this.hooks = new ShopifyHooks(domain, trulybot);
    }

    String domain() {
        return domain;
    }

    ShopifyTokens tokens() {
        return tokens;
    }

    ShopifyHooks hooks() {
        return hooks;
    }

    Answer storefront() {
        return Answer.page(storefront);
    }

    /** The owner removes the app: its tokens are dead before anyone is told. */
    void uninstall() {
        tokens.revoke();
        hooks.tell(
                "app/uninstalled",
                ShopJson.object().put("id", 548_380_009).put("name", name).put("myshopify_domain", domain),
                Instant.now());
    }

    /** Answers {@code /{shop}/…}. */
    Answer answer(Question question) throws IOException {
        if (question.path().equals("/admin/uninstall") && question.method().equals("POST")) {
            uninstall();
            return Answer.redirect("apps/" + ShopifyStand.CLIENT_ID);
        }
        Optional<Answer> page = pages.answer(question);
        if (page.isPresent()) {
            return page.get();
        }
        if (!question.path().startsWith("/admin/")) {
            return error(404, "Not Found");
        }
        String path = question.path().substring("/admin".length());
        if (path.equals("/oauth/access_token") && question.method().equals("POST")) {
            return tokens.give(question.header("Content-Type").orElse(""), question.body());
        }
        if (!tokens.open(question.header("X-Shopify-Access-Token").orElse(""))) {
            return error(401, "[API] Invalid API key or access token (unrecognized login or wrong password)");
        }
        if (path.equals("/oauth/access_scopes.json")) {
            ObjectNode scopes = ShopJson.object();
            scopes(scopes.putArray("access_scopes"));
            return Answer.json(200, scopes);
        }
        Matcher api = API.matcher(path);
        if (!api.matches()) {
            return error(404, "Not Found");
        }
        Answer answer = api.group(2).equals("/graphql.json")
                ? graphQl(JSON.readTree(question.body()))
                : rest(api.group(2), question);
        return answer.with("X-Shopify-API-Version", api.group(1));
    }

    /** Without variables all that may be asked without any: the shop, the scopes, and the oldest order. */
    private Answer graphQl(JsonNode request) {
        JsonNode variables = request.path("variables");
        ObjectNode answer = ShopJson.object();
        ObjectNode data = answer.putObject("data");
        ObjectNode extensions = answer.putObject("extensions");
        ObjectNode cost = extensions.putObject("cost");
        cost.put("requestedQueryCost", 32).put("actualQueryCost", 9);
        cost.putObject("throttleStatus")
                .put("maximumAvailable", 2000.0)
                .put("currentlyAvailable", 1991)
                .put("restoreRate", 100.0);
        if (hooks.answer(request.path("query").asText(), variables, data)) {
            return Answer.json(200, answer);
        }
        if (variables.has("id")) {
            String id = variables.path("id").asText().replaceFirst(".*/", "");
            data.set(
                    "order",
                    orders.stream()
                            .filter(order -> Long.toString(order.id()).equals(id))
                            .<JsonNode>map(ShopJson::graphQl)
                            .findFirst()
                            .orElse(JSON.nullNode()));
        } else if (variables.has("q")) {
            ArrayNode nodes = data.putObject("orders").putArray("nodes");
            search(variables.path("q").asText(), extensions)
                    .limit(variables.path("first").asInt(25))
                    .forEach(order -> nodes.add(ShopJson.graphQl(order)));
        } else {
            shop(data);
            data.putObject("orders").putArray("nodes").add(ShopJson.graphQl(orders.get(orders.size() - 1)));
        }
        return Answer.json(200, answer);
    }

    private void shop(ObjectNode data) {
        ObjectNode shop = data.putObject("shop");
        shop.putObject("primaryDomain").put("url", visited);
        shop.put("name", name)
                .put("email", "owner@example.com")
                .put("currencyCode", "USD")
                .put("orderNumberFormatPrefix", "#")
                .put("orderNumberFormatSuffix", "");
        scopes(data.putObject("currentAppInstallation").putArray("accessScopes"));
    }

    private static void scopes(ArrayNode handles) {
        for (String scope : ShopifyTokens.SCOPES.split(",", -1)) {
            handles.addObject().put("handle", scope);
        }
    }

    /** As Shopify's search: a field it doesn't know is ignored, everything comes back, and only a warning tells. */
    private Stream<ShopOrder> search(String query, ObjectNode extensions) {
        Matcher phrase = PHRASE.matcher(query.strip());
        String field = phrase.matches() ? phrase.group(1) : null;
        String text = phrase.matches() ? phrase.group(2).replaceAll("\\\\(.)", "$1") : query.strip();
        if (field == null) {
            return orders.stream()
                    .filter(order -> Plain.contains(
                            order.number() + " " + order.shopper().name() + " "
                                    + order.shopper().email(),
                            text));
        }
        return switch (field) {
            case "name" -> named(text);
            case "email" ->
                orders.stream().filter(order -> order.shopper().email().equalsIgnoreCase(text));
            default -> {
                ObjectNode search = extensions.putArray("search").addObject();
                search.put("query", query)
                        .putArray("warnings")
                        .addObject()
                        .put("field", field)
                        .put("message", "Invalid search field for this query.")
                        .put("code", "invalid_field");
                yield orders.stream();
            }
        };
    }

    private Stream<ShopOrder> named(String text) {
        String number = text.replaceFirst("^#", "");
        return orders.stream().filter(order -> Integer.toString(order.number()).equals(number));
    }

    private Answer rest(String path, Question question) {
        Matcher one = ORDER.matcher(path);
        if (one.matches()) {
            return orders.stream()
                    .filter(order -> Long.toString(order.id()).equals(one.group(1)))
                    .findFirst()
                    .map(order -> Answer.json(200, ShopJson.object().set("order", ShopJson.rest(order))))
                    .orElseGet(() -> error(404, "Not Found"));
        }
        if (path.equals("/shop.json")) {
            ObjectNode shop = ShopJson.object();
            shop.putObject("shop")
                    .put("id", 548_380_009)
                    .put("name", name)
                    .put("email", "owner@example.com")
                    .put("currency", "USD")
                    .put("myshopify_domain", domain);
            return Answer.json(200, shop);
        }
        return path.equals("/orders.json") ? list(question.query()) : error(404, "Not Found");
    }

    /** Without {@code status=any} only open orders are listed, as Shopify does. */
    private Answer list(Map<String, String> query) {
        boolean all = query.getOrDefault("status", "open").equals("any");
        Stream<ShopOrder> found = query.containsKey("name") ? named(query.getOrDefault("name", "")) : orders.stream();
        if (query.containsKey("email")) {
            String email = query.getOrDefault("email", "");
            found = found.filter(order -> order.shopper().email().equalsIgnoreCase(email));
        }
        List<ShopOrder> shown = found.filter(order -> all || order.state() != ShopOrder.State.CANCELLED)
                .sorted((a, b) -> query.getOrDefault("order", "").equals("created_at asc")
                        ? Integer.compare(a.number(), b.number())
                        : Integer.compare(b.number(), a.number()))
                .toList();
        ObjectNode answer = ShopJson.object();
        ArrayNode list = answer.putArray("orders");
        String limit = query.getOrDefault("limit", "50");
        shown.stream()
                .limit(limit.matches("[0-9]{1,3}") ? Integer.parseInt(limit) : 50)
                .forEach(order -> list.add(ShopJson.rest(order)));
        return Answer.json(200, answer);
    }

    static Answer error(int status, String message) {
        return Answer.json(status, ShopJson.object().put("errors", message));
    }

    @Override
    public void close() {
        hooks.close();
    }
}
