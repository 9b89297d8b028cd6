package com.trulybot.integrations.platform;

import java.time.InstantSource;
import java.util.Optional;

/** What the host hands an adapter. */
public interface PlatformContext {
    /** The only way to a store. */
    StoreHttp http();

    /** The time of day, for what is compared with a platform's dates. */
    InstantSource clock();

    /**
     * A setting of this platform's own: {@code setting("API_VERSION")} of Shopify is what the operator gave as
     * {@code SHOPIFY_API_VERSION}. Empty when none is given.
     */
    Optional<String> setting(String name);
}
