package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each order that Shopify documents, and what is told of it. */
class OrderMappingTest {
    static Order rest(JsonNode order) {
        return RestOrderJson.read(order, "USD").stream()
                .flatMap(new OrderMapper(Shops.INTEGRATION)::map)
                .findFirst()
                .orElseThrow();
    }

    static Order graphQl(JsonNode order) {
        return GraphQlOrderJson.read(order, "name", "USD").stream()
                .flatMap(new OrderMapper(Shops.INTEGRATION)::map)
                .findFirst()
                .orElseThrow();
    }

    static JsonNode node(String name) {
        return Fixture.json("graphql/" + name + ".json").at("/body/data/orders/nodes/0");
    }

    static ObjectNode pair(String mode) {
        return (ObjectNode) Fixture.json("pair/" + mode + ".json");
    }

    private static void addsUp(Totals totals) {
        BigDecimal sum = totals.subtotal()
                .minus(totals.discount())
                .plus(totals.fees())
                .plus(totals.shipping())
                .amount();
        assertThat(totals.taxIncluded() ? sum : sum.add(totals.tax().amount()))
                .isEqualByComparingTo(totals.total().amount());
    }

    @Test
    void anOrderIsTheSameWhicheverApiToldIt() {
        Order rest = rest(pair("rest"));
        Order graphQl = graphQl(pair("graphql"));

        assertThat(rest)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(graphQl);
        addsUp(rest.totals());
        addsUp(graphQl.totals());
    }

    @Test
    void everythingThatIsToldOfAnOrder() {
        Order order = graphQl(pair("graphql"));

        assertThat(order.id()).isEqualTo("8938018537790123456");
        assertThat(order.number()).isEqualTo("2001");
        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(order.platformStatus()).isEqualTo("PARTIALLY_FULFILLED");
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(order.createdAt()).isEqualTo("2026-11-18T12:00:00Z");
        assertThat(order.totals().currency()).isEqualTo("EUR");
        assertThat(Stream.of(
                                order.totals().subtotal(),
                                order.totals().discount(),
                                order.totals().fees(),
                                order.totals().shipping(),
                                order.totals().tax(),
                                order.totals().total(),
                                order.totals().refunded())
                        .map(money -> money.rounded().amount().toPlainString()))
                .containsExactly("120.00", "15.00", "3.00", "9.90", "11.49", "129.39", "10.00");
        assertThat(order.items())
                .extracting(item -> item.name() + " " + item.sku() + " " + item.quantity() + " "
                        + item.total().rounded().amount())
                .containsExactly("Boots - 42 BOOT-42 2 90.00", "Wax null 1 20.00");
        assertThat(order.shipments())
                .extracting(Shipment::trackingNumber, Shipment::status, Shipment::shippedAt)
                .containsExactly(
                        tuple("003404341", Shipment.Status.OUT_FOR_DELIVERY, Instant.parse("2026-11-20T12:00:00Z")),
                        tuple("003404342", Shipment.Status.OUT_FOR_DELIVERY, Instant.parse("2026-11-20T12:00:00Z")),
                        tuple(null, Shipment.Status.CANCELLED, null));
        assertThat(order.customer())
                .isEqualTo(new Customer("Erika Müller", "Erika@Example.com", "+49 221 1234", "50667"));
        assertThat(order.shippingAddress())
                .isEqualTo(new Address(
                        "Erika Müller",
                        "Müller GmbH",
                        "Hauptstraße 5",
                        null,
                        "Köln",
                        "Nordrhein-Westfalen",
                        "50667",
                        "DE"));
        assertThat(order.timeline())
                .extracting(TimelineEntry::label)
                .containsExactly("Order placed", "Shipped with DHL", "Refunded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-10", "2026-07"})
    void theDocumentedOrderOfTheRestApi(String version) {
        Order order =
                rest(Fixture.json("rest/" + version + "/order_test_8.json").path("order"));

        assertThat(order.id()).isEqualTo("450789469");
        assertThat(order.number()).isEqualTo("1001");
        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(order.platformStatus()).isEqualTo("UNFULFILLED");
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(order.createdAt()).isEqualTo("2008-01-10T16:00:00Z");
        // Its own subtotal_price, 597.00, is not after the discount of 10.00 as it should be; the items are.
        assertThat(order.totals().subtotal().amount()).isEqualByComparingTo("597.00");
        assertThat(order.totals().discount().amount()).isEqualByComparingTo("10.00");
        assertThat(order.totals().tax().amount()).isEqualByComparingTo("11.94");
        assertThat(order.totals().total().amount()).isEqualByComparingTo("598.94");
        // What went back, though the order got smaller by 399.29.
        assertThat(order.totals().refunded().amount()).isEqualByComparingTo("209.00");
        addsUp(order.totals());
        assertThat(order.items()).hasSize(3).first().satisfies(item -> {
            assertThat(item.name()).isEqualTo("IPod Nano - 8gb - green");
            assertThat(item.sku()).isEqualTo("IPOD2008GREEN");
            assertThat(item.total().amount()).isEqualByComparingTo("195.66");
        });
        assertThat(order.shipments()).singleElement().satisfies(shipment -> {
            assertThat(shipment.status()).isEqualTo(Shipment.Status.FAILED);
            assertThat(shipment.carrier()).isEqualTo("USPS");
            assertThat(shipment.trackingUrl()).startsWith("https://tools.usps.com/");
        });
        assertThat(order.customer())
                .isEqualTo(new Customer("Bob Norman", "bob.norman@mail.example.com", "+1(502)-459-2181", "40202"));
        assertThat(order.shippingAddress())
                .isEqualTo(new Address(
                        "Bob Norman", null, "Chestnut Street 92", null, "Louisville", "Kentucky", "40202", "US"));
    }

