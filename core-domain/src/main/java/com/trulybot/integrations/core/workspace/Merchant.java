package com.trulybot.integrations.core.workspace;

import java.util.Objects;

/** Someone who runs shops: a proven account acting in one workspace. */
public record Merchant(UserId user, WorkspaceId workspace) {
    public Merchant {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(workspace, "workspace");
    }
}
