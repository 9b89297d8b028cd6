package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Two hundred WooCommerce orders: recorded ones, each given a number, a shopper and times of its own. */
final class WooOrders {
    static final int FIRST = 1001;
    static final int LAST = 1200;

    /** In which recorded state an order is, over and over. The very last one lies in the bin. */
    private static final List<String> STATES = List.of(
            "shipped",
            "processing",
            "pending",
            "coupon",
            "refunded",
            "on_hold",
            "virtual",
            "cancelled",
            "failed",
            "yen",
            "completed");

    private static final ZoneId SITE = ZoneId.of("America/New_York");
    private static final ObjectMapper JSON = new ObjectMapper();

    private WooOrders() {}

    /** All of them, newest first; an order an hour until now. */
    static List<ObjectNode> until(Instant now) {
        JsonNode recorded;
        try (InputStream in = WooOrders.class.getResourceAsStream("/demo/woocommerce/orders.json")) {
            recorded = JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("the demo's orders can't be read", e);
        }
        List<ObjectNode> orders = new ArrayList<>();
        for (int number = LAST; number >= FIRST; number--) {
            String state = number == LAST ? "trashed" : STATES.get((number - FIRST) % STATES.size());
            orders.add(order(recorded.path(state).deepCopy(), number, now));
        }
        return orders;
    }

    private static ObjectNode order(ObjectNode order, int number, Instant now) {
        Instant created = now.minus(Duration.ofHours(LAST - number + 1L)).truncatedTo(ChronoUnit.SECONDS);
        order.put("id", number);
        order.put("number", Integer.toString(number));
        person(order.withObject("/billing"), Shopper.of(number))
                .put("email", Shopper.of(number).email());
        person(order.withObject("/shipping"), Shopper.of(number));
        order.put("order_key", "wc_order_demo" + number);
        order.put(
                "payment_url",
                order.path("payment_url")
                        .asText()
                        .replaceFirst(
                                "order-pay/.*",
                                "order-pay/" + number + "/?pay_for_order=true&key=wc_order_demo" + number));
        moment(order, "date_created", created);
        moment(order, "date_paid", created.plus(Duration.ofMinutes(3)));
        moment(order, "date_modified", created.plus(Duration.ofMinutes(40)));
        moment(order, "date_completed", created.plus(Duration.ofMinutes(40)));
        for (JsonNode meta : order.path("meta_data")) {
            if (meta.path("key").asText().equals("_wc_shipment_tracking_items")) {
                ObjectNode parcel = (ObjectNode) meta.path("value").path(0);
                parcel.put("tracking_number", "94001118992231974" + number);
                parcel.put(
                        "date_shipped",
                        Long.toString(created.plus(Duration.ofMinutes(40)).getEpochSecond()));
            }
        }
        return order;
    }

    private static ObjectNode person(ObjectNode address, Shopper shopper) {
        return address.put("first_name", shopper.firstName())
                .put("last_name", shopper.lastName())
                .put("address_1", shopper.street())
                .put("address_2", "")
                .put("city", shopper.city())
                .put("state", "NY")
                .put("postcode", shopper.postcode())
                .put("country", "US")
                .put("phone", shopper.phone());
    }

    /** The site's time without an offset, and UTC without a Z: as WooCommerce writes them. Null stays null. */
    private static void moment(ObjectNode order, String name, Instant at) {
        if (!order.path(name).isNull()) {
            order.put(name, LocalDateTime.ofInstant(at, SITE).toString());
            order.put(name + "_gmt", LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString());
        }
    }

    /** Whether {@code ?search=} finds it: nearly everything in it counts, the e-mail only from its beginning. */
    static boolean found(ObjectNode order, String text) {
        JsonNode billing = order.path("billing");
        List<String> places = new ArrayList<>(List.of(
                order.path("id").asText(),
                billing.path("first_name").asText() + " "
                        + billing.path("last_name").asText(),
                billing.path("address_1").asText(),
                billing.path("city").asText(),
                billing.path("postcode").asText(),
                billing.path("phone").asText(),
                order.path("transaction_id").asText()));
        order.path("line_items").forEach(line -> places.add(line.path("name").asText()));
        return places.stream().anyMatch(place -> Plain.contains(place, text))
                || billing.path("email").asText().regionMatches(true, 0, text, 0, text.length());
    }

    /** The members that {@code ?_fields=a,b.c} asks for. */
    static ObjectNode fields(ObjectNode whole, String names) {
        ObjectNode part = JSON.createObjectNode();
        for (String name : names.split(",", -1)) {
            String[] path = name.strip().split("\\.", 2);
            JsonNode value = whole.get(path[0]);
            if (value instanceof ObjectNode object && path.length == 2) {
                part.withObject("/" + path[0]).setAll(fields(object, path[1]));
            } else if (value != null && path.length == 1) {
                part.set(path[0], value);
            }
        }
        return part;
    }

    static ArrayNode list() {
        return JSON.createArrayNode();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
