package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static ObjectNode order(int status, String payment) {
        return Documented.order(247).put("status_id", status).put("payment_status", payment);
    }

    private static OrderStatus status(JsonNode order) {
        return new Progress(order).status(new BigDecimal("1008.74"), BigDecimal.ZERO, List.of());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "1, Pending, PENDING",
        "2, Shipped, SHIPPED",
        "3, Partially Shipped, PARTIALLY_SHIPPED",
        "4, Refunded, REFUNDED",
        "5, Cancelled, CANCELLED",
        "6, Declined, FAILED",
        "7, Awaiting Payment, PENDING",
        "8, Awaiting Pickup, PROCESSING",
        "9, Awaiting Shipment, PROCESSING",
        "10, Completed, COMPLETED",
        "11, Awaiting Fulfillment, PROCESSING",
        "12, Manual Verification Required, ON_HOLD",
        "13, Disputed, ON_HOLD",
        "14, Partially Refunded, PARTIALLY_REFUNDED"
    })
    void everyDocumentedStatusHasItsMeaning(int id, String name, OrderStatus meant) {
        assertThat(Documented.list("statuses"))
                .filteredOn(status -> status.path("id").asInt() == id)
                .extracting(status -> status.path("system_label").asText())
                .containsExactly(name);
        assertThat(status(order(id, ""))).isEqualTo(meant);
    }

    @Test
    void thereAreNoMoreStatusesThanThose() {
        assertThat(Documented.list("statuses")).hasSize(15);
        assertThat(new Progress(order(0, "")).isNoOrder()).isTrue();
        assertThat(status(order(99, ""))).isEqualTo(OrderStatus.PROCESSING);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "authorized, AUTHORIZED",
        "captured, PAID",
        "capture pending, AUTHORIZED",
        "declined, FAILED",
        "held for review, PENDING",
        "paid, PAID",
        "partially refunded, PARTIALLY_REFUNDED",
        "Partially_Refunded, PARTIALLY_REFUNDED",
        "pending, PENDING",
        "refunded, REFUNDED",
        "void, VOIDED",
        "void pending, VOIDED"
    })
    void everyDocumentedPaymentStatusHasItsMeaning(String word, PaymentStatus meant) {
        assertThat(new Progress(order(11, word)).payment()).isEqualTo(meant);
    }

    @ParameterizedTest(name = "status {0}")
    @CsvSource({
        "1, PENDING", "2, PAID", "3, PAID", "4, REFUNDED", "5, UNKNOWN", "6, FAILED", "7, PENDING",
        "8, PAID", "9, PAID", "10, PAID", "11, PAID", "12, UNKNOWN", "13, UNKNOWN", "14, PARTIALLY_REFUNDED"
    })
    void aPaymentOutsideOfBigCommerceIsKnownFromTheStatusAlone(int id, PaymentStatus meant) {
        assertThat(new Progress(order(id, "")).payment()).isEqualTo(meant);
    }

    @Test
    void itemsThatWereSentCountWhereTheStatusDoesNotTell() {
        assertThat(status(order(11, "captured").put("items_shipped", 3))).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(status(order(11, "captured").put("items_shipped", 11))).isEqualTo(OrderStatus.SHIPPED);
        assertThat(status(order(10, "captured").put("items_shipped", 11))).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void aRefundIsSeenThoughTheStatusWasChangedSince() {
        assertThat(status(order(2, "partially refunded"))).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(status(order(2, "refunded"))).isEqualTo(OrderStatus.REFUNDED);
        assertThat(new Progress(order(2, "paid")).status(BigDecimal.TEN, BigDecimal.ONE, List.of()))
                .isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(new Progress(order(2, "paid")).status(BigDecimal.TEN, BigDecimal.TEN, List.of()))
                .isEqualTo(OrderStatus.REFUNDED);
    }

    @Test
    void aDeclinedPaymentFailsWhatStillWaitsForIt() {
        assertThat(status(order(7, "declined"))).isEqualTo(OrderStatus.FAILED);
        assertThat(status(order(11, "declined"))).isEqualTo(OrderStatus.PROCESSING);
    }

    @Test
    void theMerchantsNameForAStatusIsNotThePlatforms() {
        ObjectNode order = order(11, "captured").put("custom_status", "In the kitchen");

        assertThat(new Progress(order).word()).isEqualTo("Awaiting Fulfillment");
        assertThat(new Progress(order.put("status", "")).word()).isEqualTo("status 11");
    }
}
