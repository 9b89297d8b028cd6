package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.util.Optional;

/** Access to a store that was granted and is not taken yet: first it must be clear to which account it goes. */
public interface AccessGrant {
    /** The store that the platform vouches for; empty where only the state tells. */
    Optional<StoreUrl> store();

    /**
     * Takes the access, once, and asks the live store as when keys are pasted.
     *
     * @param address the store that it is for
     * @return empty when the platform no longer honours the grant: it was taken before, or is too old
     * @throws StoreException for a store's fault
     */
    Optional<ConnectionCheck> redeem(String address, Deadline deadline);
}
