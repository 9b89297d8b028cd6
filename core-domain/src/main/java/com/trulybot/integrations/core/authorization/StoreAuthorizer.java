package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.Optional;

/** Platforms on whose own pages merchants grant access. One that has no such page answers empty throughout. */
public interface StoreAuthorizer {
    /** Where to send the merchant; empty when the platform has no such page. */
    Optional<AuthorizationStart> start(PlatformId platform, AuthorizationRequest request);

    /** What came to the callback, proven where the platform signs it; empty when anything about it is wrong. */
    Optional<AuthorizationGrant> read(PlatformId platform, AuthorizationCallback callback);

    /**
     * The store that a request from the platform's pages comes from, as the platform signed it: at an installation, and
     * when the embedded page is opened.
     *
     * @param query without {@code ?}, not decoded
     * @return empty when it isn't signed, or anything about it is wrong
     */
    Optional<StoreUrl> store(PlatformId platform, String query);

    /** What a session token of the embedded page proves and grants; empty when anything about it is wrong. */
    Optional<AccessGrant> session(PlatformId platform, String token);

    /** What the embedded page needs in that store's admin; empty when there is none, or no app of ours. */
    Optional<EmbeddedFrame> frame(PlatformId platform, StoreUrl store);
}
