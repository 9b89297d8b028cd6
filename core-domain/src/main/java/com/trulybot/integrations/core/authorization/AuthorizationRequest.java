package com.trulybot.integrations.core.authorization;

import java.net.URI;
import java.util.Objects;

/**
 * What a platform is asked for in a merchant's name.
 *
 * @param address the store as typed
 * @param state unguessable and good once; it comes back in the {@link AuthorizationGrant}
 * @param callback where the platform brings its answer
 * @param back where the platform sends the browser afterwards, where it does so apart from the callback
 */
public record AuthorizationRequest(String address, String state, URI callback, URI back) {
    public AuthorizationRequest {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(callback, "callback");
        Objects.requireNonNull(back, "back");
    }

    /** Names the store only: whoever has the state could answer in the merchant's name. */
    @Override
    public String toString() {
        return "AuthorizationRequest[" + address + "]";
    }
}