    @ParameterizedTest
    @CsvSource({
        // The same order in a list, and in a list of authorized ones, which still says that money went back.
        "order_test_1, PARTIALLY_REFUNDED, PARTIALLY_REFUNDED, 598.94",
        "order_test_5, PARTIALLY_REFUNDED, AUTHORIZED, 598.94",
        // No e-mail, no customer, no addresses.
        "order_test_6, PROCESSING, PAID, 199.00",
        // Only the id, the name, the time and the total were asked for.
        "order_test_3, PROCESSING, UNKNOWN, 598.94",
    })
    void theDocumentedListsOfTheRestApi(String file, OrderStatus status, PaymentStatus payment, String total) {
        for (String version : List.of("2024-10", "2026-07")) {
            Order order =
                    rest(Fixture.json("rest/" + version + "/" + file + ".json").at("/orders/0"));

            assertThat(order.status()).isEqualTo(status);
            assertThat(order.paymentStatus()).isEqualTo(payment);
            assertThat(order.totals().total().amount()).isEqualByComparingTo(total);
            addsUp(order.totals());
        }
    }

    @Test
    void aRestOrderWithoutAnEmailHasNone() {
        Order order = rest(Fixture.json("rest/2026-07/order_test_6.json").at("/orders/0"));

        assertThat(order.customer()).isEqualTo(Customer.UNKNOWN);
        assertThat(order.shippingAddress()).isNull();
        assertThat(order.shipments()).isEmpty();
    }

    @Test
    void someFieldsOfARestOrderAreEnough() {
        Order order = rest(Fixture.json("rest/2026-07/order_test_7.json").path("order"));

        assertThat(order.items()).hasSize(3);
        assertThat(order.createdAt()).isNull();
        addsUp(order.totals());
    }

