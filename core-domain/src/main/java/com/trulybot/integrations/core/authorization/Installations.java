package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.time.Instant;

/**
 * Shops that installed our app at their platform and belong to no account yet. They serve nothing, and no token of theirs
 * is kept: the embedded page asks for a new one once the account is proven.
 */
public interface Installations {
    /** Notes it, or that it was installed anew. */
    void note(PlatformId platform, StoreUrl store, Instant at);

    boolean pending(PlatformId platform, StoreUrl store);

    /** It belongs to an account now, or is gone. */
    void forget(PlatformId platform, StoreUrl store);
}
