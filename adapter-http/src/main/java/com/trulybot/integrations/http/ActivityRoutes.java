package com.trulybot.integrations.http;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** What happened in a workspace. */
final class ActivityRoutes {
    private final Activities activities;

    ActivityRoutes(Activities activities) {
        this.activities = activities;
    }

    void register(Routes routes) {
        routes.merchant(HandlerType.GET, "/api/activities", this::list);
    }

    private void list(Context ctx, Merchant merchant) {
        Page.Request request = QueryText.page(ctx);
        Answers.page(ctx, () -> activities.list(merchant.workspace(), request), JsonMapping::activity);
    }
}
