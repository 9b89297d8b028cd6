package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.OrderStatus.Signs.Sent;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How far an order is. A status has a number that never changes; its name is the merchant's to choose.
 *
 * @see <a href="https://developer.bigcommerce.com/docs/rest-management/orders/order-status">Order Status</a>
 */
final class Progress {
    private static final int INCOMPLETE = 0;
    private static final int PENDING = 1;
    private static final int SHIPPED = 2;
    private static final int PARTIALLY_SHIPPED = 3;
    private static final int REFUNDED = 4;
    private static final int CANCELLED = 5;
    private static final int DECLINED = 6;
    private static final int AWAITING_PAYMENT = 7;
    private static final int COMPLETED = 10;
    private static final int AWAITING_FULFILLMENT = 11;
    private static final int MANUAL_VERIFICATION = 12;
    private static final int DISPUTED = 13;
    private static final int PARTIALLY_REFUNDED = 14;

    /** 8 is Awaiting Pickup and 9 Awaiting Shipment. */
    private static final Set<Integer> PAID_FOR =
            Set.of(SHIPPED, PARTIALLY_SHIPPED, 8, 9, COMPLETED, AWAITING_FULFILLMENT);

    private final JsonNode order;
    private final int status;

    Progress(JsonNode order) {
        this.order = order;
        this.status = Json.number(order, "status_id", -1);
    }

    /** A shopper who never got past the payment page leaves an incomplete order; archiving is how one is deleted. */
    boolean isNoOrder() {
        return status == INCOMPLETE || Json.flag(order, "is_deleted");
    }

    boolean cancelled() {
        return status == CANCELLED;
    }

    /** Whether something has been sent, so that there are shipments to ask for. */
    boolean mayHaveShipments() {
        return status == SHIPPED
                || status == PARTIALLY_SHIPPED
                || Json.number(order, "items_shipped", 0) > 0
                || Json.text(order, "date_shipped") != null;
    }

    /** Whether something has been given back, so that there are refunds to ask for. */
    boolean mayHaveRefunds() {
        return status == REFUNDED
                || status == PARTIALLY_REFUNDED
                || Set.of("refunded", "partially refunded").contains(paymentWord())
                || Json.amount(order, "refunded_amount").signum() > 0;
    }

    OrderStatus status(BigDecimal total, BigDecimal refunded, List<Shipment> shipments) {
        PaymentStatus payment = payment();
        boolean all = status == REFUNDED
                || payment == PaymentStatus.REFUNDED
                || (total.signum() > 0 && refunded.compareTo(total) >= 0);
        boolean some =
                status == PARTIALLY_REFUNDED || payment == PaymentStatus.PARTIALLY_REFUNDED || refunded.signum() > 0;
        boolean declined = status == DECLINED
                || (payment == PaymentStatus.FAILED && (status == PENDING || status == AWAITING_PAYMENT));
        return new OrderStatus.Signs(
                        cancelled(),
                        all,
                        declined,
                        status == MANUAL_VERIFICATION || status == DISPUTED,
                        some,
                        sent(),
                        status == COMPLETED,
                        status == PENDING || status == AWAITING_PAYMENT,
                        shipments)
                .status();
    }

    private Sent sent() {
        int total = Json.number(order, "items_total", 0);
        int shipped = Json.number(order, "items_shipped", 0);
        return switch (status) {
            case SHIPPED -> Sent.ALL;
            // Files are sent by being there to fetch, and parcels of a completed order have arrived.
            case COMPLETED -> Sent.NOTHING;
            case PARTIALLY_SHIPPED -> Sent.PART;
            default -> shipped == 0 ? Sent.NOTHING : total > 0 && shipped >= total ? Sent.ALL : Sent.PART;
        };
    }

    /** Where the money is. Payments outside of BigCommerce have no word; then the status tells what it can. */
    PaymentStatus payment() {
        return switch (paymentWord()) {
            case "authorized", "capture pending" -> PaymentStatus.AUTHORIZED;
            case "captured", "paid" -> PaymentStatus.PAID;
            case "declined" -> PaymentStatus.FAILED;
            case "held for review", "pending" -> PaymentStatus.PENDING;
            case "partially refunded" -> PaymentStatus.PARTIALLY_REFUNDED;
            case "refunded" -> PaymentStatus.REFUNDED;
            case "void", "void pending" -> PaymentStatus.VOIDED;
            default -> paymentByStatus();
        };
    }

    private PaymentStatus paymentByStatus() {
        if (PAID_FOR.contains(status)) {
            return PaymentStatus.PAID;
        }
        return switch (status) {
            case PENDING, AWAITING_PAYMENT -> PaymentStatus.PENDING;
            case REFUNDED -> PaymentStatus.REFUNDED;
            case PARTIALLY_REFUNDED -> PaymentStatus.PARTIALLY_REFUNDED;
            case DECLINED -> PaymentStatus.FAILED;
            default -> PaymentStatus.UNKNOWN;
        };
    }

    private String paymentWord() {
        String word = Json.text(order, "payment_status");
        return word == null ? "" : word.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** BigCommerce's own word for it, which merchants can't change. */
    String word() {
        String word = Json.text(order, "status");
        return word == null ? "status " + status : word;
    }
}
