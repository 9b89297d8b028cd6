package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/**
 * The connection keys. A secret is kept encrypted, not as a digest, since it must be able to verify a signature. Each
 * change is written together with the activity that tells of it.
 */
public interface ConnectionKeys {
    /** A key with its secret. */
    record Held(ConnectionKey key, Secret secret) {}

    void add(ConnectionKey key, Secret secret, Activity activity);

    /** By its id, whoever's it is; empty when there is none, or it was revoked. */
    Optional<Held> find(ConnectionKeyId id);

    /**
     * The workspace's, newest first.
     *
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    Page<ConnectionKey> list(WorkspaceId workspace, Page.Request request);

    /** Ends it, with its secret; false when the workspace has no such key. */
    boolean revoke(WorkspaceId workspace, ConnectionKeyId id, Activity activity);

    /** Notes that it was used; keeps it to the minute. */
    void noteUse(ConnectionKeyId id, Instant at);

    /**
     * Takes a nonce, once, over all nodes and restarts.
     *
     * @param forgetAfter from then on the signature would be refused for its age anyway
     * @return false when it was taken before
     */
    boolean takeNonce(ConnectionKeyId id, String nonce, Instant forgetAfter);
}
