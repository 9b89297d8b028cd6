package com.trulybot.integrations.core.order;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number by which someone refers to an order: {@code 1001}, {@code #1001}, {@code No. 1001}, {@code EU-1001}, in
 * full-width digits or with spaces around. Two are equal when they mean the same.
 *
 * @param text without {@code #}, words and spaces around; digits in ASCII, letters in capitals
 */
public record OrderReference(String text) {
    /** Longer than any platform's order numbers. */
    public static final int MAX_LENGTH = 50;

    private static final Pattern INTRODUCTION =
            Pattern.compile("^(?:(?:ORDER|BESTELLUNG|COMMANDE|PEDIDO|ORDINE)(?![A-Z])[\\s:.#-]*"
                    + "|(?:NUMBER|NUMMER|NO|NR|N[°º]|NUM)(?![A-Z])[\\s.:]*|#\\s*)");
    private static final Pattern FORM =
            Pattern.compile("[\\p{L}\\p{Nd}](?:[\\p{L}\\p{Nd}\\p{M} ._/#-]*[\\p{L}\\p{Nd}\\p{M}])?");
    private static final Pattern ONE_RUN_OF_DIGITS = Pattern.compile("^[^0-9]*([0-9]+)[^0-9]*$");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    public OrderReference {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches() || !text.equals(normalise(text))) {
            throw new IllegalArgumentException("not a normalised order number; use OrderReference.parse");
        }
    }

    /**
     * Reads a number as a person writes it.
     *
     * @throws IllegalArgumentException when it is none: empty, too long, or with characters that no order number has
     */
    public static OrderReference parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("an order number has 1 to " + MAX_LENGTH
                        + " letters, digits and hyphens, such as 1001 or EU-1001"));
    }

    /** The same, empty when it is none. */
    public static Optional<OrderReference> tryParse(String text) {
        if (text.length() > 4 * MAX_LENGTH) {
            return Optional.empty();
        }
        String normalised = normalise(text);
        return normalised.length() <= MAX_LENGTH && FORM.matcher(normalised).matches()
                ? Optional.of(new OrderReference(normalised))
                : Optional.empty();
    }

    private static String normalise(String text) {
        String rest = fold(text);
        String reference = rest;
        Matcher introduction = INTRODUCTION.matcher(rest);
        while (introduction.find()) {
            rest = rest.substring(introduction.end());
            // Not behind "ORDER" alone, nor in a shop whose prefix is "NO-": there the word is the number's own.
            if (FORM.matcher(rest).matches()) {
                reference = rest;
            }
            introduction = INTRODUCTION.matcher(rest);
        }
        return reference;
    }

    private static String fold(String text) {
        // Capitals of a composed letter can come in parts, so they are composed once more.
        String capitals = compose(compose(text).toUpperCase(Locale.ROOT));
        StringBuilder ascii = new StringBuilder(capitals.length());
        capitals.codePoints().forEach(c -> {
            // NFKC folds full-width digits; Arabic-Indic, Devanagari and others need this.
            if (Character.isDigit(c)) {
                ascii.append((char) ('0' + Character.digit(c, 10)));
            } else {
                ascii.appendCodePoint(c);
            }
        });
        return ascii.toString().replaceAll("\\s+", " ").strip();
    }

    private static String compose(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Whether it is digits alone, as it is where a shopper leaves a shop's prefix out. */
    public boolean isPlainNumber() {
        return DIGITS.matcher(text).matches();
    }

    /** Whether an order of that number is surely meant. */
    public boolean matchesExactly(String number) {
        return text.equals(normalise(number));
    }

    /**
     * Whether an order of that number may be meant: the same, or digits alone that are all the digits of a number with
     * a prefix or suffix of the shop's ({@code 1001} for {@code EU-1001}).
     */
    public boolean matches(String number) {
        String other = normalise(number);
        if (text.equals(other)) {
            return true;
        }
        Matcher digits = ONE_RUN_OF_DIGITS.matcher(other);
        return isPlainNumber() && digits.matches() && text.equals(digits.group(1));
    }

    /** What the limits count by: the same for all spellings that can find the same order. */
    public String limitKey() {
        Matcher digits = ONE_RUN_OF_DIGITS.matcher(text);
        return digits.matches() ? digits.group(1) : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
