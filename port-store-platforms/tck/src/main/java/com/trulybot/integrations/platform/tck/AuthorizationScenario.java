package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import java.net.URI;
import java.util.Map;

/** What a scenario adds when the platform has a {@link com.trulybot.integrations.platform.StoreAuthorization}. */
public interface AuthorizationScenario {
    /** The fake store's address as its merchant types it. */
    String address();

    /** The address of another store, which the fake store does not speak for. */
    String anothersAddress();

    /**
     * What the platform brings to the callback when the merchant agrees: the access can be redeemed at the fake store.
     *
     * @param page where the merchant was sent; the state is in it
     */
    AuthorizationCallback granted(URI page);

    /**
     * Whether the platform signs what it brings. If it doesn't, only redeeming proves it, and the kit doesn't ask that a
     * changed callback be told from a genuine one.
     */
    boolean signed();

    /** Whether what the platform brings can be redeemed once only, as an OAuth code can. */
    default boolean once() {
        return signed();
    }

    /**
     * What must be refused beyond what the kit makes up itself, by what is wrong with it: signed an hour ago, signed
     * with another secret, signed for another shop, encoded or ordered in another way where that counts. Not empty where
     * callbacks are signed.
     *
     * @param page as in {@link #granted}
     */
    Map<String, AuthorizationCallback> refused(URI page);
}
