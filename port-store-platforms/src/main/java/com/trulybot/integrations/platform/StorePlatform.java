package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProposal;

/**
 * A store platform: WooCommerce, Shopify, or yours. Found by {@link java.util.ServiceLoader}, so an implementation is
 * public, has a public constructor without parameters and one line in
 * {@code META-INF/services/com.trulybot.integrations.platform.StorePlatform}. It keeps no state of its own and is called
 * by many threads at once.
 *
 * <p>An adapter opens no connection itself: all it says to a store goes through the {@link StoreHttp} it is handed.
 */
public interface StorePlatform {
    /** The platform's stable name, in the API's paths and the database. */
    PlatformId id();

    /** The platform's name as people write it. */
    String displayName();

    /**
     * Asks the live store whether the proposal holds: the address is a store of this platform, and the credentials read
     * its orders. What is missing or malformed is {@link ConnectionCheck.Invalid}, without asking any store. A store's
     * fault may be thrown as {@link StoreException}; it becomes {@link ConnectionCheck.Refused}.
     */
    ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline);

    /** Opens a connected store for one or more requests. Asks the store nothing yet. */
    Store open(StoreAccess access, PlatformContext context);
}