    @ParameterizedTest
    @CsvSource({"2024-10, 369.97, 359.97", "2026-07, 414.95, 404.95"})
    void theDocumentedOrderOfTheWebhooks(String version, String subtotal, String total) {
        Order order = rest(Fixture.json("rest/" + version + "/webhook_orders.json"));

        // The plain id was rounded on its way through a double: 820982911946154500.
        assertThat(order.id()).isEqualTo("820982911946154508");
        assertThat(order.number()).isEqualTo("9999");
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.VOIDED);
        assertThat(order.totals().subtotal().amount()).isEqualByComparingTo(subtotal);
        assertThat(order.totals().discount().amount()).isEqualByComparingTo("20.00");
        assertThat(order.totals().shipping().amount()).isEqualByComparingTo("10.00");
        assertThat(order.totals().total().amount()).isEqualByComparingTo(total);
        addsUp(order.totals());
        assertThat(order.customer().email()).isEqualTo("jon@example.com");
        assertThat(order.timeline())
                .extracting(TimelineEntry::kind)
                .containsExactly(TimelineEntry.Kind.CREATED, TimelineEntry.Kind.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "order-1001, 1001, SHIPPED, FULFILLED, PAID, USD 55.0, IN_TRANSIT",
                "order-1002, 1002, PROCESSING, UNFULFILLED, PAID, USD 55.0, -",
                "order-1003, 1003, PARTIALLY_SHIPPED, PARTIALLY_FULFILLED, PAID, USD 155.0,"
                        + " OUT_FOR_DELIVERY OUT_FOR_DELIVERY PENDING",
                "order-1005, 1005, DELIVERED, FULFILLED, PAID, EUR 110.4, DELIVERED",
                // From a till: nothing to send, no e-mail.
                "order-1006, 1006, COMPLETED, FULFILLED, PAID, USD 55.0, IN_TRANSIT",
                "order-1008, 1008, ON_HOLD, ON_HOLD, PENDING, USD 55.0, -",
                "order-1009, 1009, SHIPPED, FULFILLED, PAID, USD 55.0, CANCELLED PENDING",
                "order-1012, 1012, PROCESSING, UNFULFILLED, PAID, USD 605.0, -",
                // A shipment without a number.
                "order-1014, 1014, SHIPPED, FULFILLED, PAID, USD 55.0, IN_TRANSIT",
                // An e-book: nothing open, nothing to send.
                "order-1015-on-2026-07, 1015, COMPLETED, UNFULFILLED, PAID, USD 55.0, -",
                "order-1016, 1016, PROCESSING, SCHEDULED, PAID, USD 55.0, -",
                "order-1017, 1017, FAILED, REQUEST_DECLINED, EXPIRED, USD 55.0, -",
                "order-1001-A, 1001-A, PROCESSING, UNFULFILLED, PAID, USD 55.0, -",
                "order-EU-1001, EU-1001, PROCESSING, UNFULFILLED, PAID, USD 55.0, -",
                "fall-forward-2024-10, 1001, SHIPPED, FULFILLED, PAID, USD 55.0, IN_TRANSIT",
                "pcd-level1, 1001, SHIPPED, FULFILLED, PAID, USD 55.0, IN_TRANSIT",
            })
    void theOrdersOfTheGraphQlApi(
            String file,
            String number,
            OrderStatus status,
            String platformStatus,
            PaymentStatus payment,
            String total,
            String shipments) {
        Order order = graphQl(node(file));

        assertThat(order.number()).isEqualTo(number);
        assertThat(order.status()).isEqualTo(status);
        assertThat(order.platformStatus()).isEqualTo(platformStatus);
        assertThat(order.paymentStatus()).isEqualTo(payment);
        assertThat(order.totals().currency() + " " + order.totals().total().amount())
                .isEqualTo(total);
        assertThat(order.shipments().stream().map(s -> s.status().name()).toList())
                .isEqualTo(shipments == null ? List.of() : List.of(shipments.split(" ")));
        addsUp(order.totals());
    }

    @Test
    void aParcelIsToldWithAllThatIsKnownOfIt() {
        assertThat(graphQl(node("order-1001")).shipments())
                .containsExactly(new Shipment(
                        "UPS",
                        "1Z827WK74630",
                        "https://www.ups.com/WebTracking?loc=en_US&requester=ST&trackNums=1Z827WK74630",
                        Shipment.Status.IN_TRANSIT,
                        Instant.parse("2026-11-20T12:00:00Z"),
                        Instant.parse("2026-11-25T12:00:00Z"),
                        null));
        assertThat(graphQl(node("order-1014")).shipments()).singleElement().satisfies(shipment -> {
            assertThat(shipment.trackingNumber()).isNull();
            assertThat(shipment.carrier()).isEqualTo("Other");
        });
        assertThat(graphQl(node("order-1005")).timeline())
                .extracting(TimelineEntry::kind)
                .containsExactly(TimelineEntry.Kind.CREATED, TimelineEntry.Kind.SHIPPED, TimelineEntry.Kind.DELIVERED);
    }

    @Test
    void titlesAreToldWithoutHtml() {
        assertThat(graphQl(node("order-1012")).items().get(0).name())
                .startsWith("Überlanger Artikelname „mit Zeichen“ & HTML 📦 xxx");
        assertThat(graphQl(node("order-1001")).items().get(0).name()).isEqualTo("IPod Nano - 8gb - green");
    }

    @Test
    void aTipIsAFeeAndNoItem() {
        ObjectNode order = pair("rest").put("presentment_currency", "USD").put("total_tip_received", "5.00");
        ((ArrayNode) order.path("line_items"))
                .addObject()
                .put("name", "Tip")
                .put("quantity", 1)
                .putObject("tip");

        assertThat(rest(order).items()).extracting("name").containsExactly("Boots - 42", "Wax");
        assertThat(rest(order).totals().fees().amount()).isEqualByComparingTo("8.00");
    }

    @Test
    void taxThatIsIncludedIsNotAddedAgain() {
        ObjectNode order = pair("graphql").put("taxesIncluded", true);
        ((ObjectNode) order.at("/totalPriceSet/presentmentMoney")).put("amount", "117.90");

        assertThat(graphQl(order).totals().taxIncluded()).isTrue();
        addsUp(graphQl(order).totals());
    }

    @Test
    void aRefundToldInTheShopsCurrencyIsReckonedInTheShoppers() {
        ObjectNode order = pair("rest");
        ((ObjectNode) order.at("/refunds/0/transactions/0"))
                .put("amount", "10.87")
                .put("currency", "USD");

        assertThat(rest(order).totals().refunded().amount()).isEqualByComparingTo("10.00");
    }

    @Test
    void whatIsMalformedIsLeftOutAndNeverAnError() {
        ObjectNode order = pair("graphql").put("createdAt", "yesterday").put("presentmentCurrencyCode", "euro");
        ((ObjectNode) order.at("/totalPriceSet/presentmentMoney")).put("amount", "1e999999999");
        ((ObjectNode) order.at("/fulfillments/0/trackingInfo/0")).put("url", "javascript:alert(1)");
        ((ObjectNode) order.at("/lineItems/nodes/0")).putObject("image").put("url", "http://pictures.example/x.png");

        Order read = graphQl(order);

        assertThat(read.createdAt()).isNull();
        assertThat(read.totals().currency()).isEqualTo("XXX");
        assertThat(read.totals().total().isZero()).isTrue();
        assertThat(read.shipments().get(0).trackingUrl()).isNull();
        assertThat(read.items().get(0).imageUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":1}", "{\"name\":\"#1\"}", "{\"id\":\"x\",\"name\":\"#1\"}", "[]", "7"})
    void whatHasNoIdOrNoNameIsNoOrder(String json) throws Exception {
        JsonNode node = Answers.JSON.readTree(json);

        assertThat(RestOrderJson.read(node, "USD")).isEqualTo(Optional.empty());
        assertThat(GraphQlOrderJson.read(node, "name", "USD")).isEqualTo(Optional.empty());
    }
}
