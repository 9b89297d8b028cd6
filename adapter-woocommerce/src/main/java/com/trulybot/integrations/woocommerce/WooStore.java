package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A WooCommerce shop's orders. Its search is a substring match over nearly everything, it ignores filters it doesn't
 * know, and an empty search answers every order: a hit is only a candidate.
 */
final class WooStore implements Store {
    /** Three hundred orders of one shopper, or with the same digits somewhere. */
    private static final int MAX_PAGES = 3;

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern ONE_RUN_OF_DIGITS = Pattern.compile("[^0-9]*?0*([1-9][0-9]{0,17})[^0-9]*");
    /** WordPress takes tags and percent codes out of a search; what is left could be empty, which finds everything. */
    private static final Pattern TAKEN_OUT = Pattern.compile("[<>\\p{Cntrl}\\s\\u00a0]+|%(?=[0-9A-Fa-f]{2})");

    private final WooApi api;
    private final OrderJson json;
    private final Notes notes;
    private final Optional<PluginOrders> plugin;

    WooStore(StoreAccess access, PlatformContext context, SilentPlugins silent) {
        Way way = Way.of(access.url(), access.config());
        Door door = new Door(access.url(), Keys.of(access.credentials()), way, context);
        this.api = new WooApi(door, context.clock());
        this.json = new OrderJson(access.integration(), zone(access.config().get("timezone")));
        this.notes = Notes.of(api, context);
        this.plugin = PluginKey.of(access.credentials())
                .map(key -> new PluginOrders(
                        access.integration(),
                        new PluginRoute(access.url(), key, context),
                        json,
                        silent,
                        context.clock()));
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    @Override
    public OrderLookup find(OrderQuery query, Deadline deadline) {
        return plugin.flatMap(orders -> orders.find(query, deadline))
                .orElseGet(() -> OrderLookup.of(asked(query, deadline)))
                .match(
                        order -> new OrderLookup.Found(notes.addedTo(order, deadline)),
                        () -> OrderLookup.NOT_FOUND,
                        () -> OrderLookup.OUT_OF_REACH);
    }

    /** WooCommerce's own API. */
    private Optional<Order> asked(OrderQuery query, Deadline deadline) {
        Optional<Read> found = query.id() != null
                ? byId(query.id(), query, deadline)
                : query.reference() != null ? byNumber(query.reference(), query, deadline) : Optional.empty();
        return found.flatMap(order -> whole(order, deadline));
    }

    /** An order as the shop told it, and as it was read: reading costs as much as asking does. */
    private record Read(JsonNode told, Order order) {}

    private Optional<Read> byId(String id, OrderQuery query, Deadline deadline) {
        if (!isId(id)) {
            return Optional.empty();
        }
        Optional<JsonNode> told = api.order(id, deadline);
        return told.flatMap(json::read)
                .flatMap(order -> query.pick(List.of(order)))
                .map(order -> new Read(told.get(), order));
    }

    /**
     * Asks for the number as an id, then searches for it, then for the shopper's e-mail address: plugins give orders
     * numbers that are neither their ids nor searchable. Without an address the newest orders are looked through. Each
     * way is gone until one finds the order, so that a wrong address costs what a wrong number costs.
     */
    private Optional<Read> byNumber(OrderReference reference, OrderQuery query, Deadline deadline) {
        String id = idIn(reference);
        Optional<Read> found = id == null ? Optional.empty() : byId(id, query, deadline);
        if (found.isEmpty()) {
            found = bySearch(reference.text(), query, deadline);
        }
        if (found.isEmpty()) {
            found = query.email() != null
                    ? bySearch(query.email(), query, deadline)
                    : amongTheNewest(reference, query, deadline);
        }
        return found;
    }

    private Optional<Read> amongTheNewest(OrderReference reference, OrderQuery query, Deadline deadline) {
        return new OwnNumbers(api, json)
                .find(reference, query, deadline)
                .flatMap(order -> byId(order.id(), query, deadline));
    }

    private Optional<Read> bySearch(String text, OrderQuery query, Deadline deadline) {
        String searched = searchable(text);
        boolean more = !searched.isEmpty();
        for (int page = 1; more && page <= MAX_PAGES; page++) {
            WooApi.Page hits = api.search(searched, page, WooApi.LARGEST_PAGE, WooApi.GIST, deadline);
            Optional<Order> picked = picked(hits.orders(), query);
            if (picked.isPresent()) {
                return byId(picked.get().id(), query, deadline);
            }
            more = !hits.last();
        }
        return Optional.empty();
    }

    /** The candidate that is meant. */
    private Optional<Order> picked(List<JsonNode> candidates, OrderQuery query) {
        return query.pick(candidates.stream()
                .flatMap(candidate -> json.read(candidate).stream())
                .toList());
    }

    /** The order with WooCommerce's own parcels and its refunds, asked for only where it says that there are some. */
    private Optional<Order> whole(Read read, Deadline deadline) {
        LooseJson loose = new LooseJson(read.told());
        boolean parcels = Tracking.hasFulfillments(loose);
        boolean refunds = !loose.objects("refunds").isEmpty();
        if (!parcels && !refunds) {
            return Optional.of(read.order());
        }
        String id = read.order().id();
        return json.read(
                read.told(),
                parcels ? api.fulfillments(id, deadline) : List.of(),
                refunds ? api.refunds(id, deadline) : List.of());
    }

    @Override
    public List<Order> search(String text, int limit, Deadline deadline) {
        if (limit < 1 || limit > WooApi.LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be from 1 to " + WooApi.LARGEST_PAGE);
        }
        Optional<OrderReference> reference = OrderReference.tryParse(text);
        String searched = searchable(reference
                .filter(OrderReference::isPlainNumber)
                .map(OrderReference::text)
                .orElse(text));
        if (searched.isEmpty()) {
            return List.of();
        }
        List<Order> orders = new ArrayList<>();
        // Of the orders with 20 somewhere in them number 20 may be the very last.
        reference.flatMap(number -> numbered(number, deadline)).ifPresent(orders::add);
        for (JsonNode hit :
                api.search(searched, 1, limit, OrderJson.FIELDS, deadline).orders()) {
            json.read(hit)
                    .filter(order ->
                            orders.stream().noneMatch(other -> other.id().equals(order.id())))
                    .filter(order -> orders.size() < limit)
                    .ifPresent(orders::add);
        }
        reference
                .filter(number -> orders.stream().noneMatch(order -> number.matches(order.number())))
                .flatMap(number -> amongTheNewest(number, OrderQuery.byNumber(number), deadline))
                .map(Read::order)
                .ifPresent(order -> {
                    // The one whose number was typed before those that only mention it somewhere.
                    if (orders.size() == limit) {
                        orders.remove(limit - 1);
                    }
                    orders.add(order);
                });
        orders.sort(Comparator.comparing((Order order) -> order.createdAt() == null ? Instant.MIN : order.createdAt())
                .reversed());
        return List.copyOf(orders);
    }

    private Optional<Order> numbered(OrderReference number, Deadline deadline) {
        String id = idIn(number);
        return id == null
                ? Optional.empty()
                : api.order(id, deadline).flatMap(json::read).filter(order -> number.matches(order.number()));
    }

    /** The id that an order of this number has where no plugin numbers orders its own way; null when there is none. */
    private static @Nullable String idIn(OrderReference reference) {
        Matcher digits = ONE_RUN_OF_DIGITS.matcher(reference.text());
        return digits.matches() ? digits.group(1) : null;
    }

    private static boolean isId(String id) {
        return ID.matcher(id).matches() && (id.length() < 19 || id.compareTo(Long.toString(Long.MAX_VALUE)) <= 0);
    }

    private static String searchable(String text) {
        return TAKEN_OUT.matcher(text).replaceAll(" ").strip();
    }
}
