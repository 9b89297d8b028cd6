package com.trulybot.integrations.core.widget;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.workspace.UserId;
import java.util.Optional;

/** The widget settings of all accounts. */
public interface WidgetSettingsCatalog {
    /**
     * What the account's storefronts get: its settings, {@link WidgetSettings#DEFAULT} where it has set nothing; empty
     * when there is no such account or it has no connected store. Asked for by every page of every storefront, so it
     * must be fast.
     */
    Optional<WidgetSettings> find(UserId user);

    /** The account's own settings, whether or not it has a store; {@link WidgetSettings#DEFAULT} where it set nothing. */
    WidgetSettings own(UserId user);

    /**
     * Adds or replaces them, together with the activity that tells of it, in one transaction.
     *
     * @return what is kept: the same with a version that is one more than the one before
     */
    WidgetSettings save(UserId user, WidgetSettings settings, Activity activity);
}
