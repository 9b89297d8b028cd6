package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds an order by a number that a plugin gave it, without the shopper's address. No filter of WooCommerce's finds such
 * a number, and the plugins extend its search for the administration's pages alone (Sequential Order Numbers keeps
 * {@code _order_number}, Custom Order Numbers {@code _alg_wc_custom_order_number}). So the newest orders are looked
 * through, a hundred at once.
 *
 * <p>Such numbers count up with time, so that the place of a number can be reckoned from those on a page, and a few pages
 * reach far back. Where numbers don't count up, only the newest few hundred orders are found.
 */
final class OwnNumbers {
    /** Pages of a hundred orders. */
    static final int MAX_PAGES = 6;

    private static final Pattern LAST_DIGITS = Pattern.compile("([0-9]{1,15})[^0-9]*$");

    private final WooApi api;
    private final OrderJson json;

    OwnNumbers(WooApi api, OrderJson json) {
        this.api = api;
        this.json = json;
    }

    /** The gist of the order; empty when it is not among those looked at. */
    Optional<Order> find(OrderReference reference, OrderQuery query, Deadline deadline) {
        long wanted = counted(reference.text());
        Set<Integer> seen = new HashSet<>();
        int number = 1;
        while (wanted >= 0 && seen.size() < MAX_PAGES && seen.add(number)) {
            WooApi.Page page = api.newest(number, deadline);
            List<Order> orders = read(page.orders());
            Optional<Order> found = query.pick(orders);
            // Where no number is the shop's own, numbers are ids, and that was asked already.
            boolean ids = orders.stream().allMatch(order -> order.id().equals(order.number()));
            if (found.isPresent() || ids) {
                return found;
            }
            number = next(page, orders, wanted);
        }
        return Optional.empty();
    }

    private List<Order> read(List<JsonNode> orders) {
        return orders.stream().flatMap(order -> json.read(order).stream()).toList();
    }

    /** The page on which the number should be, one that was seen already when it can be nowhere. */
    private static int next(WooApi.Page page, List<Order> orders, long wanted) {
        long newest = counted(orders.get(0).number());
        long oldest = counted(orders.get(orders.size() - 1).number());
        boolean countsUp = newest > oldest;
        // How many numbers a page spans: more than orders where some are in the bin, or made by hand.
        long span = Math.max(WooApi.LARGEST_PAGE, newest - oldest + 1);
        long further = 1;
        if (countsUp && wanted > newest) {
            further = -Math.max(1, (wanted - newest) / span);
        } else if (countsUp && wanted < oldest) {
            further = Math.max(1, (oldest - wanted) / span);
        }
        return (int) Math.max(1, Math.min(page.number() + further, page.pages()));
    }

    /** The number that counts up: the last run of digits. -1 when there is none. */
    private static long counted(String number) {
        Matcher digits = LAST_DIGITS.matcher(number);
        return digits.find() ? Long.parseLong(digits.group(1)) : -1;
    }
}
