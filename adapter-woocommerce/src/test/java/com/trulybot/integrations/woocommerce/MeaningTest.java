package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {
    @ParameterizedTest
    @CsvSource({
        "pending, AWAITING_PAYMENT",
        "wc-pending, AWAITING_PAYMENT",
        "on-hold, ON_HOLD",
        "processing, PROCESSING",
        "completed, FINISHED",
        "cancelled, CANCELLED",
        "canceled, CANCELLED",
        "refunded, REFUNDED",
        "failed, FAILED",
        "trash, NOT_AN_ORDER",
        "checkout-draft, NOT_AN_ORDER",
        "wc-checkout-draft, NOT_AN_ORDER",
        "auto-draft, NOT_AN_ORDER",
        "shipped, SENT",
        "wc-shipped, SENT",
        "Shipped, SENT",
        "order_shipped, SENT",
        "dispatched, SENT",
        "out-for-delivery, SENT",
        "in-transit, SENT",
        "versendet, SENT",
        "delivery-failed, SENT",
        "partial-shipped, PARTLY_SENT",
        "partially-shipped, PARTLY_SENT",
        "partially-delivered, PARTLY_SENT",
        "delivered, DELIVERED",
        "wc-delivered, DELIVERED",
        "order-delivered, DELIVERED",
        "picked-up, FINISHED",
        "partially-refunded, PARTLY_REFUNDED",
        "partial-refund, PARTLY_REFUNDED",
        "payment-failed, FAILED",
        "awaiting-shipment, PROCESSING",
        "awaiting-delivery, PROCESSING",
        "to-be-shipped, PROCESSING",
        "not-shipped, PROCESSING",
        "ready-for-pickup, PROCESSING",
        "ready-to-ship, PROCESSING",
        "refund-requested, PROCESSING",
        "cancel-request, PROCESSING",
        "packed, PROCESSING",
        "paid, PROCESSING",
        "выполнен, PROCESSING",
        "'', PROCESSING",
        "wc-, PROCESSING",
        "--, PROCESSING"
    })
    void aWordIsReadByWhatItMostLikelyMeans(String status, Meaning meaning) {
        assertThat(Meaning.of(status)).isEqualTo(meaning);
    }
}
