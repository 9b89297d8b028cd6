package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.bigcommerce.OrderReader.Parts;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A BigCommerce store's orders. An order's number is its id, so there is one way to find it, and it is exact. There is no
 * search: orders are filtered by e-mail address, and by customers whose name is searched for.
 */
final class BigCommerceStore implements Store {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,9}");
    private static final int MAX_PAGES = 3;
    private static final int MAX_CUSTOMERS = 5;
    private static final int SMALLEST_PAGE = 50;

    private final StoreApi api;
    private final OrderReader reader;

    BigCommerceStore(StoreApi api, IntegrationId integration) {
        this.api = api;
        this.reader = new OrderReader(integration);
    }

    @Override
    public OrderLookup find(OrderQuery query, Deadline deadline) {
        OrderReference reference = query.reference();
        String id = reference == null ? query.id() : reference.text();
        if (id == null || !ID.matcher(id).matches()) {
            return OrderLookup.NOT_FOUND;
        }
        // What belongs to an order is asked for only when it is the one: a wrong address costs what a wrong number
        // costs.
        return OrderLookup.of(api.order(id, deadline)
                .filter(order -> query.pick(
                                reader.read(order, Parts.NONE).stream().toList())
                        .isPresent())
                .flatMap(order -> reader.read(order, parts(id, order, deadline))));
    }

    private Parts parts(String id, JsonNode order, Deadline deadline) {
        Progress progress = new Progress(order);
        return new Parts(
                api.ofOrder(id, "products", deadline),
                Json.number(order, "shipping_address_count", 1) > 0
                        ? api.ofOrder(id, "shipping_addresses", deadline)
                        : List.of(),
                progress.mayHaveShipments() ? api.ofOrder(id, "shipments", deadline) : List.of(),
                progress.mayHaveRefunds() ? api.refunds(id, deadline) : List.of());
    }

    /** Lists orders as they come in one answer: without what has to be asked for order by order. */
    @Override
    public List<Order> search(String text, int limit, Deadline deadline) {
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("limit must be from 1 to 100");
        }
        String wanted = text.strip();
        Optional<OrderReference> number = OrderReference.tryParse(wanted).filter(OrderReference::isPlainNumber);
        List<Order> found = new ArrayList<>();
        if (number.isPresent()) {
            found.addAll(numbered(number.get().text(), deadline));
        } else if (wanted.contains("@")) {
            // An unknown filter would be ignored and bring everyone's orders.
            found.addAll(
                    filtered(Map.of("email", wanted), order -> order.customer().hasEmail(wanted), limit, deadline));
        } else if (wanted.codePoints().filter(Character::isLetterOrDigit).count() > 1) {
            found.addAll(named(wanted, limit, deadline));
        }
        found.sort(Comparator.comparing((Order order) -> order.createdAt() == null ? Instant.MIN : order.createdAt())
                .reversed());
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    private List<Order> numbered(String id, Deadline deadline) {
        return ID.matcher(id).matches()
                ? api.order(id, deadline).flatMap(order -> reader.read(order, Parts.NONE)).stream()
                        .filter(order -> order.id().equals(id))
                        .toList()
                : List.of();
    }

    private List<Order> named(String name, int limit, Deadline deadline) {
        List<Order> found = new ArrayList<>();
        // A comma would part two names, and an order of either would be found.
        for (JsonNode customer : api.customers(name.replace(',', ' '), MAX_CUSTOMERS, deadline)) {
            String id = Json.id(customer, "id");
            if (id != null) {
                found.addAll(of(id, limit, deadline));
            }
        }
        return found;
    }

    private List<Order> of(String customer, int limit, Deadline deadline) {
        return api.orders(Map.of("customer_id", customer), 1, Math.max(limit, SMALLEST_PAGE), deadline).stream()
                .filter(order -> customer.equals(Json.id(order, "customer_id")))
                .flatMap(order -> reader.read(order, Parts.NONE).stream())
                .toList();
    }

    /** Incomplete and archived orders come along and are left out, so a page may not be enough. */
    private List<Order> filtered(Map<String, String> filter, Predicate<Order> wanted, int limit, Deadline deadline) {
        int size = Math.max(limit, SMALLEST_PAGE);
        List<Order> found = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more && found.size() < limit && page <= MAX_PAGES; page++) {
            List<JsonNode> hits = api.orders(filter, page, size, deadline);
            hits.stream()
                    .flatMap(hit -> reader.read(hit, Parts.NONE).stream())
                    .filter(wanted)
                    .forEach(found::add);
            more = hits.size() == size;
        }
        return found;
    }
}
