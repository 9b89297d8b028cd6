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
    /** What is told to whoever had a shop that went to someone else. */
    @FunctionalInterface
    interface Farewell {
        Activity to(Integration former);
    }

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

    /**
     * Adds it, or replaces the row of that id, and ends every other connection to the same shop of the platform in the
     * same moment, whoever's it was: their credentials are gone, and their owners are told.
     *
     * @return {@link Saved#SAME_STORE} when the workspace has that store under another id; never {@link Saved#TAKEN}
     */
    Saved move(Integration integration, Activity activity, Farewell farewell);

    /**
     * Ends a connection: the credentials are erased for good.
     *
     * @param ended {@code seen} as it is to be kept
     * @return false when it was ended, deleted or connected anew since {@code seen}: nothing was changed then
     */
    boolean end(Integration seen, Integration ended, Activity activity);

    /** Notes what the credentials may do now. Leaves alone a row that was disconnected or connected anew since. */
    void notePermissions(Integration seen, String permissions);

    /** Deletes it and everything stored about its shoppers; false when the workspace has no such integration. */
    boolean delete(WorkspaceId workspace, IntegrationId id, Activity activity);

    Optional<Integration> find(WorkspaceId workspace, IntegrationId id);

    /** Whoever's it is: for what comes from a store and not from a merchant. */
    Optional<Integration> find(IntegrationId id);

    /** All connections to a shop that there are or were, by {@link Integration#shopDomain()}; connected ones first. */
    List<Integration> ofShop(PlatformId platform, String shopDomain);

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
