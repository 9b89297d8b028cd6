package com.trulybot.integrations.core.activity;

import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.WorkspaceId;

/** The record of what happened. */
public interface Activities {
    void record(Activity activity);

    /**
     * The workspace's activities, newest first.
     *
     * @throws IllegalArgumentException when the cursor is none of ours
     */
    Page<Activity> list(WorkspaceId workspace, Page.Request request);
}
