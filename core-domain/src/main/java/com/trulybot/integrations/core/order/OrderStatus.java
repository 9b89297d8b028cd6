package com.trulybot.integrations.core.order;

import java.util.List;
import java.util.Locale;

/** How far an order is, the same on every platform; {@link #code()} is the stable word in the API. */
public enum OrderStatus {
    PENDING,
    ON_HOLD,
    PROCESSING,
    PARTIALLY_SHIPPED,
    SHIPPED,
    DELIVERED,
    COMPLETED,
    CANCELLED,
    REFUNDED,
    PARTIALLY_REFUNDED,
    FAILED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What an adapter has read from a platform's order. Several can be true at once; {@link #status()} says which counts.
     *
     * @param refundedWhole all of what was paid has been given back
     * @param failed the payment failed or expired, or fulfilment was declined
     * @param refundedPartly some of what was paid has been given back
     * @param sent how much of the order is on its way
     * @param finished nothing is left to be done: nothing to ship, picked up, sold in the shop
     * @param awaitingPayment the platform waits for the money before anything happens
     * @param shipments all of the order's; cancelled ones don't count
     */
    public record Signs(
            boolean cancelled,
            boolean refundedWhole,
            boolean failed,
            boolean onHold,
            boolean refundedPartly,
            Sent sent,
            boolean finished,
            boolean awaitingPayment,
            List<Shipment> shipments) {
        /** How much of what is to be sent has been. */
        public enum Sent {
            NOTHING,
            PART,
            ALL
        }

        public Signs {
            shipments = List.copyOf(shipments);
        }

        /** The first that is true, in the order of the HTTP contract. */
        public OrderStatus status() {
            if (cancelled) {
                return CANCELLED;
            }
            if (refundedWhole) {
                return REFUNDED;
            }
            if (failed) {
                return FAILED;
            }
            if (onHold) {
                return ON_HOLD;
            }
            if (refundedPartly) {
                return PARTIALLY_REFUNDED;
            }
            if (sent == Sent.ALL) {
                return everyShipmentDelivered() ? DELIVERED : SHIPPED;
            }
            if (sent == Sent.PART) {
                return PARTIALLY_SHIPPED;
            }
            if (finished) {
                return COMPLETED;
            }
            return awaitingPayment ? PENDING : PROCESSING;
        }

        private boolean everyShipmentDelivered() {
            List<Shipment> counting = shipments.stream()
                    .filter(shipment -> shipment.status() != Shipment.Status.CANCELLED)
                    .toList();
            return !counting.isEmpty()
                    && counting.stream().allMatch(shipment -> shipment.status() == Shipment.Status.DELIVERED);
        }
    }
}
