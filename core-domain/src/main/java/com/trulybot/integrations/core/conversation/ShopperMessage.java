package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.workspace.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper says.
 *
 * @param user whose widget it was said to
 * @param store the shop's domain or the site's URL; null when the account has one store of that platform
 * @param conversation the one it goes on with; null begins one
 * @param token the one's token; null only without a conversation
 * @param text 1 to 2,000 characters
 * @param address the network address it came from, for the limits
 */
public record ShopperMessage(
        UserId user,
        PlatformId platform,
        @Nullable String store,
        @Nullable ConversationId conversation,
        @Nullable ConversationToken token,
        String text,
        String address) {
    public static final int MAX_TEXT = 2_000;

    public ShopperMessage {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(address, "address");
        if ((conversation == null) != (token == null)) {
            throw new IllegalArgumentException("a conversation is named by id and token together");
        }
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("text has 1 to " + MAX_TEXT + " characters");
        }
    }

    @Override
    public String toString() {
        return "ShopperMessage[" + user + ", " + platform + "]";
    }
}
