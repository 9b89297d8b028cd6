package com.trulybot.integrations.core.activity;

import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Activities as long as the test lasts. */
public final class InMemoryActivities implements Activities {
    private final List<Activity> recorded = new ArrayList<>();

    @Override
    public synchronized void record(Activity activity) {
        recorded.add(activity);
    }

    @Override
    public synchronized Page<Activity> list(WorkspaceId workspace, Page.Request request) {
        List<Activity> its = new ArrayList<>(recorded.stream()
                .filter(activity -> activity.merchant().workspace().equals(workspace))
                .toList());
        Collections.reverse(its);
        return InMemoryPages.cut(its, request);
    }

    /** The types of all that was recorded, in that order. */
    public synchronized List<String> types() {
        return recorded.stream().map(Activity::type).toList();
    }

    /** What was recorded last. */
    public synchronized Activity last() {
        return recorded.get(recorded.size() - 1);
    }
}
