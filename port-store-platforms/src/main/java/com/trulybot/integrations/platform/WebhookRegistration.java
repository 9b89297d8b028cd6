package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import java.net.URI;

/**
 * Optional: webhooks that are registered store by store. A platform where they are the app's own affair doesn't need it.
 */
public interface WebhookRegistration {
    /**
     * Sees to it that the store tells this address what {@link WebhookDialect} understands, once each: makes what is
     * missing, wakes what the platform has put to sleep, and removes doubles and those that go to an earlier address of
     * ours. Looks before it makes, so that calling it again changes nothing.
     *
     * @param access its credentials hold a {@link Credentials.Field#WEBHOOK_SECRET} to sign with, where the platform
     *     lets us choose one
     * @throws StoreException as {@link Store} does; {@code STORE_PERMISSION_MISSING} when the credentials may only read
     */
    Changes register(StoreAccess access, URI address, PlatformContext context, Deadline deadline);

    /**
     * Removes all that tell an address of ours: one that begins with {@code ours}.
     *
     * @throws StoreException as {@link Store} does
     */
    Changes unregister(StoreAccess access, URI ours, PlatformContext context, Deadline deadline);

    /** What was done, each a count of webhooks. */
    record Changes(int made, int mended, int removed) {
        public static final Changes NONE = new Changes(0, 0, 0);
    }
}
