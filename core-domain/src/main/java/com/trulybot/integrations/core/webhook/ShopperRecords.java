package com.trulybot.integrations.core.webhook;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is stored about shoppers. */
public interface ShopperRecords {
    /**
     * Collects what is stored about a shopper of that store, and keeps it for the merchant until {@code until}. Collecting
     * it again under the same id changes nothing.
     *
     * @param id the export's id, the same each time for the same request
     */
    void export(UUID id, Integration integration, Shopper shopper, Instant until, Activity activity);

    /** Erases what is stored about a shopper of that store, exports included, and records the activity with it. */
    void erase(Integration integration, Shopper shopper, Activity activity);

    /** An export of that workspace's; empty when there is none of that id, or it has expired. */
    Optional<ShopperExport> find(WorkspaceId workspace, UUID id, Instant now);
}
