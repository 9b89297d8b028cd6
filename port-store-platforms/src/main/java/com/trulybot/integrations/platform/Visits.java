package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StorePlatforms.Hosted;

/** Opens connected stores with what opens them now. */
final class Visits {
    private final Refresher credentials;

    Visits(Refresher credentials) {
        this.credentials = credentials;
    }

    /** Something done with a store's credentials. */
    @FunctionalInterface
    interface Errand<T> {
        T run(StorePlatform platform, StoreAccess access, PlatformContext context);
    }

    /** Does it, and once more with new credentials when the store refuses some that can be renewed. */
    <T> T with(Hosted hosted, Integration integration, Deadline deadline, Errand<T> errand) {
        StorePlatform platform = hosted.platform();
        PlatformContext context = hosted.context();
        Credentials given = credentials.current(integration, platform, context, deadline);
        try {
            return errand.run(platform, StoreAccess.of(integration, given), context);
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.STORE_CREDENTIALS_REJECTED) {
                throw e;
            }
            Credentials better = credentials
                    .afterRefusal(integration, given, platform, context, deadline)
                    .orElseThrow(() -> e);
            return errand.run(platform, StoreAccess.of(integration, better), context);
        }
    }
}
