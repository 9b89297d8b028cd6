package com.trulybot.integrations.core.widget;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an account's widget looks and speaks.
 *
 * @param color the accent, {@code #rrggbb}
 * @param greeting what it opens with; null for the widget's own words
 * @param locale {@code auto}, or a BCP 47 language tag
 * @param texts the merchant's own words by the widget's key
 * @param customCss null for none
 * @param features what is switched on or off, by name
 * @param proofs what proves that an order is someone's; the e-mail always does
 * @param handoverEmail where a person can be reached; null for nowhere, as with the next two
 * @param retentionDays how long conversations are kept, 1 to 365
 * @param version grows with each change, from 1
 */
public record WidgetSettings(
        String color,
        Mode mode,
        Position position,
        @Nullable String greeting,
        String locale,
        Map<String, String> texts,
        @Nullable String customCss,
        Map<String, Boolean> features,
        List<Proof> proofs,
        @Nullable String handoverEmail,
        @Nullable String handoverPhone,
        @Nullable String handoverUrl,
        int retentionDays,
        long version) {
    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");
    private static final Pattern LOCALE = Pattern.compile("auto|[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

    /** What a merchant has who has set nothing. */
    public static final WidgetSettings DEFAULT = new WidgetSettings(
            "#3b5bdb",
            Mode.AUTO,
            Position.RIGHT,
            null,
            "auto",
            Map.of(),
            null,
            Map.of("orderLookup", true),
            List.of(Proof.EMAIL),
            null,
            null,
            null,
            30,
            1);

    /** Light or dark; {@link #code()} is the word in the API. */
    public enum Mode {
        AUTO,
        LIGHT,
        DARK;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The corner at the bottom; {@link #code()} is the word in the API. */
    public enum Position {
        LEFT,
        RIGHT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a shopper can prove an order with; {@link #code()} is the word in the API. */
    public enum Proof {
        EMAIL,
        PHONE_LAST4,
        POSTCODE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public WidgetSettings {
        require(COLOR.matcher(color).matches(), "color is #rrggbb, in lower case");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(position, "position");
        require(greeting == null || greeting.length() <= 500, "greeting has at most 500 characters");
        require(LOCALE.matcher(locale).matches(), "locale is auto or a language tag such as de or pt-BR");
        texts = Map.copyOf(texts);
        features = Map.copyOf(features);
        proofs = List.copyOf(proofs);
        require(proofs.contains(Proof.EMAIL), "proofs holds email");
        require(retentionDays >= 1 && retentionDays <= 365, "retentionDays is from 1 to 365");
        require(version >= 1, "version is at least 1");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
