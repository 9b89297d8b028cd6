package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import java.util.Objects;

/**
 * An order that the fake store has.
 *
 * @param id the platform's own id
 * @param number as a shopper would write it, without a leading {@code #}
 * @param email whose it is
 * @param status what the adapter is to make of it
 * @param total what it costs, before refunds
 */
public record KnownOrder(String id, String number, String email, OrderStatus status, Money total) {
    public KnownOrder {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(total, "total");
    }
}
