package com.trulybot.integrations.core.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrationTest {
    @Test
    void lookupsMayBeTriedAlsoWhileAStoreNeedsAttention() {
        Integration woo = IntegrationFixture.woo();
        assertThat(woo.connected()).isTrue();
        assertThat(IntegrationFixture.with(woo, IntegrationStatus.NEEDS_ATTENTION, woo.health())
                        .connected())
                .isTrue();
        assertThat(IntegrationFixture.with(woo, IntegrationStatus.DISCONNECTED, woo.health())
                        .connected())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "0, 0", "-5, 0", "sixty, 0", "'', 0", "99999999999, 0"})
    void theVisibleDaysAreReadFromTheAdaptersNotes(String noted, int days) {
        assertThat(IntegrationFixture.with(IntegrationFixture.woo(), Map.of(Integration.VISIBLE_DAYS, noted))
                        .visibleDays())
                .isEqualTo(days);
    }

    @Test
    void aPlatformWithoutABoundShowsAllDays() {
        assertThat(IntegrationFixture.woo().visibleDays()).isZero();
    }

    @Test
    void theStatesHaveTheWordsOfTheContract() {
        assertThat(Arrays.stream(IntegrationStatus.values()).map(IntegrationStatus::code))
                .containsExactly("active", "needs_attention", "disconnected");
        assertThat(Arrays.stream(Health.State.values()).map(Health.State::code))
                .containsExactly("ok", "degraded", "failing", "unknown");
    }

    @Test
    void anIdIsReadFromItsCanonicalTextAndEachNewOneIsAnother() {
        IntegrationId id = IntegrationId.random();
        assertThat(IntegrationId.parse(id.toString())).isEqualTo(id).isNotEqualTo(IntegrationId.random());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntegrationId.parse("1"))
                .withMessageStartingWith("integration id");
    }
}
