package com.trulybot.integrations.core.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeWidgetSettingsTest {
    private static final Merchant ANNA = IntegrationFixture.ANNA;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryWidgetSettings catalog = new InMemoryWidgetSettings(activities);
    private final ChangeWidgetSettings change = new ChangeWidgetSettings(catalog, () -> NOW);

    @Test
    void eachChangeHasAVersionOfItsOwn() {
        assertThat(change.change(ANNA, WidgetSettings.DEFAULT).version()).isEqualTo(2);
        assertThat(change.change(ANNA, WidgetSettings.DEFAULT).version()).isEqualTo(3);
        assertThat(catalog.own(ANNA.user()).version()).isEqualTo(3);
    }

    @Test
    void theMerchantIsToldOfIt() {
        change.change(ANNA, WidgetSettings.DEFAULT);
        Page<Activity> told = activities.list(ANNA.workspace(), new Page.Request(10, null));
        assertThat(told.items()).singleElement().satisfies(activity -> {
            assertThat(activity.type()).isEqualTo("widget_settings_changed");
            assertThat(activity.merchant()).isEqualTo(ANNA);
            assertThat(activity.createdAt()).isEqualTo(NOW);
        });
    }
}
