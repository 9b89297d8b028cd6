package com.trulybot.integrations.core.widget;

import com.trulybot.integrations.core.workspace.UserId;
import java.util.Optional;

/** The widget settings of all accounts. */
public interface WidgetSettingsCatalog {
    /**
     * An account's settings, {@link WidgetSettings#DEFAULT} where it has set nothing; empty when there is no such
     * account or it has no connected store. Asked for by every page of every storefront, so it must be fast.
     */
    Optional<WidgetSettings> find(UserId user);

    /** Adds or replaces them; the version kept is one more than the one before. */
    void save(UserId user, WidgetSettings settings);
}
