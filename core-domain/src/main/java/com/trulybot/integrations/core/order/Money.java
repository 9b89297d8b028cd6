package com.trulybot.integrations.core.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An amount with the scale that the store sent; rounding to the currency's own digits happens at the edge, by
 * {@link #rounded()}.
 *
 * @param currency ISO 4217 code, or three capitals of the store's own
 */
public record Money(BigDecimal amount, String currency) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MAX_DIGITS = 100;

    public Money {
        Objects.requireNonNull(amount, "amount");
        // Written out, 1E+999999999 would fill the memory.
        if (amount.scale() > MAX_DIGITS || (long) amount.precision() - amount.scale() > MAX_DIGITS) {
            throw new IllegalArgumentException("an amount has at most " + MAX_DIGITS + " digits before the point and "
                    + MAX_DIGITS + " behind it");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("a currency is three capital letters");
        }
    }

    /**
     * Reads an amount.
     *
     * @throws IllegalArgumentException when the amount is no decimal number, or one of a size that no price has
     */
    public static Money of(String amount, String currency) {
        try {
            return new Money(new BigDecimal(amount), currency);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an amount is a decimal number such as 129.90", e);
        }
    }

    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    /** With the currency's own number of digits, half up: 2 for EUR, 0 for JPY, 3 for KWD, 2 for one we don't know. */
    public Money rounded() {
        return new Money(amount.setScale(digits(currency), RoundingMode.HALF_UP), currency);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("can't reckon " + currency + " with " + other.currency);
        }
        return other;
    }

    private static int digits(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? 2 : digits;
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }
}
