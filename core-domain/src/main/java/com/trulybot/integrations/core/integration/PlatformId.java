package com.trulybot.integrations.core.integration;

import java.util.regex.Pattern;

/**
 * Which store platform: {@code woocommerce}, {@code shopify}, or whatever an adapter calls itself. An open value, never
 * an enum, because strangers add platforms.
 *
 * @param value 2 to 32 lower-case ASCII letters, digits, {@code _} or {@code -}, beginning with a letter
 */
public record PlatformId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{1,31}");

    public PlatformId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a platform's id is 2 to 32 lower-case letters, digits, _ or -, beginning with a letter");
        }
    }

    public static PlatformId of(String value) {
        return new PlatformId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
