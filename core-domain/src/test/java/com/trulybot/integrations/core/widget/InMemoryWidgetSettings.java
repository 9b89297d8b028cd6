package com.trulybot.integrations.core.widget;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.workspace.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of accounts that all have a connected store. */
public final class InMemoryWidgetSettings implements WidgetSettingsCatalog {
    private final Map<UserId, WidgetSettings> settings = new ConcurrentHashMap<>();
    private final InMemoryActivities activities;

    public InMemoryWidgetSettings(InMemoryActivities activities) {
        this.activities = activities;
    }

    @Override
    public Optional<WidgetSettings> find(UserId user) {
        return Optional.of(settings.getOrDefault(user, WidgetSettings.DEFAULT));
    }

    @Override
    public WidgetSettings own(UserId user) {
        return settings.getOrDefault(user, WidgetSettings.DEFAULT);
    }

    @Override
    public WidgetSettings save(UserId user, WidgetSettings given, Activity activity) {
        WidgetSettings kept = withVersion(given, own(user).version() + 1);
        settings.put(user, kept);
        activities.record(activity);
        return kept;
    }

    private static WidgetSettings withVersion(WidgetSettings given, long version) {
        return new WidgetSettings(
                given.color(),
                given.mode(),
                given.position(),
                given.greeting(),
                given.locale(),
                given.texts(),
                given.customCss(),
                given.features(),
                given.proofs(),
                given.handoverEmail(),
                given.handoverPhone(),
                given.handoverUrl(),
                given.retentionDays(),
                version);
    }
}
