package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.core.workspace.UserId;
import java.net.URI;
import java.util.Optional;

/** Optional: how the chat widget comes into a store's pages. */
public interface WidgetInstallation {
    /** The page of the store's admin where the merchant switches the widget on; empty when settings for it are missing. */
    Optional<URI> settingsPage(StoreAccess access, PlatformContext context);

    /**
     * Looks at the storefront as a visitor does.
     *
     * @param script the address of the widget's loader
     */
    WidgetPresence.State look(StoreAccess access, URI script, PlatformContext context, Deadline deadline);

    /**
     * Removes from the store what an earlier version of ours put there and what loads something from {@code ours}.
     *
     * @return how much was removed
     * @throws StoreException as {@link Store} does
     */
    int clear(StoreAccess access, URI ours, PlatformContext context, Deadline deadline);

    /**
     * Tells the store what its pages need to load the widget, where the store keeps that for us, so that no merchant need
     * type it. Looks before it writes, so that calling it again changes nothing.
     *
     * @param user the account that the store belongs to
     * @param script the address of the widget's loader
     * @throws StoreException as {@link Store} does
     */
    default void prepare(StoreAccess access, UserId user, URI script, PlatformContext context, Deadline deadline) {}

    /**
     * Takes back what {@link #prepare} told: from then on the store's pages load no widget by it.
     *
     * @throws StoreException as {@link Store} does
     */
    default void withdraw(StoreAccess access, PlatformContext context, Deadline deadline) {}
}
