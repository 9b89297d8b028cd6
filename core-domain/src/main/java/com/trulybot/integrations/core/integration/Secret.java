package com.trulybot.integrations.core.integration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A credential in the clear. Its text never shows in {@link #toString()}, and two are compared in constant time. It is
 * not wiped from memory: the JVM copies strings where it likes, and no promise is made about that.
 */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Holds this text.
     *
     * @throws IllegalArgumentException when the text is blank
     */
    public static Secret of(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        return new Secret(text);
    }

    /** The text itself. Only what hands it to the store, or encrypts it, may call this; an architecture rule lists who. */
    public String expose() {
        return text;
    }

    /** What a merchant may see to tell one key from another: the last four characters, of long secrets only. */
    public String hint() {
        return text.length() < 16 ? "…" : "…" + text.substring(text.length() - 4);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        // Deliberately the same for all: a hash of a secret would be a fact about it.
        return 0x5ec2e7;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
