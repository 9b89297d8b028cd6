package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.shopify.GraphQl.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The GraphQL Admin API. */
final class GraphQlApi implements AdminApi {
    private static final String NAME = "name";
    private static final String CONFIRMATION = "confirmationNumber";

    private final GraphQl graphQl;
    private final OrderMapper mapper;
    private final String currency;

    GraphQlApi(ShopSession session, OrderMapper mapper, String currency) {
        this.graphQl = new GraphQl(session);
        this.mapper = mapper;
        this.currency = currency;
    }

    @Override
    public Shop shop(Deadline deadline) {
        Answer answer = graphQl.ask(Documents.SHOP, variables(), "shop", false, deadline);
        JsonNode shop = answer.data().path("shop");
        String name = Fields.text(shop, "name");
        if (name == null) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return new Shop(
                name,
                Fields.text(shop, "email"),
                Fields.word(shop, "currencyCode"),
                format(shop),
                Fields.list(answer.data().path("currentAppInstallation"), "accessScopes")
                        .flatMap(scope -> Stream.ofNullable(Fields.text(scope, "handle")))
                        .toList(),
                answer.servedVersion());
    }

    private static @Nullable NumberFormat format(JsonNode shop) {
        JsonNode prefix = shop.path("orderNumberFormatPrefix");
        JsonNode suffix = shop.path("orderNumberFormatSuffix");
        return prefix.isTextual() || suffix.isTextual() ? new NumberFormat(prefix.asText(), suffix.asText()) : null;
    }

    @Override
    public Optional<Oldest> oldest(Deadline deadline) {
        return oldest(graphQl.ask(Documents.OLDEST_ORDER, variables(), "orders", false, deadline));
    }

    private static Optional<Oldest> oldest(Answer answer) {
        boolean emailDenied = answer.denied().contains("email");
        return Fields.list(answer.data().path("orders"), "nodes")
                .flatMap(order -> Stream.ofNullable(Fields.text(order, "name"))
                        .map(name -> new Oldest(name, Fields.time(order, "createdAt"), emailDenied)))
                .findFirst();
    }

    @Override
    public Ends ends(boolean oldestToo, Deadline deadline) {
        ObjectNode variables = variables().put("lines", Documents.SOME_LINES);
        Answer answer = graphQl.ask(Documents.OLDEST_AND_NEWEST, variables, "orders", false, deadline);
        return new Ends(
                oldest(answer),
                found(
                        Fields.list(answer.data().path("newest"), "nodes").toList(),
                        NAME,
                        answer.denied().contains("email")));
    }

    @Override
    public Found byId(String id, Deadline deadline) {
        ObjectNode variables = variables().put("id", OrderId.global(id)).put("lines", Documents.MANY_LINES);
        Answer answer = graphQl.ask(Documents.ORDER_BY_ID, variables, "order", true, deadline);
        JsonNode order = answer.data().path("order");
        if (order.isNull()) {
            return Found.NOTHING;
        }
        Found found = found(List.of(order), NAME, answer.denied().contains("email"));
        if (found.orders().isEmpty()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        // More than this a page can't hold.
        return new Found(found.orders(), Set.of(), found.emailDenied());
    }

    @Override
    public List<String> names(OrderReference reference, NumberFormat format) {
        String whole = format.name(reference.text());
        return reference.isPlainNumber() && !whole.equals("#" + reference.text()) && !whole.equals(reference.text())
                ? List.of(reference.text(), whole)
                : List.of(reference.text());
    }

    @Override
    public Found named(String name, Deadline deadline) {
        return search("name:" + quoted(name), MOST_FOUND, deadline);
    }

    @Override
    public Found confirmed(String number, Deadline deadline) {
        return search("confirmation_number:" + quoted(number), MOST_FOUND, CONFIRMATION, deadline);
    }

    @Override
    public Found ofEmail(String email, int limit, Deadline deadline) {
        return search("email:" + quoted(email), limit, deadline);
    }

    @Override
    public Found about(String words, int limit, Deadline deadline) {
        return search(quoted(words), limit, deadline);
    }

    private Found search(String query, int limit, Deadline deadline) {
        return search(query, limit, NAME, deadline);
    }

    /** Searches; {@code number} says which member of an order is its number here. */
    private Found search(String query, int limit, String number, Deadline deadline) {
        ObjectNode variables = variables()
                .put("q", query)
                .put("first", Math.min(limit, MOST_FOUND))
                .put("lines", Documents.SOME_LINES);
        Answer answer = graphQl.ask(Documents.ORDERS_BY_SEARCH, variables, "orders", false, deadline);
        JsonNode nodes = answer.data().path("orders").path("nodes");
        if (!nodes.isArray()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return answer.searchIgnored()
                ? Found.NOTHING
                : found(
                        Fields.list(answer.data().path("orders"), "nodes").toList(),
                        number,
                        answer.denied().contains("email"));
    }

    private Found found(List<JsonNode> nodes, String number, boolean emailDenied) {
        List<Order> orders = new ArrayList<>();
        Set<String> cutShort = new HashSet<>();
        for (JsonNode node : nodes) {
            GraphQlOrderJson.read(node, number, currency).stream()
                    .flatMap(mapper::map)
                    .forEach(order -> {
                        orders.add(order);
                        if (GraphQlOrderJson.cutShort(node)) {
                            cutShort.add(order.id());
                        }
                    });
        }
        return new Found(orders, cutShort, emailDenied);
    }

    /** A phrase of Shopify's search language: what has a meaning there is escaped, so that it is only text. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().filter(c -> !Character.isISOControl(c)).forEach(c -> {
            if ("\\\"':()".indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.appendCodePoint(c);
        });
        return quoted.append('"').toString();
    }

    private static ObjectNode variables() {
        return Answers.JSON.createObjectNode();
    }
}
