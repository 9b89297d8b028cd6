package com.trulybot.integrations.http;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettings.Mode;
import com.trulybot.integrations.core.widget.WidgetSettings.Position;
import com.trulybot.integrations.core.widget.WidgetSettings.Proof;
import com.trulybot.integrations.core.widget.WidgetSettingsCatalog;
import com.trulybot.integrations.core.workspace.Merchant;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a merchant's widget looks and speaks. A {@code PUT} says all of it: what is left out is the default again. */
final class WidgetSettingsRoutes {
    private static final String PATH = "/api/widget/settings";
    private static final int MAX_CSS = 10_000;
    private static final int MAX_GREETING = 500;
    private static final int MAX_ENTRIES = 50;
    private static final int MAX_LINE = 320;

    private final WidgetSettingsCatalog catalog;
    private final Activities activities;
    private final InstantSource clock;

    WidgetSettingsRoutes(WidgetSettingsCatalog catalog, Activities activities, InstantSource clock) {
        this.catalog = catalog;
        this.activities = activities;
        this.clock = clock;
    }

    void register(Routes routes) {
        routes.merchant(HandlerType.GET, PATH, this::show);
        routes.merchant(HandlerType.PUT, PATH, this::change);
    }

    private void show(Context ctx, Merchant merchant) {
        answer(ctx, catalog.find(merchant.user()).orElse(WidgetSettings.DEFAULT));
    }

    private void change(Context ctx, Merchant merchant) throws IOException {
        Fields body = RequestBody.read(ctx);
        Fields given = body.object("settings");
        if (given == null) {
            body.check();
            throw Problems.validationFailed("settings", "must be given");
        }
        long before = catalog.find(merchant.user()).map(WidgetSettings::version).orElse(0L);
        WidgetSettings settings = read(given, before + 1);
        catalog.save(merchant.user(), settings);
        activities.record(Activity.of(
                merchant,
                ActivityType.WIDGET_SETTINGS_CHANGED,
                "The widget's settings were changed.",
                Map.of(),
                clock.instant()));
        answer(ctx, settings);
    }

    private static void answer(Context ctx, WidgetSettings settings) {
        Answers.json(ctx, new Answers.Body(200, Json.named("settings", json -> JsonMapping.settings(json, settings))));
    }

    private static WidgetSettings read(Fields given, long version) {
        WidgetSettings standard = WidgetSettings.DEFAULT;
        Fields theme = given.objectOrEmpty("theme");
        String color = theme.parsed("color", 7, WidgetSettingsRoutes::color);
        Mode mode = theme.parsed("mode", 10, word(Mode.values(), Mode::code));
        Position position = given.parsed("position", 10, word(Position.values(), Position::code));
        String greeting = given.prose("greeting", MAX_GREETING);
        String locale = given.line("locale", 35);
        Map<String, String> texts = given.texts("texts", MAX_ENTRIES, MAX_GREETING);
        String css = given.prose("customCss", MAX_CSS);
        Map<String, Boolean> features = given.switches("features", MAX_ENTRIES);
        List<Proof> proofs = proofs(given);
        Fields handover = given.objectOrEmpty("handover");
        String email = handover.parsed("email", MAX_LINE, WidgetSettingsRoutes::email);
        String phone = handover.line("phone", 50);
        String url = handover.parsed("url", MAX_GREETING, WidgetSettingsRoutes::webAddress);
        int days = given.integer("retentionDays", 1, 365, standard.retentionDays());
        given.check();
        try {
            return new WidgetSettings(
                    color == null ? standard.color() : color,
                    mode == null ? standard.mode() : mode,
                    position == null ? standard.position() : position,
                    greeting,
                    locale == null ? standard.locale() : locale,
                    texts,
                    css,
                    features.isEmpty() ? standard.features() : features,
                    proofs,
                    email,
                    phone,
                    url,
                    days,
                    version);
        } catch (IllegalArgumentException e) {
            // The domain's own rules; its messages begin with the member's name.
            String message = String.valueOf(e.getMessage());
            throw Problems.validationFailed("settings." + message.split(" ", 2)[0], message);
        }
    }

    private static List<Proof> proofs(Fields given) {
        List<String> codes = given.lines("proofs", Proof.values().length, 20);
        if (codes == null) {
            return WidgetSettings.DEFAULT.proofs();
        }
        Function<String, Proof> word = word(Proof.values(), Proof::code);
        try {
            return codes.stream().map(word).distinct().toList();
        } catch (IllegalArgumentException e) {
            given.problem("proofs", String.valueOf(e.getMessage()));
            return WidgetSettings.DEFAULT.proofs();
        }
    }

    private static <E> Function<String, E> word(E[] values, Function<E, String> code) {
        return text -> Arrays.stream(values)
                .filter(value -> code.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be one of " + Arrays.stream(values).map(code).toList()));
    }

    private static String color(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (!lower.matches("#[0-9a-f]{6}")) {
            throw new IllegalArgumentException("must be a colour such as #3b5bdb");
        }
        return lower;
    }

    private static String email(String text) {
        if (!text.matches("[^@\\s<>\"]+@[^@\\s<>\"]+")) {
            throw new IllegalArgumentException("must be an e-mail address");
        }
        return text;
    }

    private static String webAddress(String text) {
        URI uri = URI.create(text);
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must be an address that begins with https://");
        }
        return text;
    }
}
