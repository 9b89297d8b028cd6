package com.trulybot.integrations.shopify;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shop writes around its order numbers.
 *
 * @param prefix {@code #} unless the merchant set another
 * @param suffix empty unless the merchant set one
 */
record NumberFormat(String prefix, String suffix) {
    static final NumberFormat USUAL = new NumberFormat("#", "");

    private static final Pattern ONE_RUN_OF_DIGITS = Pattern.compile("[^0-9]*([0-9]{1,30})[^0-9]*");

    private static final Pattern DIGITS = Pattern.compile("([0-9]{1,30})");

    /** What stands around the number in an order's name; empty when the number isn't in it. */
    static Optional<NumberFormat> in(String name, String number) {
        int at = number.isEmpty() ? -1 : name.lastIndexOf(number);
        return at < 0
                ? Optional.empty()
                : Optional.of(new NumberFormat(name.substring(0, at), name.substring(at + number.length())));
    }

    /** The name of the order with this number. */
    String name(String number) {
        return prefix + number + suffix;
    }

    /** The number in a name, without what stands around it; empty when that leaves no single number. */
    Optional<BigInteger> number(String name) {
        return ofDigits(ONE_RUN_OF_DIGITS.matcher(bare(name)));
    }

    /** The same where nothing stands around it but what this shop writes there; empty for another shop's ways. */
    Optional<BigInteger> ownNumber(String name) {
        return ofDigits(DIGITS.matcher(bare(name)));
    }

    private static Optional<BigInteger> ofDigits(Matcher digits) {
        return digits.matches() ? Optional.of(new BigInteger(digits.group(1))) : Optional.empty();
    }

    private String bare(String name) {
        String inner = name;
        if (startsWith(inner, prefix)) {
            inner = inner.substring(prefix.length());
        }
        if (inner.length() > suffix.length() && startsWith(inner.substring(inner.length() - suffix.length()), suffix)) {
            inner = inner.substring(0, inner.length() - suffix.length());
        }
        return inner;
    }

    private static boolean startsWith(String text, String beginning) {
        return text.regionMatches(true, 0, beginning, 0, beginning.length());
    }
}
