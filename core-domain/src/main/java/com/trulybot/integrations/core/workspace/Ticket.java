package com.trulybot.integrations.core.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something only its bearer knows, such as the state of an authorization: 256 random bits, base64url. Only its SHA-256
 * digest is kept, so that a stolen database lets nobody in.
 */
public record Ticket(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public Ticket {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a ticket");
        }
    }

    public static Ticket random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The ticket that this text is; empty when it can be none. */
    public static Optional<Ticket> tryParse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Ticket(text)) : Optional.empty();
    }

    /** Lower-case hex SHA-256: what is kept. */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "[ticket]";
    }
}
