package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.order.Address;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as Shopify tells it, the same whether REST or GraphQL told it. Enum words are GraphQL's, in capitals. What
 * Shopify didn't say is null.
 *
 * @param financialStatus such as {@code PAID}
 * @param fulfillmentStatus such as {@code PARTIALLY_FULFILLED}
 * @param returnStatus such as {@code RETURN_REQUESTED}
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
        @Nullable String returnStatus,
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
     * @param subtotal the items before discounts; null is what the other figures leave
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

    /**
     * One line.
     *
     * @param quantity as ordered, what was taken off since included
     * @param current without what was taken off since, by an edit, a return or a refund
     * @param total of the ordered quantity, after discounts
     */
    record Line(
            String name,
            @Nullable String sku,
            int quantity,
            @Nullable Integer current,
            @Nullable BigDecimal total,
            @Nullable String imageUrl) {

        /** As it is since the order was edited; empty when nothing is left of it. */
        Stream<Line> edited() {
            if (current == null || current >= quantity) {
                return Stream.of(this);
            }
            BigDecimal rest = total == null
                    ? null
                    : total.multiply(BigDecimal.valueOf(current))
                            .divide(BigDecimal.valueOf(quantity), 2, RoundingMode.HALF_UP);
            return current <= 0 ? Stream.empty() : Stream.of(new Line(name, sku, current, current, rest, imageUrl));
        }
    }

    /**
     * Whether something was taken off the order by an edit, so that it is now another order. What a return or a refund
     * or the order's own end took off stays on it: the money that went back is told beside it.
     */
    static boolean edited(
            List<Line> lines,
            @Nullable BigDecimal currentTotal,
            @Nullable BigDecimal refunded,
            @Nullable Instant cancelledAt) {
        return currentTotal != null
                && cancelledAt == null
                && (refunded == null || refunded.signum() == 0)
                && lines.stream().anyMatch(line -> line.current() != null && line.current() < line.quantity());
    }

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
