package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.workspace.UserId;
import java.time.Instant;
import java.util.Objects;

/**
 * A request that a connection key signed, as it claims.
 *
 * @param user whose key it claims to be
 * @param at when it was signed, by the signer's clock
 * @param nonce different each time
 * @param text what the signature covers
 * @param signature the HMAC-SHA256 of it, lower-case hex
 */
public record SignedRequest(UserId user, ConnectionKeyId key, Instant at, String nonce, String text, String signature) {
    public SignedRequest {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(nonce, "nonce");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(signature, "signature");
    }

    /** Names the key only: until it is judged, whoever has the rest could send it themselves. */
    @Override
    public String toString() {
        return "SignedRequest[" + key + "]";
    }
}
