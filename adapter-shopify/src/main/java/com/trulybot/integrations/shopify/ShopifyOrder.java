package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.order.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as Shopify tells it, the same whether REST or GraphQL told it. Enum words are GraphQL's, in capitals. What
 * Shopify didn't say is null.
 *
 * @param financialStatus such as {@code PAID}
 * @param fulfillmentStatus such as {@code PARTIALLY_FULFILLED}
 * @param requiresShipping whether anything in it has to be shipped
 * @param unitsOpen how many units are still to be fulfilled
 * @param shippingChosen whether there is a way of delivery on it
 * @param soldInShop whether it comes from a till
 */
record ShopifyOrder(
        String id,
        String name,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant cancelledAt,
        @Nullable String financialStatus,
        String fulfillmentStatus,
        @Nullable Boolean requiresShipping,
        @Nullable Integer unitsOpen,
        boolean shippingChosen,
        boolean soldInShop,
        Amounts amounts,
        List<Line> lines,
        List<Fulfillment> fulfillments,
        List<Instant> refundedAt,
        @Nullable String email,
        @Nullable String customerName,
        @Nullable String phone,
        @Nullable BillTo billing,
        @Nullable Address shippingAddress) {

    /**
     * The money, in the currency that the shopper paid in.
     *
     * @param subtotal the items before discounts
     * @param discount on items and on shipping
     * @param fees tips, duties and other fees beside the items
     * @param shipping before discounts
     * @param total before refunds
     */
    record Amounts(
            String currency,
            @Nullable BigDecimal subtotal,
            @Nullable BigDecimal discount,
            @Nullable BigDecimal fees,
            @Nullable BigDecimal shipping,
            @Nullable BigDecimal tax,
            boolean taxIncluded,
            @Nullable BigDecimal total,
            @Nullable BigDecimal refunded) {}

    /** One line; {@code total} is after discounts. */
    record Line(
            String name,
            @Nullable String sku,
            int quantity,
            @Nullable BigDecimal total,
            @Nullable String imageUrl) {}

    /**
     * What was sent at one time.
     *
     * @param status what became of the request, such as {@code SUCCESS}
     * @param displayStatus where it is, such as {@code IN_TRANSIT}
     */
    record Fulfillment(
            @Nullable String status,
            @Nullable String displayStatus,
            @Nullable Instant createdAt,
            @Nullable Instant estimatedDeliveryAt,
            @Nullable Instant deliveredAt,
            List<Tracking> tracking) {}

    /** One parcel's number. */
    record Tracking(
            @Nullable String company,
            @Nullable String number,
            @Nullable String url) {}

    /** What of the billing address tells who someone is. */
    record BillTo(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String postcode) {}

    /** Names the order and nothing of its shopper. */
    @Override
    public String toString() {
        return "ShopifyOrder[" + id + "]";
    }
}
