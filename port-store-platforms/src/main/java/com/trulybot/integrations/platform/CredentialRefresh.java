package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import java.time.Instant;
import java.util.Optional;

/**
 * Optional: a platform whose access tokens end, and which gives new ones without the merchant (RFC 6749, sections 4.4
 * and 6). The host decides when, sees to it that only one node does it at a time, and keeps what comes back.
 */
public interface CredentialRefresh {
    /**
     * From when on a new token should be asked for: some minutes before the present one ends, or
     * {@link Instant#MAX} when its end is not known. Empty when these credentials can't be refreshed.
     */
    Optional<Instant> dueAt(Credentials credentials);

    /**
     * Asks for a new token. Asking twice must do no harm that the second answer doesn't mend: the first answer may get
     * lost. A refresh token that is replaced is handed back as {@link Credentials.Field#PREVIOUS_REFRESH_TOKEN}, and is
     * tried again should its successor be refused.
     *
     * @param access as for {@link StorePlatform#open}
     * @return all credentials to keep from now on, those that didn't change included
     * @throws StoreException {@code STORE_CREDENTIALS_REJECTED} when none is given for these
     */
    Credentials refresh(StoreAccess access, PlatformContext context, Deadline deadline);
}
