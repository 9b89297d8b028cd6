package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Totals;
import java.math.BigDecimal;

/**
 * What an order costs. BigCommerce tells each figure with and without tax, and says in which of the two prices are kept
 * ({@code is_tax_inclusive_pricing}): the others are estimates. Discounts come in one figure only, sometimes in the other
 * way than prices are kept, so the way is taken in which the sum comes out; and the discount is what makes it come out to
 * the last digit.
 *
 * @param fees handling, gift wrapping, and the order's own fees
 * @param taxIncluded whether subtotal, discount, fees and shipping hold the tax
 */
record Sums(
        BigDecimal subtotal,
        BigDecimal discount,
        BigDecimal fees,
        BigDecimal shipping,
        BigDecimal tax,
        boolean taxIncluded,
        BigDecimal total) {
    /** Figures have four decimals, and each may have been rounded to two. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.02");

    static Sums of(JsonNode order) {
        boolean kept = Json.flag(order, "is_tax_inclusive_pricing");
        BigDecimal told = Json.amount(order, "discount_amount").add(Json.amount(order, "coupon_discount"));
        Sums first = told(order, kept, told);
        Sums second = told(order, !kept, told);
        return (first.comesOut() || !second.comesOut() ? first : second).exact();
    }

    private static Sums told(JsonNode order, boolean inclusive, BigDecimal discount) {
        String kind = inclusive ? "_inc_tax" : "_ex_tax";
        BigDecimal fees = Json.amount(order, "handling_cost" + kind).add(Json.amount(order, "wrapping_cost" + kind));
        for (JsonNode fee : Json.list(order.path("fees"))) {
            fees = fees.add(fee(fee, inclusive));
        }
        return new Sums(
                Json.amount(order, "subtotal" + kind),
                discount,
                fees,
                Json.amount(order, "shipping_cost" + kind),
                Json.amount(order, "total_tax"),
                inclusive,
                Json.amount(order, "total_inc_tax"));
    }

    private static BigDecimal fee(JsonNode fee, boolean inclusive) {
        if (inclusive) {
            return Json.amount(fee, "cost_inc_tax");
        }
        // The documents' examples have both spellings.
        return Json.amount(fee, fee.has("cost_ex_tax") ? "cost_ex_tax" : "cost_exc_tax");
    }

    private boolean comesOut() {
        return missing().abs().compareTo(TOLERANCE) <= 0;
    }

    /** How much more than the total the parts are. */
    private BigDecimal missing() {
        BigDecimal parts = subtotal.subtract(discount).add(fees).add(shipping);
        return parts.add(taxIncluded ? BigDecimal.ZERO : tax).subtract(total);
    }

    private Sums exact() {
        BigDecimal less = discount.add(missing());
        // Less than nothing: more was charged than the figures tell.
        BigDecimal more = less.min(BigDecimal.ZERO).negate();
        return new Sums(subtotal, less.max(BigDecimal.ZERO), fees.add(more), shipping, tax, taxIncluded, total);
    }

    Totals in(String currency, BigDecimal refunded) {
        return new Totals(
                new Money(subtotal, currency),
                new Money(discount, currency),
                new Money(fees, currency),
                new Money(shipping, currency),
                new Money(tax, currency),
                taxIncluded,
                new Money(total, currency),
                new Money(refunded, currency));
    }
}
