package com.trulybot.integrations.core.order;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who ordered.
 *
 * @param name null when unknown
 * @param email as the store keeps it, case included; null when the order has none
 * @param phone billing phone as the store keeps it; null when there is none
 * @param postcode of the billing address; null when there is none
 */
public record Customer(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String postcode) {
    private static final Pattern MASKED = Pattern.compile("^(.)[^@]*(@.*)$", Pattern.DOTALL);

    /** Nobody we know anything of. */
    public static final Customer UNKNOWN = new Customer(null, null, null, null);

    /** Whether it is this address, without regard to ASCII case, and to nothing else. */
    public boolean hasEmail(String other) {
        return email != null && asciiLower(email.strip()).equals(asciiLower(other.strip()));
    }

    /** Such as {@code e***@example.com}; null when there is no address. */
    public @Nullable String maskedEmail() {
        if (email == null) {
            return null;
        }
        Matcher matcher = MASKED.matcher(email);
        return matcher.matches() ? matcher.group(1) + "***" + matcher.group(2) : "***";
    }

    private static String asciiLower(String text) {
        // Not String.toLowerCase: that would take the Kelvin sign for a k, and another's address for this one.
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    @Override
    public String toString() {
        return "Customer[" + maskedEmail() + "]";
    }
}
