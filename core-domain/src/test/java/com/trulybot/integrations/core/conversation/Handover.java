package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.widget.WidgetSettings;

/** Widget settings that differ in how a person can be reached. */
final class Handover {
    private Handover() {}

    static WidgetSettings by(String email, String phone, String url) {
        WidgetSettings plain = WidgetSettings.DEFAULT;
        return new WidgetSettings(
                plain.color(),
                plain.mode(),
                plain.position(),
                plain.greeting(),
                plain.locale(),
                plain.texts(),
                plain.customCss(),
                plain.features(),
                plain.proofs(),
                email,
                phone,
                url,
                plain.retentionDays(),
                plain.version());
    }
}
