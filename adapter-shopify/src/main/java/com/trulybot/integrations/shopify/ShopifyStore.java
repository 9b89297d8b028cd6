package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.shopify.AdminApi.Ends;
import com.trulybot.integrations.shopify.AdminApi.Found;
import com.trulybot.integrations.shopify.AdminApi.Oldest;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connected shop: asks its {@link AdminApi} and compares what comes with what is meant. */
final class ShopifyStore implements Store {
    /** Without a further scope Shopify shows the orders of 60 days; a day more for the shop's own time zone. */
    private static final Duration WINDOW = Duration.ofDays(61);

    /** Letters and digits in any order, such as XPAV284CT. */
    private static final Pattern CONFIRMATION = Pattern.compile("(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{6,20}");

    private final AdminApi api;
    private final NumberFormat format;
    private final boolean seesAllOrders;
    private final InstantSource clock;

    /**
     * Opens nothing yet.
     *
     * @param seesAllOrders whether orders older than {@link #WINDOW} are shown to us
     */
    ShopifyStore(AdminApi api, NumberFormat format, boolean seesAllOrders, InstantSource clock) {
        this.api = api;
        this.format = format;
        this.seesAllOrders = seesAllOrders;
        this.clock = clock;
    }

    @Override
    public OrderLookup find(OrderQuery query, Deadline deadline) {
        OrderReference reference = query.reference();
        return reference == null ? byId(query, deadline) : byNumber(query, reference, deadline);
    }

    private OrderLookup byId(OrderQuery query, Deadline deadline) {
        String id = OrderId.plain(query.id() == null ? "" : query.id());
        if (id == null) {
            return OrderLookup.NOT_FOUND;
        }
        OrderQuery plain = new OrderQuery(null, id, query.email());
        return OrderLookup.of(
                plain.pick(comparable(api.byId(id, deadline), query.email()).orders()));
    }

    private OrderLookup byNumber(OrderQuery query, OrderReference reference, Deadline deadline) {
        for (String name : api.names(reference, format)) {
            Optional<Order> order = picked(query, api.named(name, deadline), deadline);
            if (order.isPresent()) {
                return OrderLookup.of(order);
            }
        }
        if (CONFIRMATION.matcher(reference.text()).matches()) {
            Optional<Order> order = picked(query, api.confirmed(reference.text(), deadline), deadline);
            if (order.isPresent()) {
                return OrderLookup.of(order);
            }
        }
        // Asked for whatever it was that didn't fit, so that the two can't be told apart.
        Ends ends = api.ends(!seesAllOrders, deadline);
        Optional<Order> newest = picked(query, ends.newest(), deadline);
        return newest.isPresent() ? OrderLookup.of(newest) : missing(query, reference, ends.oldest());
    }

    /** The order that is meant, with all of its lines. */
    private Optional<Order> picked(OrderQuery query, Found found, Deadline deadline) {
        Optional<Order> order = query.pick(comparable(found, query.email()).orders());
        if (order.isEmpty() || !found.cutShort().contains(order.get().id())) {
            return order;
        }
        Order some = order.get();
        OrderQuery same = new OrderQuery(null, some.id(), query.email());
        return same.pick(api.byId(some.id(), deadline).orders()).map(whole -> numbered(whole, some.number()));
    }

    /** The order under the number that it was found by, which can be its confirmation number. */
    private static Order numbered(Order order, String number) {
        return new Order(
                order.id(),
                number,
                order.platform(),
                order.integration(),
                order.status(),
                order.platformStatus(),
                order.paymentStatus(),
                order.createdAt(),
                order.updatedAt(),
                order.totals(),
                order.items(),
                order.shipments(),
                order.customer(),
                order.shippingAddress(),
                order.timeline());
    }

    private OrderLookup missing(OrderQuery query, OrderReference reference, Optional<Oldest> oldest) {
        if (oldest.isEmpty()) {
            return OrderLookup.NOT_FOUND;
        }
        refuseWithoutEmail(oldest.get().emailDenied(), query.email());
        Instant since = oldest.get().createdAt();
        if (seesAllOrders || (since != null && since.isBefore(clock.instant().minus(WINDOW)))) {
            return OrderLookup.NOT_FOUND; // There is no window, or this order would not show.
        }
        Optional<BigInteger> smallest = format.number(oldest.get().name());
        Optional<BigInteger> wanted = format.ownNumber(reference.text());
        boolean before =
                smallest.isPresent() && wanted.isPresent() && wanted.get().compareTo(smallest.get()) < 0;
        return before ? OrderLookup.OUT_OF_REACH : OrderLookup.NOT_FOUND;
    }

    @Override
    public List<Order> search(String text, int limit, Deadline deadline) {
        String words = text.strip();
        if (words.isEmpty()) {
            return List.of();
        }
        if (words.indexOf('@') > 0) {
            Found found = comparable(api.ofEmail(words, limit, deadline), words);
            return newest(found.orders(), order -> order.customer().hasEmail(words), limit);
        }
        Optional<OrderReference> reference =
                OrderReference.tryParse(words).filter(number -> number.text().matches(".*[0-9].*"));
        if (reference.isPresent()) {
            List<Order> named = new ArrayList<>();
            for (String name : api.names(reference.get(), format)) {
                named.addAll(api.named(name, deadline).orders());
            }
            List<Order> matching = newest(named, order -> reference.get().matches(order.number()), limit);
            if (!matching.isEmpty()) {
                return matching;
            }
        }
        return newest(api.about(words, limit, deadline).orders(), order -> true, limit);
    }

    private static List<Order> newest(List<Order> orders, Predicate<Order> wanted, int limit) {
        return orders.stream()
                .filter(wanted)
                .distinct()
                .sorted(Comparator.comparing(
                                (Order order) -> order.createdAt() == null ? Instant.MIN : order.createdAt())
                        .reversed())
                .limit(limit)
                .toList();
    }

    /**
     * An order whose e-mail Shopify keeps back is not an order without one: nobody could ever prove that it is theirs,
     * and only the merchant can mend that.
     */
    private static Found comparable(Found found, @Nullable String email) {
        refuseWithoutEmail(found.emailDenied(), email);
        return found;
    }

    private static void refuseWithoutEmail(boolean denied, @Nullable String email) {
        if (denied && email != null) {
            throw new StoreException(StoreProblem.STORE_DATA_NOT_APPROVED);
        }
    }
}
