package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.Totals;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far an order is, and what became of it since it was placed. */
class OrderStatusTest {
    private static Order rest(JsonNode order) {
        return OrderMappingTest.rest(order);
    }

    private static Order graphQl(JsonNode order) {
        return OrderMappingTest.graphQl(order);
    }

    private static JsonNode node(String name) {
        return OrderMappingTest.node(name);
    }

    private static ObjectNode pair(String mode) {
        return OrderMappingTest.pair(mode);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, UNFULFILLED, PENDING",
        "AUTHORIZED, UNFULFILLED, PROCESSING",
        "PARTIALLY_PAID, IN_PROGRESS, PROCESSING",
        "VOIDED, UNFULFILLED, FAILED",
        "REFUNDED, FULFILLED, REFUNDED",
        "PAID, FULFILLMENT_NOT_REQUIRED, COMPLETED",
        "PENDING, FULFILLMENT_NOT_REQUIRED, PENDING",
        "PAID, RESTOCKED, PROCESSING",
        "SOMETHING_NEW, SOMETHING_NEWER, PROCESSING",
    })
    void aStatusIsReadFromBothOfShopifys(String financial, String fulfillment, OrderStatus status) {
        ObjectNode order =
                pair("graphql").put("displayFinancialStatus", financial).put("displayFulfillmentStatus", fulfillment);
        order.putObject("totalRefundedSet");

        assertThat(graphQl(order).status()).isEqualTo(status);
        assertThat(graphQl(order).platformStatus()).isEqualTo(fulfillment);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, UNFULFILLED", "partial, PARTIALLY_FULFILLED", "fulfilled, FULFILLED", "restocked, RESTOCKED"})
    void restIsToldInTheWordsOfGraphQl(String word, String platformStatus) {
        assertThat(rest(pair("rest").put("fulfillment_status", word)).platformStatus())
                .isEqualTo(platformStatus);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SUCCESS, LABEL_PRINTED, PENDING",
                "SUCCESS, LABEL_VOIDED, PENDING",
                "SUCCESS, SUBMITTED, PENDING",
                "SUCCESS, MARKED_AS_FULFILLED, IN_TRANSIT",
                "SUCCESS, CARRIER_PICKED_UP, IN_TRANSIT",
                "SUCCESS, DELAYED, IN_TRANSIT",
                "SUCCESS, ATTEMPTED_DELIVERY, IN_TRANSIT",
                "SUCCESS, READY_FOR_PICKUP, READY_FOR_PICKUP",
                "SUCCESS, PICKED_UP, DELIVERED",
                "SUCCESS, NOT_DELIVERED, FAILED",
                "SUCCESS, CANCELED, CANCELLED",
                "SUCCESS, BEAMED_UP, UNKNOWN",
                "SUCCESS, -, IN_TRANSIT",
                "OPEN, -, PENDING",
                "ERROR, IN_TRANSIT, FAILED",
                "CANCELLED, DELIVERED, CANCELLED",
            })
    void aShipmentsStatusIsReadFromBothOfShopifys(String status, String display, Shipment.Status expected) {
        ObjectNode order = pair("graphql");
        ((ObjectNode) order.at("/fulfillments/0")).put("status", status).put("displayStatus", display);
        ObjectNode rest = pair("rest");
        ((ObjectNode) rest.at("/fulfillments/0")).put("status", status).put("shipment_status", display);

        assertThat(graphQl(order).shipments().get(0).status()).isEqualTo(expected);
        assertThat(rest(rest).shipments().get(0).status()).isEqualTo(expected);
    }

    @Test
    void whatWasPickedUpOrNeedsNoShippingIsCompleted() {
        ObjectNode pickedUp = (ObjectNode) node("order-1001");
        ((ObjectNode) pickedUp.at("/fulfillments/0")).put("displayStatus", "PICKED_UP");
        ObjectNode digital = ((ObjectNode) node("order-1001")).put("requiresShipping", false);
        ObjectNode restDigital =
                pair("rest").put("fulfillment_status", "fulfilled").put("financial_status", "paid");
        restDigital.putArray("refunds");
        restDigital.path("line_items").forEach(line -> ((ObjectNode) line).put("requires_shipping", false));

        assertThat(graphQl(pickedUp).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(graphQl(digital).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(rest(restDigital).status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_RETURN | FULFILLED",
                "RETURN_REQUESTED | FULFILLED, RETURN_REQUESTED",
                "IN_PROGRESS | FULFILLED, RETURN_IN_PROGRESS",
                "INSPECTION_COMPLETE | FULFILLED, RETURN_INSPECTION_COMPLETE",
                "RETURNED | FULFILLED, RETURNED",
                "RETURN_FAILED | FULFILLED, RETURN_FAILED",
                "SENT_TO_THE_MOON | FULFILLED, RETURN_SENT_TO_THE_MOON",
            })
    void aReturnIsToldBesideTheFulfilment(String returns, String platformStatus) {
        ObjectNode order = ((ObjectNode) node("order-1001")).put("returnStatus", returns);

        assertThat(graphQl(order).platformStatus()).isEqualTo(platformStatus);
        assertThat(graphQl(order).status()).as("what was sent stays sent").isEqualTo(OrderStatus.SHIPPED);
    }

    /** Two boots at 50.00 less 10.00, one wax at 20.00; nothing has gone back. */
    private static ObjectNode edited(String mode, Integer boots, Integer wax) {
        ObjectNode order = pair(mode);
        boolean rest = mode.equals("rest");
        JsonNode lines = rest ? order.path("line_items") : order.at("/lineItems/nodes");
        String current = rest ? "current_quantity" : "currentQuantity";
        ((ObjectNode) lines.get(0)).put(current, boots);
        ((ObjectNode) lines.get(1)).put(current, wax);
        if (rest) {
            order.putArray("refunds");
            money(order, true, "current_total_price_set", "69.39");
            money(order, true, "current_total_tax_set", "6.49");
            money(order, true, "current_total_discounts_set", "10.00");
            money(order, true, "current_total_duties_set", "3.00");
        } else {
            money(order, false, "totalRefundedSet", "0.0");
            money(order, false, "currentTotalPriceSet", "69.39");
            money(order, false, "currentTotalTaxSet", "6.49");
            money(order, false, "currentTotalDiscountsSet", "10.0");
            money(order, false, "currentTotalDutiesSet", "3.0");
        }
        return order;
    }

    private static void money(ObjectNode order, boolean rest, String name, String amount) {
        order.putObject(name)
                .putObject(rest ? "presentment_money" : "presentmentMoney")
                .put("amount", amount)
                .put(rest ? "currency_code" : "currencyCode", "EUR");
    }

    @Test
    void anOrderThatWasEditedIsToldAsItIsNow() {
        for (Order order : List.of(graphQl(edited("graphql", 1, 0)), rest(edited("rest", 1, 0)))) {
            assertThat(order.items()).singleElement().satisfies(item -> {
                assertThat(item.name()).isEqualTo("Boots - 42");
                assertThat(item.quantity()).isEqualTo(1);
                assertThat(item.total().amount()).isEqualByComparingTo("45.00");
            });
            Totals totals = order.totals();
            assertThat(totals.total().amount()).isEqualByComparingTo("69.39");
            assertThat(totals.tax().amount()).isEqualByComparingTo("6.49");
            assertThat(totals.discount().amount()).isEqualByComparingTo("10.00");
            BigDecimal sum = totals.subtotal()
                    .minus(totals.discount())
                    .plus(totals.fees())
                    .plus(totals.shipping())
                    .plus(totals.tax())
                    .amount();
            assertThat(sum).isEqualByComparingTo(totals.total().amount());
        }
    }

    @Test
    void whatWasRefundedStaysOnTheOrderAndIsToldBesideIt() {
        ObjectNode graphQl = edited("graphql", 1, 0);
        money(graphQl, false, "totalRefundedSet", "65.0");
        ObjectNode rest = edited("rest", 1, 0);
        rest.set("refunds", pair("rest").path("refunds"));

        for (Order order : List.of(graphQl(graphQl), rest(rest))) {
            assertThat(order.items()).extracting(OrderItem::quantity).containsExactly(2, 1);
            assertThat(order.totals().total().amount()).isEqualByComparingTo("129.39");
            assertThat(order.totals().refunded().amount()).isPositive();
        }
    }

    @Test
    void aCancelledOrderKeepsItsItemsThoughNoneIsLeft() {
        ObjectNode graphQl = edited("graphql", 0, 0).put("cancelledAt", "2026-11-21T12:00:00Z");
        ObjectNode rest = edited("rest", 0, 0).put("cancelled_at", "2026-11-21T12:00:00Z");

        for (Order order : List.of(graphQl(graphQl), rest(rest))) {
            assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
            assertThat(order.items()).hasSize(2);
            assertThat(order.totals().total().amount()).isEqualByComparingTo("129.39");
            assertThat(order.timeline()).extracting(TimelineEntry::label).contains("Cancelled");
        }
    }

    @Test
    void anOrderThatWasNotEditedIsAsItWasOrdered() {
        assertThat(graphQl(edited("graphql", 2, 1)).totals().total().amount()).isEqualByComparingTo("129.39");
        assertThat(rest(edited("rest", null, null)).totals().total().amount()).isEqualByComparingTo("129.39");
    }
}
