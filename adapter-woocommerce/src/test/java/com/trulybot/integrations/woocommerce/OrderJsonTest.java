package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that were not recorded, made of recorded ones. */
class OrderJsonTest {
    private final ObjectNode json =
            (ObjectNode) Recording.of("orders/order_20_processing").body();

    @ParameterizedTest
    @CsvSource({
        // status, paid, refunded, what it is, where the money is
        "pending, false, 0, PENDING, PENDING",
        "pending, true, 0, PENDING, PENDING",
        "on-hold, false, 0, ON_HOLD, PENDING",
        "on-hold, true, 0, ON_HOLD, PAID",
        "processing, true, 0, PROCESSING, PAID",
        "processing, false, 0, PROCESSING, PENDING",
        "processing, true, -10.00, PARTIALLY_REFUNDED, PARTIALLY_REFUNDED",
        "processing, true, -57.15, REFUNDED, REFUNDED",
        "completed, true, 0, COMPLETED, PAID",
        "completed, false, 0, COMPLETED, PAID",
        "cancelled, false, 0, CANCELLED, VOIDED",
        "cancelled, true, 0, CANCELLED, PAID",
        "cancelled, true, -57.15, CANCELLED, REFUNDED",
        "refunded, true, 0, REFUNDED, REFUNDED",
        "failed, false, 0, FAILED, FAILED",
        "shipped, true, 0, SHIPPED, PAID",
        "shipped, false, 0, SHIPPED, PENDING",
        "partial-shipped, true, 0, PARTIALLY_SHIPPED, PAID",
        "delivered, true, 0, DELIVERED, PAID",
        "delivered, false, 0, DELIVERED, PAID",
        "wc-awaiting-shipment, true, 0, PROCESSING, PAID",
        "my-own-word, true, 0, PROCESSING, PAID"
    })
    void aStatusIsReadWithTheMoneyBesideIt(
            String status, boolean paid, String refunded, OrderStatus means, PaymentStatus money) {
        json.put("status", status);
        if (!paid) {
            json.putNull("date_paid_gmt");
        }
        if (!refunded.equals("0")) {
            json.putArray("refunds").addObject().put("id", 1).put("total", refunded);
        }

        Order order = Shop.read(json);

        assertThat(order.status()).isEqualTo(means);
        assertThat(order.paymentStatus()).isEqualTo(money);
        assertThat(order.platformStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "processing, '', PROCESSING",
        "processing, 1700000000, SHIPPED",
        "completed, '', SHIPPED",
        "delivered, '', DELIVERED",
        "on-hold, 1700000000, ON_HOLD"
    })
    void aParcelTellsHowFarAnOrderIs(String status, String shipped, OrderStatus means) {
        json.put("status", status);
        track("T1", shipped);

        assertThat(Shop.read(json).status()).isEqualTo(means);
    }

    @Test
    void theParcelsOfADeliveredOrderAreDelivered() {
        json.put("status", "delivered");
        track("T1", "1700000000");

        assertThat(Shop.read(json).shipments()).extracting(Shipment::status).containsExactly(Shipment.Status.DELIVERED);
    }

    @ParameterizedTest
    @CsvSource({"partially_fulfilled, PARTIALLY_SHIPPED", "fulfilled, SHIPPED", "no_fulfillments, PROCESSING"})
    void wooCommercesOwnFulfillmentsTellHowMuchIsSent(String progress, OrderStatus means) {
        meta("_fulfillment_status", JsonNodeFactory.instance.textNode(progress));

        assertThat(Shop.read(json).status()).isEqualTo(means);
    }

