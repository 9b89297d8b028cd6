package com.trulybot.integrations.core.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.trulybot.integrations.core.widget.WidgetSettings.Mode;
import com.trulybot.integrations.core.widget.WidgetSettings.Position;
import com.trulybot.integrations.core.widget.WidgetSettings.Proof;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetSettingsTest {
    private static WidgetSettings settings(
            String color, String greeting, String locale, List<Proof> proofs, int retentionDays, long version) {
        return new WidgetSettings(
                color,
                Mode.DARK,
                Position.LEFT,
                greeting,
                locale,
                Map.of("title", "Mugs"),
                null,
                Map.of(),
                proofs,
                null,
                null,
                null,
                retentionDays,
                version);
    }

    private static WidgetSettings inColor(String color) {
        return settings(color, null, "auto", List.of(Proof.EMAIL), 30, 1);
    }

    private static WidgetSettings inLocale(String locale) {
        return settings("#000000", null, locale, List.of(Proof.EMAIL), 30, 1);
    }

    @Test
    void whoHasSetNothingHasAWidgetThatAsksForTheEmail() {
        assertThat(WidgetSettings.DEFAULT.proofs()).containsExactly(Proof.EMAIL);
        assertThat(WidgetSettings.DEFAULT.features()).containsExactly(Map.entry("orderLookup", true));
        assertThat(WidgetSettings.DEFAULT.mode()).isEqualTo(Mode.AUTO);
        assertThat(WidgetSettings.DEFAULT.locale()).isEqualTo("auto");
        assertThat(WidgetSettings.DEFAULT.retentionDays()).isEqualTo(30);
        assertThat(WidgetSettings.DEFAULT.version()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#fff", "#3B5BDB", "3b5bdb", "#3b5bdbff", "#3b5bdg", "red", "#3b5bdb;}"})
    void aColorIsSixHexDigits(String color) {
        assertThat(inColor("#09afef").color()).isEqualTo("#09afef");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inColor(color))
                .withMessage("color is #rrggbb, in lower case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "de", "pt-BR", "zh-Hant-TW", "fil", "de-CH-1996"})
    void aLocaleIsAutoOrALanguageTag(String locale) {
        assertThat(inLocale(locale).locale()).isEqualTo(locale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "german", "de_DE", "de-", "de-a", "de-DE-1-x", "../de", "de\n", "AUTO"})
    void whatIsNoLanguageTagIsRefused(String locale) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inLocale(locale))
                .withMessageStartingWith("locale is auto or a language tag");
    }

    @Test
    void aGreetingHasAtMostFiveHundredCharacters() {
        List<Proof> email = List.of(Proof.EMAIL);
        assertThat(settings("#000000", "a".repeat(500), "auto", email, 30, 1).greeting())
                .hasSize(500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("#000000", "a".repeat(501), "auto", email, 30, 1))
                .withMessage("greeting has at most 500 characters");
    }

    @Test
    void theEmailAlwaysProves() {
        List<Proof> all = List.of(Proof.POSTCODE, Proof.PHONE_LAST4, Proof.EMAIL);
        assertThat(settings("#000000", null, "auto", all, 30, 1).proofs()).isEqualTo(all);
        for (List<Proof> without : List.of(List.<Proof>of(), List.of(Proof.POSTCODE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings("#000000", null, "auto", without, 30, 1))
                    .withMessage("proofs holds email");
        }
    }

    @Test
    void conversationsAreKeptForADayToAYear() {
        List<Proof> email = List.of(Proof.EMAIL);
        for (int days : new int[] {1, 365}) {
            assertThat(settings("#000000", null, "auto", email, days, 1).retentionDays())
                    .isEqualTo(days);
        }
        for (int days : new int[] {-1, 0, 366}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings("#000000", null, "auto", email, days, 1))
                    .withMessage("retentionDays is from 1 to 365");
        }
    }

    @Test
    void versionsBeginWithOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("#000000", null, "auto", List.of(Proof.EMAIL), 30, 0))
                .withMessage("version is at least 1");
    }

    @Test
    void whatWasGivenCanNotBeChangedAfterwards() {
        Map<String, String> texts = new HashMap<>();
        WidgetSettings settings = new WidgetSettings(
                "#000000",
                Mode.AUTO,
                Position.RIGHT,
                null,
                "auto",
                texts,
                null,
                Map.of(),
                List.of(Proof.EMAIL),
                null,
                null,
                null,
                30,
                1);
        texts.put("title", "changed");
        assertThat(settings.texts()).isEmpty();
    }

    @Test
    void modeAndPositionAreNeeded() {
        WidgetSettings d = WidgetSettings.DEFAULT;
        assertThatNullPointerException()
                .isThrownBy(() -> new WidgetSettings(
                        d.color(),
                        null,
                        d.position(),
                        null,
                        "auto",
                        d.texts(),
                        null,
                        d.features(),
                        d.proofs(),
                        null,
                        null,
                        null,
                        30,
                        1))
                .withMessage("mode");
        assertThatNullPointerException()
                .isThrownBy(() -> new WidgetSettings(
                        d.color(),
                        d.mode(),
                        null,
                        null,
                        "auto",
                        d.texts(),
                        null,
                        d.features(),
                        d.proofs(),
                        null,
                        null,
                        null,
                        30,
                        1))
                .withMessage("position");
    }

    @Test
    void theWordsAreThoseOfTheContract() {
        assertThat(Arrays.stream(Mode.values()).map(Mode::code)).containsExactly("auto", "light", "dark");
        assertThat(Arrays.stream(Position.values()).map(Position::code)).containsExactly("left", "right");
        assertThat(Arrays.stream(Proof.values()).map(Proof::code)).containsExactly("email", "phone_last4", "postcode");
    }
}
