package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.integration.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole connection key, as it is shown once and pasted into a plugin: {@code tbk_<key id>_<secret>}.
 *
 * @param secret 256 random bits as text; its UTF-8 bytes are the key of the HMAC
 */
public record KeyText(ConnectionKeyId id, Secret secret) {
    private static final Pattern FORM = Pattern.compile("tbk_([0-9a-fA-F-]{36})_([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    public KeyText {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(secret, "secret");
    }

    static KeyText random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new KeyText(
                ConnectionKeyId.random(),
                Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** Reads what was pasted, blanks around it aside; empty when it is no connection key. */
    public static Optional<KeyText> tryParse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KeyText(ConnectionKeyId.parse(parts.group(1)), Secret.of(parts.group(2))));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** The whole as one text. */
    public Secret whole() {
        return Secret.of("tbk_" + id + "_" + secret.expose());
    }

    /** Names the key, which is not secret. */
    @Override
    public String toString() {
        return "KeyText[" + id + "]";
    }
}
