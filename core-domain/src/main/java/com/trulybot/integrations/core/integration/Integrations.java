package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The connected stores. Each change is written together with the activity that tells of it, in one transaction: after
 * a crash there is both or neither.
 */
public interface Integrations {
    /** What came of adding or replacing one. */
    enum Saved {
        DONE,
        /** This workspace already has that store: read it again and replace it. */
        SAME_STORE,
        /** Another account has this shop, and the platform's shops belong to one at a time. */
        TAKEN
    }

    /** Adds a new one. Two of one workspace, platform and {@link StoreUrl#key()} can't be. */
    Saved add(Integration integration, Activity activity);

    /** Replaces all of the row of that id, {@link Integration#createdAt()} excepted; {@link Saved#SAME_STORE} never. */
    Saved replace(Integration integration, Activity activity);

    /** Deletes it and everything stored about its shoppers; false when the workspace has no such integration. */
    boolean delete(WorkspaceId workspace, IntegrationId id, Activity activity);

    Optional<Integration> find(WorkspaceId workspace, IntegrationId id);

    /** By {@link StoreUrl#key()}, disconnected ones included. */
    Optional<Integration> findStore(WorkspaceId workspace, PlatformId platform, String storeKey);

    /**
     * The workspace's, newest first, disconnected ones included.
     *
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    Page<Integration> list(WorkspaceId workspace, Page.Request request);

    /** The workspace's that are not disconnected, newest first, at most {@code limit}. */
    List<Integration> connected(WorkspaceId workspace, int limit);

    /**
     * An account's on one platform that are not disconnected, newest first: what a shopper's widget can mean. Asked at
     * every message, so it must be fast.
     */
    List<Integration> connected(UserId user, PlatformId platform);

    /**
     * Notes how the store answers. Leaves alone a row that was disconnected or connected anew since {@code seen}.
     *
     * @param seen the integration as it was when the store was asked; its {@link Integration#connectedAt()} tells
     * @param status {@link IntegrationStatus#ACTIVE} or {@link IntegrationStatus#NEEDS_ATTENTION}; empty leaves it as
     *     it is kept
     * @param answeredAt when the store answered; empty when it didn't
     * @param activity recorded with it when the status changes; empty for none
     */
    void noteHealth(
            Integration seen,
            Health health,
            Optional<IntegrationStatus> status,
            Optional<Instant> answeredAt,
            Optional<Activity> activity);
}
