package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.Optional;

/**
 * Optional: a page of ours lives inside the platform's admin, and the platform signs for whose admin it is. The host has
 * the page; the adapter knows how the platform frames and signs.
 */
public interface EmbeddedPage {
    /**
     * The store that a signed request from the platform's pages comes from: when our app is installed, and when the page
     * is opened.
     *
     * @param query without {@code ?}, not decoded
     * @return empty when it isn't signed, or anything about it is wrong: which, nobody is told
     */
    Optional<StoreUrl> store(String query, PlatformContext context);

    /**
     * What a session token proves, and the access it can be exchanged for.
     *
     * @return empty when anything about it is wrong: which, nobody is told
     */
    Optional<AccessGrant> session(String token, PlatformContext context);

    /** What the page needs in that store's admin; empty when the operator has set up no app of ours. */
    Optional<EmbeddedFrame> frame(StoreUrl store, PlatformContext context);
}
