package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every order that was recorded, and what is to be told of it, written down by hand. */
class RecordedOrdersTest {
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("orders/order_19_pending", """
                    19 pending (pending), money pending, 2026-11-23T04:23:42Z, changed 2026-11-23T04:23:42Z
                    12.50 - 0.00 + 0 + 7.50 + 1.78 = 21.78 USD, refunded 0
                    1 x Blue Mug [MUG-BLUE] 12.50
                    by Alice Anderson, alice@example.com, +1 212 555 0101, 10001
                    to Alice Anderson, 12 Elm St, Apt 4, New York, NY, 10001, US
                    2026-11-23T04:23:42Z created Order placed
                    """),
            Map.entry("orders/order_20_processing", """
                    20 processing (processing), money paid, 2026-11-23T04:23:42Z, changed 2026-11-23T04:23:43Z
                    44.99 - 0.00 + 0 + 7.50 + 4.66 = 57.15 USD, refunded 0
                    2 x Blue Mug [MUG-BLUE] 25.00
                    1 x T-Shirt - M [TEE-M] 19.99
                    by Alice Anderson, alice@example.com, +1 212 555 0101, 10001
                    to Alice Anderson, 12 Elm St, Apt 4, New York, NY, 10001, US
                    2026-11-23T04:23:42Z created Order placed
                    2026-11-23T04:23:42Z paid Payment received
                    """),
            Map.entry("orders/order_21_on_hold", """
                    21 on_hold (on-hold), money pending, 2026-11-23T04:23:43Z, changed 2026-11-23T04:23:43Z
                    39.98 - 0.00 + 0 + 15.00 + 0.00 = 54.98 USD, refunded 0
                    2 x T-Shirt - L [TEE-L] 39.98
                    by José Núñez, jose.nunez@example.es, +34 911 000 000, 28013
                    to José Núñez, Ñandú S.L., Calle Mayor 5, Madrid, M, 28013, ES
                    2026-11-23T04:23:43Z created Order placed
                    """),
            Map.entry("orders/order_22_completed", """
                    22 completed (completed), money paid, 2026-11-23T04:23:43Z, changed 2026-11-23T04:23:43Z
                    37.50 - 0.00 + 0 + 7.50 + 4.00 = 49.00 USD, refunded 0
                    3 x Blue Mug [MUG-BLUE] 37.50
                    by Alice Anderson, alice@example.com, +1 212 555 0101, 10001
                    to Alice Anderson, 12 Elm St, Apt 4, New York, NY, 10001, US
                    2026-11-23T04:23:43Z created Order placed
                    2026-11-23T04:23:43Z paid Payment received
                    2026-11-23T04:23:43Z completed Order completed
                    """),
            Map.entry("orders/order_23_cancelled", """
                    23 cancelled (cancelled), money voided, 2026-11-23T04:23:43Z, changed 2026-11-23T04:23:43Z
                    12.50 - 0.00 + 0 + 7.50 + 1.78 = 21.78 USD, refunded 0
                    1 x Blue Mug [MUG-BLUE] 12.50
                    by Bob O'Brien, Bob.OBrien@Example.com, 5185550199, 12207
                    to Bob O'Brien, 9 Pine Rd, Albany, NY, 12207, US
                    2026-11-23T04:23:43Z created Order placed
                    2026-11-23T04:23:43Z cancelled Order cancelled
                    """),
            Map.entry("orders/order_24_failed", """
                    24 failed (failed), money failed, 2026-11-23T04:23:43Z, changed 2026-11-23T04:23:43Z
                    25.00 - 0.00 + 0 + 0.00 + 2.22 = 27.22 USD, refunded 0
                    1 x Gift Card €25 (e-mail) [GIFT-25] 25.00
                    by Bob O'Brien, Bob.OBrien@Example.com, 5185550199, 12207
                    to nowhere
                    2026-11-23T04:23:43Z created Order placed
                    """),
            Map.entry("orders/order_25_refunded_full", """
                    25 refunded (refunded), money refunded, 2026-11-23T04:23:43Z, changed 2026-11-23T04:23:43Z
                    25.00 - 0.00 + 0 + 7.50 + 2.89 = 35.39 USD, refunded 35.39
                    2 x Blue Mug [MUG-BLUE] 25.00
                    by Bob O'Brien, Bob.OBrien@Example.com, 5185550199, 12207
                    to Bob O'Brien, 9 Pine Rd, Albany, NY, 12207, US
                    2026-11-23T04:23:43Z created Order placed
                    2026-11-23T04:23:43Z paid Payment received
                    2026-11-23T04:23:43Z completed Order completed
                    """),
            Map.entry("orders/order_29_tracking_meta", """
                    29 shipped (completed), money paid, 2026-11-23T04:23:43Z, changed 2026-11-23T04:23:43Z
                    12.50 - 0.00 + 0 + 7.50 + 1.78 = 21.78 USD, refunded 0
                    1 x Blue Mug [MUG-BLUE] 12.50
                    USPS 9400111899223197428490 in_transit since 2023-11-14T22:13:20Z\
                     https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111899223197428490
                    Local Courier LC-42/7 in_transit since 2023-11-15T22:13:20Z https://courier.example/track?no=LC-42%2F7
                    UPS 1Z999AA10123456784 unknown since null https://www.ups.com/track?tracknum=1Z999AA10123456784
                    DHL VI-1 unknown since null https://www.dhl.com/global-en/home/tracking.html?tracking-id=VI-1
                    null YW123 unknown since null null
                    by Alice Anderson, alice@example.com, +1 212 555 0101, 10001
                    to Alice Anderson, 12 Elm St, Apt 4, New York, NY, 10001, US
                    2023-11-14T22:13:20Z shipped Shipped with USPS
                    2023-11-15T22:13:20Z shipped Shipped with Local Courier
                    2026-11-23T04:23:43Z created Order placed
                    2026-11-23T04:23:43Z paid Payment received
                    2026-11-23T04:23:43Z completed Order completed
                    """),
            Map.entry("orders/order_30_jpy_0dec", """
                    30 processing (processing), money paid, 2026-11-23T04:23:43Z, changed 2026-11-23T04:23:43Z
                    1500.00 - 0.00 + 0 + 800.00 + 0.00 = 2300.00 JPY, refunded 0
                    1 x Blue Mug [MUG-BLUE] 1500.00
                    by 由紀 山田, yuki@example.jp, +81 3 0000 0000, 100-0005
                    to 由紀 山田, 千代田区丸の内1-1, 東京, JP13, 100-0005, JP
                    2026-11-23T04:23:43Z created Order placed
                    2026-11-23T04:23:43Z paid Payment received
                    """),
            Map.entry("orders/order_32_coupon_tax_fee", """
                    32 processing (processing), money paid, 2026-11-23T04:23:44Z, changed 2026-11-23T04:23:44Z
                    77.48 - 7.75 + 3.00 + 7.50 + 7.13 = 87.36 USD, refunded 0
                    3 x Blue Mug [MUG-BLUE] 33.75
                    2 x T-Shirt - M [TEE-M] 35.98
                    by Alice Anderson, alice@example.com, +1 212 555 0101, 10001
                    to Alice Anderson, 12 Elm St, Apt 4, New York, NY, 10001, US
                    2026-11-23T04:23:44Z created Order placed
                    2026-11-23T04:23:44Z paid Payment received
                    """),
            Map.entry("orders/order_34_virtual_completed", """
                    34 completed (completed), money paid, 2026-11-23T04:23:44Z, changed 2026-11-23T04:23:44Z
                    50.00 - 0.00 + 0 + 0.00 + 0.00 = 50.00 USD, refunded 0
                    2 x Gift Card €25 (e-mail) [GIFT-25] 50.00
                    by José Núñez, jose.nunez@example.es, +34 911 000 000, 28013
                    to nowhere
                    2026-11-23T04:23:44Z created Order placed
                    2026-11-23T04:23:44Z paid Payment received
                    2026-11-23T04:23:44Z completed Order completed
                    """),
            Map.entry("orders/order_37_empty_order", """
                    37 pending (pending), money pending, 2026-11-23T04:23:44Z, changed 2026-11-23T04:23:44Z
                    0 - 0.00 + 0 + 0.00 + 0.00 = 0.00 USD, refunded 0
                    by Bob O'Brien, Bob.OBrien@Example.com, 5185550199, 12207
                    to nowhere
                    2026-11-23T04:23:44Z created Order placed
                    """),
            Map.entry("broken/customstatus_get", """
                    20 shipped (shipped), money paid, 2026-11-23T04:23:42Z, changed 2026-11-23T04:38:35Z
                    44.99 - 0.00 + 0 + 7.50 + 4.66 = 57.15 USD, refunded 0
                    2 x Blue Mug [MUG-BLUE] 25.00
                    1 x T-Shirt - M [TEE-M] 19.99
                    by Alice Anderson, alice@example.com, +1 212 555 0101, 10001
                    to Alice Anderson, 12 Elm St, Apt 4, New York, NY, 10001, US
                    2026-11-23T04:23:42Z created Order placed
                    2026-11-23T04:23:42Z paid Payment received
                    """),
            Map.entry("fulfillments/order_27_after", """
                    27 partially_refunded (completed), money partially_refunded, 2026-11-23T04:23:43Z,\
                     changed 2026-11-23T04:40:13Z
                    44.99 - 0.00 + 0 + 7.50 + 4.66 = 57.15 USD, refunded 13.61
                    2 x Blue Mug [MUG-BLUE] 25.00
                    1 x T-Shirt - S [TEE-S] 19.99
                    by Alice Anderson, alice@example.com, +1 212 555 0101, 10001
                    to Alice Anderson, 12 Elm St, Apt 4, New York, NY, 10001, US
                    2026-11-23T04:23:43Z created Order placed
                    2026-11-23T04:23:43Z paid Payment received
                    2026-11-23T04:23:43Z completed Order completed
                    """),
            Map.entry("webhooks/trigger_t6_create_order", """
                    38 completed (completed), money paid, 2026-11-23T04:32:39Z, changed 2026-11-23T04:32:39Z
                    12.50 - 0.00 + 0 + 0.00 + 0.00 = 12.50 USD, refunded 0
                    1 x Blue Mug [MUG-BLUE] 12.50
                    by Rest Créé, rest@example.com, null, 1
                    to nowhere
                    2026-11-23T04:32:39Z created Order placed
                    2026-11-23T04:32:39Z paid Payment received
                    2026-11-23T04:32:39Z completed Order completed
                    """));

    static Stream<String> written() {
        return EXPECTED.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("written")
    void isToldAsWrittenDown(String recording) {
        assertThat(told(Shop.order(recording))).isEqualTo(EXPECTED.get(recording));
    }

    @Test
    void everyOrderOfTheFolderIsWrittenDown() {
        List<String> orders = Recording.in("orders").stream()
                .filter(recording -> recording.response().status() == 200)
                .map(Recording::name)
                .filter(name -> !name.endsWith("trashed"))
                .toList();

        assertThat(EXPECTED).containsKeys(orders.toArray(String[]::new));
    }

    /** Whatever recording it stands in, with its name. */
    static Stream<Named> everyOrder() {
        return Stream.of("orders", "list", "search", "auth", "broken", "fulfillments", "webhooks")
                .flatMap(folder -> Recording.in(folder).stream())
                .filter(recording -> recording.response().body().startsWith("{")
                        || recording.response().body().startsWith("["))
                .flatMap(recording -> ordersIn(recording.body()).stream()
                        .map(order -> new Named(recording + " " + order.path("id"), order)));
    }

    record Named(String name, JsonNode order) {
        boolean hidden() {
            return List.of("trash", "checkout-draft")
                    .contains(order.path("status").asText());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void thereAreManyOrdersInTheRecordings() {
        assertThat(everyOrder()).hasSizeGreaterThan(250);
    }

    @ParameterizedTest
    @MethodSource("everyOrder")
    void whatItCostsAddsUp(Named named) {
        if (named.hidden()) {
            assertThat(new OrderJson(Shop.INTEGRATION, null).read(named.order()))
                    .isEmpty();
            return;
        }
        Totals totals = Shop.read(named.order()).totals();
        BigDecimal sum = totals.subtotal()
                .minus(totals.discount())
                .plus(totals.fees())
                .plus(totals.shipping())
                .plus(totals.tax())
                .amount();

        assertThat(totals.taxIncluded()).isFalse();
        // ?dp=0 rounds each of the four figures for itself, and makes no sum of them.
        BigDecimal rounding = named.name().startsWith("list/dp0") ? new BigDecimal("2") : new BigDecimal("0.0051");
        assertThat(sum).isCloseTo(totals.total().amount(), Offset.offset(rounding));
    }

    @ParameterizedTest
    @MethodSource("everyOrder")
    void whatOpensThePaymentPageNeverGetsThrough(Named named) {
        String left = FakeWooCommerce.fields(named.order(), String.join(",", OrderJson.FIELDS))
                .toString();

        assertThat(left).doesNotContain("wc_order_", "order-pay", "203.0.113.9", "Mozilla");
    }

    @ParameterizedTest
    @MethodSource("everyOrder")
    void nothingIsLostByAskingForOurFieldsOnly(Named named) {
        assertThat(new OrderJson(Shop.INTEGRATION, null).read(named.order()).map(RecordedOrdersTest::told))
                .isEqualTo(named.hidden() ? Optional.empty() : Optional.of(told(Shop.read(named.order()))));
    }

    private static List<JsonNode> ordersIn(JsonNode json) {
        List<JsonNode> orders = new ArrayList<>();
        if (json.has("line_items") && json.has("billing") && json.has("status")) {
            orders.add(json);
        } else if (json.isContainerNode()) {
            json.forEach(element -> orders.addAll(ordersIn(element)));
        }
        return orders;
    }

    private static String told(Order order) {
        Totals totals = order.totals();
        Stream<String> head = Stream.of(
                "%s %s (%s), money %s, %s, changed %s"
                        .formatted(
                                order.number(),
                                order.status().code(),
                                order.platformStatus(),
                                order.paymentStatus().code(),
                                order.createdAt(),
                                order.updatedAt()),
                "%s - %s + %s + %s + %s = %s %s, refunded %s"
                        .formatted(
                                totals.subtotal().amount(),
                                totals.discount().amount(),
                                totals.fees().amount(),
                                totals.shipping().amount(),
                                totals.tax().amount(),
                                totals.total().amount(),
                                totals.currency(),
                                totals.refunded().amount()));
        Stream<String> items = order.items().stream()
                .map(item -> "%d x %s [%s] %s%s"
                        .formatted(
                                item.quantity(),
                                item.name(),
                                item.sku(),
                                item.total().amount(),
                                item.imageUrl() == null ? "" : " " + item.imageUrl()));
        Stream<String> shipments = order.shipments().stream()
                .map(parcel -> "%s %s %s since %s %s"
                        .formatted(
                                parcel.carrier(),
                                parcel.trackingNumber(),
                                parcel.status().code(),
                                parcel.shippedAt(),
                                parcel.trackingUrl()));
        Customer customer = order.customer();
        Stream<String> people = Stream.of(
                "by %s, %s, %s, %s".formatted(customer.name(), customer.email(), customer.phone(), customer.postcode()),
                "to " + told(order.shippingAddress()));
        Stream<String> timeline = order.timeline().stream()
                .map(entry -> entry.at() + " " + entry.kind().code() + " " + entry.label());
        return Stream.of(head, items, shipments, people, timeline)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String told(Address to) {
        return to == null
                ? "nowhere"
                : Stream.of(
                                to.name(),
                                to.company(),
                                to.address1(),
                                to.address2(),
                                to.city(),
                                to.region(),
                                to.postcode(),
                                to.country())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", "));
    }
}
