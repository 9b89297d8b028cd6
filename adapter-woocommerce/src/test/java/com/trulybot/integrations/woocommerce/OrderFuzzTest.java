package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was recorded, spoiled at random: nothing worse than a named problem comes of it, and no order gets lost. */
class OrderFuzzTest {
    /** Without these an order is none, or is hidden; and money that can't be read can't be left out. */
    private static final Set<String> NEEDED = Set.of(
            "id",
            "status",
            "total",
            "subtotal",
            "total_tax",
            "discount_total",
            "shipping_total",
            "quantity",
            "refunds");

    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anOrderIsNotLostByWhatPluginsWriteIntoIt(int seed) {
        Random random = new Random(seed);
        ObjectNode order = anyOrder(random);
        String id = order.path("id").asText();
        for (int i = 0; i < 8; i++) {
            spoil(order, random);
        }

        Optional<Order> read = new OrderJson(Shop.INTEGRATION, null).read(order);

        assertThat(read).map(Order::id).contains(id);
    }

    /** Cut, doubled, with bytes of others in it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aSpoiledBodyIsReadOrNamed(int seed) {
        Random random = new Random(seed);
        StringBuilder body = new StringBuilder(anyOrder(random).toString());
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(body.length());
            switch (random.nextInt(4)) {
                case 0 -> body.setLength(at + 1);
                case 1 -> body.insert(at, "\u0000<br />\n<b>Notice</b>: {x} [0] ");
                case 2 -> body.setCharAt(at, (char) random.nextInt(0xd800));
                default -> body.insert(0, body.substring(at));
            }
        }
        Store store = Shop.alwaysAnswering(new Response(200, Map.of(), body.toString()))
                .store();

        try {
            store.find(OrderQuery.byId("20"), Shop.soon());
        } catch (StoreException e) {
            assertThat(e.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverStatusAndBodyComeTheyAreNamedAndNothingOfThemIsTold(int seed) {
        Random random = new Random(seed);
        int status = 300 + random.nextInt(300);
        String mark = "mark" + random.nextLong();
        String body = List.of(
                        "",
                        mark,
                        "{\"code\":\"" + mark + "\",\"message\":\"" + mark + "\"}",
                        "{\"code\":\"woocommerce_rest_authentication_error\",\"message\":\"" + mark + "\"}",
                        "{\"code\":[\"" + mark + "\"],\"message\":{}}",
                        "<html>" + mark)
                .get(random.nextInt(6));

        StoreException problem = new Answers(InstantSource.fixed(Shop.NOW))
                .problem(new Response(status, Map.of("Retry-After", List.of(mark)), body));

        assertThat(problem.problem()).isNotNull();
        assertThat(problem.getMessage() + problem.detail() + problem.getCause()).doesNotContain(mark);
    }

    /** What people type into a search, and paste. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noTextBecomesASearchForEverything(int seed) {
        Random random = new Random(seed);
        String text = text(random);
        FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
        Store store = Shop.of(fake).store();

        if (!text.isBlank()) {
            store.search(text, 10, Shop.soon());
        }
        OrderReference.tryParse(text).ifPresent(number -> store.find(OrderQuery.byNumber(number, text), Shop.soon()));

        assertThat(fake.requests()).allSatisfy(request -> {
            String query = request.uri().getRawQuery();
            assertThat(request.uri().getHost()).isEqualTo("shop.example");
            assertThat(request.uri().getPath()).matches("/wp-json/wc/v3/orders(/[1-9][0-9]{0,18}(/refunds)?)?");
            assertThat(query).doesNotContain("%3C", "%3E").doesNotMatch(".*search=(%20|%C2%A0|%00)*(&.*|$)");
        });
    }

    private static String text(Random random) {
        List<String> parts = List.of(
                "20",
                " ",
                "<",
                ">",
                "%",
                "%20",
                "&",
                "=",
                "#",
                "?",
                "../",
                "'",
                "\"",
                "é",
                "山田",
                "\u00a0",
                "\u0000",
                "+",
                "@example.com",
                "<b>",
                "%3C",
                "alice",
                "\ud83d\ude00",
                "٢٠",
                "-",
                "/",
                "\\");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(6); i++) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    private static ObjectNode anyOrder(Random random) {
        List<String> names = List.of(
                "orders/order_19_pending",
                "orders/order_20_processing",
                "orders/order_25_refunded_full",
                "orders/order_29_tracking_meta",
                "orders/order_30_jpy_0dec",
                "orders/order_32_coupon_tax_fee",
                "orders/order_37_empty_order",
                "fulfillments/order_27_after");
        return Recording.of(names.get(random.nextInt(names.size()))).body().deepCopy();
    }

    private static void spoil(JsonNode node, Random random) {
        JsonNode at = node;
        while (true) {
            if (at instanceof ObjectNode object && !object.isEmpty()) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                if (NEEDED.contains(name)) {
                    return;
                }
                if (!object.get(name).isContainerNode() || random.nextInt(3) == 0) {
                    object.set(name, anything(random));
                    return;
                }
                at = object.get(name);
            } else if (at instanceof ArrayNode array && !array.isEmpty()) {
                int index = random.nextInt(array.size());
                if (random.nextInt(3) == 0) {
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
                make.textNode("[{\"tracking_number\":{},\"status\":7}]"),
                make.textNode("a:1:{i:0;s:1:\"x\";}"),
                make.textNode("https://t.example/%number%"),
                make.textNode("0000-00-00 00:00:00"),
                make.numberNode(Long.MIN_VALUE),
                make.numberNode(Double.MAX_VALUE),
                make.booleanNode(true),
                make.arrayNode().add(1).addNull().add(make.objectNode().put("tracking_number", "1")),
                make.objectNode().put("x", "y"),
                make.objectNode());
        return all.get(random.nextInt(all.size()));
    }
}
