package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The REST Admin API. Without {@code status=any} it would show open orders only. */
final class RestApi implements AdminApi {
    private static final int NAMED = 50;

    /** REST can't search by words, so the newest orders are read and compared: as many as surely fit into one answer. */
    private static final int NEWEST = 100;

    private final ShopSession session;
    private final OrderMapper mapper;
    private final String currency;

    RestApi(ShopSession session, OrderMapper mapper, String currency) {
        this.session = session;
        this.mapper = mapper;
        this.currency = currency;
    }

    @Override
    public Shop shop(Deadline deadline) {
        Response response = session.get("/shop.json", deadline);
        JsonNode shop = Answers.object(response).path("shop");
        String name = Fields.text(shop, "name");
        if (name == null) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return new Shop(
                name,
                Fields.text(shop, "email"),
                Fields.word(shop, "currency"),
                format(deadline).orElse(null),
                scopes(deadline),
                Answers.servedVersion(response).orElse(null));
    }

    /** REST doesn't tell how numbers are written, but an order does. */
    private Optional<NumberFormat> format(Deadline deadline) {
        return orders("&limit=1&fields=id,name,order_number", deadline)
                .findFirst()
                .flatMap(order -> Optional.ofNullable(Fields.text(order, "name"))
                        .flatMap(name -> NumberFormat.in(
                                name, Objects.requireNonNullElse(Fields.text(order, "order_number"), ""))));
    }

    private List<String> scopes(Deadline deadline) {
        Response response = session.getAdmin("/admin/oauth/access_scopes.json", deadline);
        // Good to know, but no reason to refuse a shop that doesn't tell.
        return response.status() == 200
                ? Fields.list(Answers.object(response), "access_scopes")
                        .flatMap(scope -> Stream.ofNullable(Fields.text(scope, "handle")))
                        .toList()
                : List.of();
    }

    @Override
    public Optional<Oldest> oldest(Deadline deadline) {
        return orders("&limit=1&order=created_at%20asc&fields=id,name,created_at", deadline)
                .flatMap(order -> Stream.ofNullable(Fields.text(order, "name"))
                        .map(name -> new Oldest(name, Fields.time(order, "created_at"), false)))
                .findFirst();
    }

    @Override
    public Ends ends(boolean oldestToo, Deadline deadline) {
        return new Ends(oldestToo ? oldest(deadline) : Optional.empty(), Found.NOTHING);
    }

    /** REST tells these numbers but has no filter for them. */
    @Override
    public Found confirmed(String number, Deadline deadline) {
        return Found.NOTHING;
    }

    @Override
    public Found byId(String id, Deadline deadline) {
        Response response = session.get("/orders/" + id + ".json", deadline);
        if (response.status() == 404) {
            return Found.NOTHING;
        }
        JsonNode order = Answers.object(response).path("order");
        Order read = read(order).findFirst().orElseThrow(() -> new StoreException(StoreProblem.STORE_ANSWER_INVALID));
        return new Found(List.of(read), Set.of(), false);
    }

    @Override
    public List<String> names(OrderReference reference, NumberFormat format) {
        // The filter is said to be loose, but not how loose: both spellings are asked for.
        Set<String> names = new LinkedHashSet<>();
        names.add(reference.text());
        names.add(reference.isPlainNumber() ? format.name(reference.text()) : "#" + reference.text());
        return List.copyOf(names);
    }

    @Override
    public Found named(String name, Deadline deadline) {
        return found(orders("&limit=" + NAMED + "&name=" + encode(name), deadline));
    }

    @Override
    public Found ofEmail(String email, int limit, Deadline deadline) {
        // Whether REST heeds the filter is not documented; where it doesn't, these are the newest orders.
        return found(orders("&limit=" + NEWEST + "&email=" + encode(email), deadline));
    }

    @Override
    public Found about(String words, int limit, Deadline deadline) {
        String wanted = words.toLowerCase(Locale.ROOT);
        Found newest = found(orders("&limit=" + NEWEST, deadline));
        return new Found(
                newest.orders().stream()
                        .filter(order -> contains(order.customer().name(), wanted)
                                || contains(order.customer().email(), wanted)
                                || contains(order.number(), wanted))
                        .toList(),
                Set.of(),
                false);
    }

    private static boolean contains(@Nullable String text, String wanted) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private Stream<JsonNode> orders(String filter, Deadline deadline) {
        JsonNode answer = Answers.object(session.get("/orders.json?status=any" + filter, deadline));
        if (!answer.path("orders").isArray()) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return Fields.list(answer, "orders");
    }

    private Found found(Stream<JsonNode> orders) {
        return new Found(orders.flatMap(this::read).toList(), Set.of(), false);
    }

    private Stream<Order> read(JsonNode order) {
        return RestOrderJson.read(order, currency).stream().flatMap(mapper::map);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