    /** 10 % in the shop's prices: 22.00 and 5.50 to the shopper, 20.00 and 5.00 in the API. */
    @Test
    void whatAShopWithTaxInItsPricesAnswersAddsUpToo() {
        json.put("prices_include_tax", true)
                .put("total", "27.50")
                .put("total_tax", "2.50")
                .put("discount_total", "0.00")
                .put("shipping_total", "5.00");
        ArrayNode lines = json.putArray("line_items");
        lines.addObject()
                .put("name", "Mug")
                .put("quantity", 1)
                .put("subtotal", "20.00")
                .put("total", "20.00");

        Totals totals = Shop.read(json).totals();

        assertThat(totals.taxIncluded()).isFalse();
        assertThat(totals.subtotal().plus(totals.shipping()).plus(totals.tax()).amount())
                .isEqualByComparingTo(totals.total().amount());
    }

    @Test
    void aFeeMayBeNegative() {
        ArrayNode fees = json.putArray("fee_lines");
        fees.addObject().put("name", "Gift wrap").put("total", "3.00");
        fees.addObject().put("name", "Loyal customer").put("total", "-5.50");

        assertThat(Shop.read(json).totals().fees().amount()).isEqualByComparingTo("-2.50");
    }

    @Test
    void refundsAreAddedUpAndPositive() {
        ArrayNode refunds = json.putArray("refunds");
        refunds.addObject().put("total", "-1.10");
        refunds.addObject().put("total", "-2.20");

        assertThat(Shop.read(json).totals().refunded().amount()).isEqualByComparingTo("3.30");
    }

    @Test
    void moneyKeepsTheScaleThatTheShopSentUntilTheEdge() {
        List<JsonNode> orders = new ArrayList<>();
        Recording.of("list/default").body().forEach(orders::add);
        JsonNode kwd = orders.stream()
                .filter(order -> order.path("id").asInt() == 31)
                .findFirst()
                .orElseThrow();

        assertThat(Shop.read(kwd).totals().total().amount()).hasToString("13.60");
        assertThat(Shop.read(kwd).totals().total().rounded().amount()).hasToString("13.600");
        assertThat(Shop.order("orders/order_30_jpy_0dec")
                        .totals()
                        .total()
                        .rounded()
                        .amount())
                .hasToString("2300");
    }

    @ParameterizedTest
    @CsvSource({"usd, USD", "USDT, XXX", "'', XXX", "€, XXX"})
    void aCurrencyThatIsNoneIsNoCurrency(String currency, String code) {
        json.put("currency", currency);

        assertThat(Shop.read(json).totals().currency()).isEqualTo(code);
    }

