package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import java.util.Optional;

/**
 * Optional: the merchant grants us access on a page of the platform's own, and no secret is pasted. WooCommerce's key
 * hand-over and OAuth's authorization code (RFC 6749, section 4.1) are such ways.
 *
 * <p>The host makes the state, keeps with it which account and store it is for, binds it to the merchant's browser, and
 * takes it back once. The adapter knows where to send the browser and what the answer means.
 */
public interface StoreAuthorization {
    /** Where to send the merchant. Asks no store. */
    AuthorizationStart start(AuthorizationRequest request, PlatformContext context);

    /**
     * Reads what came to the callback, and proves it where the platform signs it.
     *
     * @return empty when anything about it is wrong: which, nobody is told
     */
    Optional<AuthorizationGrant> read(AuthorizationCallback callback, PlatformContext context);
}
