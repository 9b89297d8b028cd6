package com.trulybot.integrations.core.widget;

import com.trulybot.integrations.core.workspace.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of accounts that all have a connected store. */
public final class InMemoryWidgetSettings implements WidgetSettingsCatalog {
    private final Map<UserId, WidgetSettings> settings = new ConcurrentHashMap<>();

    @Override
    public Optional<WidgetSettings> find(UserId user) {
        return Optional.of(settings.getOrDefault(user, WidgetSettings.DEFAULT));
    }

    @Override
    public void save(UserId user, WidgetSettings given) {
        long version = settings.getOrDefault(user, WidgetSettings.DEFAULT).version() + 1;
        settings.put(user, withVersion(given, version));
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