    @Test
    void namesAreCleanText() {
        ArrayNode lines = json.putArray("line_items");
        lines.addObject()
                .put("name", "Salt &amp; Pepper &#8211; <b>big</b><script>alert(1)</script>\u0007 mill")
                .put("quantity", "2.5")
                .put("total", 5)
                .put("sku", 4711)
                .putObject("image")
                .put("src", "https://shop.example/mill.jpg");
        ((ObjectNode) json.path("billing")).put("first_name", "<i>Zo&euml;</i>");

        Order order = Shop.read(json);

        assertThat(order.items()).singleElement().satisfies(item -> {
            assertThat(item.name()).isEqualTo("Salt & Pepper – big mill");
            assertThat(item.sku()).isEqualTo("4711");
            assertThat(item.quantity()).isEqualTo(3);
            assertThat(item.imageUrl()).isEqualTo("https://shop.example/mill.jpg");
        });
        assertThat(order.customer().name()).isEqualTo("Zoë Anderson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/a.jpg",
                "javascript:alert(1)",
                "/a.jpg",
                "https://shop.example/a.jpg\" onerror=\"x",
                "data:image/png;base64,AAAA",
                ""
            })
    void aPictureIsAnHttpsAddressOrNone(String src) {
        ((ObjectNode) json.path("line_items").get(0)).putObject("image").put("src", src);

        assertThat(Shop.read(json).items()).extracting(OrderItem::imageUrl).containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource({"#1001, 1001", "'# 1001', 1001", "EU-1001/A, EU-1001/A", "'', 20", "'#', 20"})
    void aNumberIsToldAsTheShopShowsItWithoutItsHash(String number, String told) {
        json.put("number", number);

        assertThat(Shop.read(json).number()).isEqualTo(told);
    }

    @Test
    void everythingThatCanBeAbsentMayBe() {
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        bare.put("id", "7").put("status", "processing");

        Order order = Shop.read(bare);

        assertThat(order.id()).isEqualTo("7");
        assertThat(order.number()).isEqualTo("7");
        assertThat(order.createdAt()).isNull();
        assertThat(order.customer().name()).isNull();
        assertThat(order.customer().email()).isNull();
        assertThat(order.shippingAddress()).isNull();
        assertThat(order.items()).isEmpty();
        assertThat(order.timeline()).isEmpty();
        assertThat(order.totals().total().isZero()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000-00-00 00:00:00", "yesterday", "2026-13-45T99:00:00", "1"})
    void aDateThatIsNoneIsUnknown(String date) {
        json.put("date_created_gmt", date).put("date_paid_gmt", date);

        Order order = Shop.read(json);

        assertThat(order.createdAt()).isNull();
        assertThat(order.timeline()).extracting(TimelineEntry::kind).doesNotContain(TimelineEntry.Kind.CREATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1e999999999", "1e-999999999", "1,50", "NaN", "12345678901234567890123456789012345"})
    void aTotalThatIsNoNumberIsAnInvalidAnswer(String total) {
        json.put("total", total);

        assertThatThrownBy(() -> Shop.read(json))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID));
    }

    @Test
    void aHugeQuantityIsNotTakenForANegativeOne() {
        ((ObjectNode) json.path("line_items").get(0)).put("quantity", "99999999999999");

        assertThat(Shop.read(json).items().get(0).quantity()).isEqualTo(Integer.MAX_VALUE);
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** Any value anywhere may be of any type. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whateverStandsInAnOrderItIsReadOrAnInvalidAnswer(int seed) {
        Random random = new Random(seed);
        JsonNode order = Recording.of("orders/order_29_tracking_meta").body().deepCopy();
        for (int i = 0; i < 6; i++) {
            spoil(order, random);
        }

        assertThatCode(() -> {
                    try {
                        new OrderJson(Shop.INTEGRATION, null).read(order);
                    } catch (StoreException e) {
                        assertThat(e.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
                    }
                })
                .doesNotThrowAnyException();
    }

    private static void spoil(JsonNode node, Random random) {
        JsonNode at = node;
        while (true) {
            if (at instanceof ObjectNode object && !object.isEmpty()) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                if (!object.get(name).isContainerNode() || random.nextInt(4) == 0) {
                    object.set(name, anything(random));
                    return;
                }
                at = object.get(name);
            } else if (at instanceof ArrayNode array && !array.isEmpty()) {
                int index = random.nextInt(array.size());
                if (!array.get(index).isContainerNode() || random.nextInt(4) == 0) {
                    array.set(index, anything(random));
                    return;
                }
                at = array.get(index);
            } else {
                return;
            }
        }
    }

    private static JsonNode anything(Random random) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        List<JsonNode> all = List.of(
                make.nullNode(),
                make.textNode(""),
                make.textNode("\u0000<b>&#x110000;%s"),
                make.textNode("[{\"tracking_number\":{}}]"),
                make.textNode("-1e400"),
                make.textNode("9999999999"),
                make.numberNode(Long.MIN_VALUE),
                make.numberNode(Double.MAX_VALUE),
                make.booleanNode(true),
                make.arrayNode().add(1).addNull(),
                make.objectNode().put("x", "y"),
                make.objectNode());
        return all.get(random.nextInt(all.size()));
    }

    private void track(String number, String shipped) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        items.addObject().put("tracking_number", number).put("date_shipped", shipped);
        meta("_wc_shipment_tracking_items", items);
    }

    private void meta(String key, JsonNode value) {
        ArrayNode meta = json.putArray("meta_data");
        meta.addObject().put("key", key).set("value", value);
    }
}
