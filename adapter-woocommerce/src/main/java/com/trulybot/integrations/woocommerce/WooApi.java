package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The requests about orders that are made of one shop's REST API v3. */
final class WooApi {
    /** The most that WooCommerce answers at once. */
    static final int LARGEST_PAGE = 100;

    /** What tells whether an order is the one that is meant: a hundred of them whole can be megabytes. */
    static final List<String> GIST = List.of("id", "number", "status", "date_created_gmt", "billing.email");

    private static final String ORDERS = "/wc/v3/orders";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * An order with all that is read of it. Plugins keep megabytes in an order's meta data, whole labels among them, so
     * only what is read is asked for, which older WooCommerce ignores. The places are written with two digits: as text
     * they have the same order as in WooCommerce, which signs them in it.
     */
    private static final Map<String, String> WHOLE = whole();

    private final Door door;
    private final Answers answers;

    WooApi(Door door, InstantSource clock) {
        this.door = door;
        this.answers = new Answers(clock);
    }

    /**
     * A page of a list.
     *
     * @param number from 1
     * @param pages how many there are; where the shop doesn't say, at least so many
     */
    record Page(List<JsonNode> orders, int number, int pages) {
        boolean last() {
            return number >= pages;
        }
    }

    /** The order of that id, whatever its status, also one in the bin; empty when there is none. */
    Optional<JsonNode> order(String id, Deadline deadline) {
        Response response = door.get(ORDERS + "/" + id, WHOLE, deadline);
        return Answers.saysNoSuchOrder(response) ? Optional.empty() : Optional.of(answers.object(response));
    }

    /**
     * Orders in which the text stands somewhere, newest first. An empty text would find every order.
     *
     * @param page from 1
     * @param fields what is answered of each
     */
    Page search(String text, int page, int perPage, List<String> fields, Deadline deadline) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text must not be blank: WooCommerce would answer every order");
        }
        return page(Map.of("search", text), page, perPage, fields, deadline);
    }

    /**
     * The gist of all orders, newest first.
     *
     * @param page from 1
     */
    Page newest(int page, Deadline deadline) {
        return page(Map.of(), page, LARGEST_PAGE, GIST, deadline);
    }

    private Page page(Map<String, String> query, int page, int perPage, List<String> fields, Deadline deadline) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put("page", Integer.toString(page));
        all.put("per_page", Integer.toString(perPage));
        all.putAll(fields.equals(OrderJson.FIELDS) ? WHOLE : fields(fields));
        Response response = door.get(ORDERS, all, deadline);
        List<JsonNode> orders = new ArrayList<>();
        answers.list(response).forEach(orders::add);
        int pages = response.header("X-WP-TotalPages")
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Integer::parseInt)
                .orElse(orders.size() < perPage ? page : page + 1);
        return new Page(orders, page, pages);
    }

    /** WooCommerce's own parcels of an order; none where that feature is off or nothing can be learned. */
    List<LooseJson> fulfillments(String orderId, Deadline deadline) {
        return besides(deadline, half -> door.get(ORDERS + "/" + orderId + "/fulfillments", Map.of(), half));
    }

    /** What was given back of an order and when; none where nothing can be learned. */
    List<LooseJson> refunds(String orderId, Deadline deadline) {
        return besides(
                deadline,
                half -> door.get(
                        ORDERS + "/" + orderId + "/refunds", fields(List.of("amount", "date_created_gmt")), half));
    }

    /** What the merchant wrote to the shopper about an order; none where nothing can be learned. The filter may be spoilt. */
    List<LooseJson> notes(String orderId, Deadline deadline) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("type", "customer");
        query.putAll(fields(List.of("id", "date_created_gmt", "note", "customer_note")));
        return besides(deadline, half -> door.get(ORDERS + "/" + orderId + "/notes", query, half));
    }

    /** A list that an order is worth telling without: it may neither fail the lookup nor take all of its time. */
    private List<LooseJson> besides(Deadline deadline, Function<Deadline, Response> question) {
        try {
            Deadline half = Deadline.in(deadline.remaining().dividedBy(2));
            return LooseJson.elements(answers.list(question.apply(half)));
        } catch (StoreException unknown) {
            return List.of();
        }
    }

    /** WooCommerce's version and the shop's currency; empty where the keys read orders but not these. */
    Optional<LooseJson> system(Deadline deadline) {
        try {
            return Optional.of(new LooseJson(answers.object(door.get(
                    "/wc/v3/system_status", fields(List.of("environment.version", "settings.currency")), deadline))));
        } catch (StoreException unknown) {
            return Optional.empty();
        }
    }

    private static Map<String, String> whole() {
        Map<String, String> query = new LinkedHashMap<>(fields(OrderJson.FIELDS));
        List<String> metas = Tracking.metas();
        for (int i = 0; i < metas.size(); i++) {
            query.put("include_meta[" + (i < 10 ? "0" : "") + i + "]", metas.get(i));
        }
        return Collections.unmodifiableMap(query);
    }

    private static Map<String, String> fields(List<String> names) {
        return Map.of("_fields", String.join(",", names));
    }
}
