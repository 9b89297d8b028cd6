package com.trulybot.integrations.core.order;

import java.util.List;

/**
 * What an order costs, all in the currency that the shopper paid in. {@code subtotal − discount + fees + shipping
 * (+ tax, unless taxIncluded) = total}, to the rounding of the platform.
 *
 * @param subtotal the items before discounts
 * @param fees what else was charged: gift wrap, tip, duty
 * @param taxIncluded whether the other figures hold the tax already
 * @param total before refunds
 * @param refunded what has been given back, never negative
 */
public record Totals(
        Money subtotal,
        Money discount,
        Money fees,
        Money shipping,
        Money tax,
        boolean taxIncluded,
        Money total,
        Money refunded) {
    public Totals {
        String currency = total.currency();
        for (Money money : List.of(subtotal, discount, fees, shipping, tax, refunded)) {
            if (!money.currency().equals(currency)) {
                throw new IllegalArgumentException("all totals must be in " + currency);
            }
        }
    }

    public String currency() {
        return total.currency();
    }
}
