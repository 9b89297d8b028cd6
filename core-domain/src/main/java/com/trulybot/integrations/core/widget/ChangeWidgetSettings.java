package com.trulybot.integrations.core.widget;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.InstantSource;
import java.util.Map;

/** Changes how a merchant's widget looks and speaks. */
public final class ChangeWidgetSettings {
    private final WidgetSettingsCatalog catalog;
    private final InstantSource clock;

    public ChangeWidgetSettings(WidgetSettingsCatalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Keeps these settings, whatever their version says; returns them with the version they now have. */
    public WidgetSettings change(Merchant merchant, WidgetSettings settings) {
        Activity activity = Activity.of(
                merchant,
                ActivityType.WIDGET_SETTINGS_CHANGED,
                "The settings of the chat widget were changed.",
                Map.of(),
                clock.instant());
        return catalog.save(merchant.user(), settings, activity);
    }
}
