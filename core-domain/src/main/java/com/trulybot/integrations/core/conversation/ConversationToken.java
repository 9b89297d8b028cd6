package com.trulybot.integrations.core.conversation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What lets a browser go on with its conversation: 192 random bits, base64url. Only its SHA-256 digest is kept, so that
 * a stolen database opens no conversation.
 */
public record ConversationToken(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public ConversationToken {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a conversation token");
        }
    }

    static ConversationToken random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return new ConversationToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Lower-case hex SHA-256 of the token: what is kept. */
    String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    boolean opens(Conversation conversation) {
        return MessageDigest.isEqual(
                digest().getBytes(StandardCharsets.US_ASCII),
                conversation.tokenDigest().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "[conversation token]";
    }
}
