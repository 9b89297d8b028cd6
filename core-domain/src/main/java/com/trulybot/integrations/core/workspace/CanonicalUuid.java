package com.trulybot.integrations.core.workspace;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads UUIDs in their canonical text form (RFC 9562, section 4) only. {@link UUID#fromString} also takes
 * {@code 1-1-1-1-1}, which would give one row several spellings.
 */
public final class CanonicalUuid {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private CanonicalUuid() {}

    /**
     * Reads a UUID.
     *
     * @param name what the text is, for the error's message
     * @throws IllegalArgumentException when {@code text} is not a UUID in canonical form
     */
    public static UUID parse(String text, String name) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " must be a UUID such as 7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61");
        }
        return UUID.fromString(text);
    }
}
