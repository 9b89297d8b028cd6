package com.example.acme;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import java.util.ArrayList;
import java.util.List;

/** One shop's orders. */
final class AcmeStore implements Store {
    /** 150 orders in which the same digits stand. */
    private static final int MAX_PAGES = 3;

    private final AcmeApi api;
    private final OrderJson json;

    AcmeStore(AcmeApi api, OrderJson json) {
        this.api = api;
        this.json = json;
    }

    @Override
    public OrderLookup find(OrderQuery query, Deadline deadline) {
        List<Order> candidates = query.id() != null
                ? byId(query.id(), deadline)
                : matching(query.reference().text(), Integer.MAX_VALUE, deadline);
        return OrderLookup.of(query.pick(candidates));
    }

    @Override
    public List<Order> search(String text, int limit, Deadline deadline) {
        String query = OrderReference.tryParse(text).map(OrderReference::text).orElse(text.strip());
        return query.isEmpty() ? List.of() : matching(query, limit, deadline);
    }

    private List<Order> byId(String id, Deadline deadline) {
        // Whoever asks may have typed anything, and it becomes part of an address.
        return id.matches("[0-9]{1,18}")
                ? api.order(id, deadline).flatMap(json::read).stream().toList()
                : List.of();
    }

    private List<Order> matching(String text, int limit, Deadline deadline) {
        List<Order> orders = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more && page <= MAX_PAGES && orders.size() < limit; page++) {
            AcmeApi.Page hits = api.orders(text, page, deadline);
            hits.orders().forEach(hit -> json.read(hit).ifPresent(orders::add));
            more = !hits.last();
        }
        return orders.stream().limit(limit).toList();
    }
}
