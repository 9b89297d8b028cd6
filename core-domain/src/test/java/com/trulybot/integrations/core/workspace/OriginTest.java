package com.trulybot.integrations.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginTest {
    @Test
    void itIsToldBesideTheOtherDetails() {
        assertThat(new Origin("203.0.113.9", "curl/8").with(Map.of("code", "x")))
                .containsOnly(
                        Map.entry("code", "x"), Map.entry("address", "203.0.113.9"), Map.entry("agent", "curl/8"));
    }

    @Test
    void whatIsNotKnownIsNotTold() {
        assertThat(Origin.NONE.with(Map.of())).isEmpty();
        assertThat(new Origin(" ", "\n").with(Map.of())).isEmpty();
    }

    @Test
    void whatIsTooLongIsCutAtItsLength() {
        assertThat(new Origin("a".repeat(64), "b".repeat(200)))
                .isEqualTo(new Origin("a".repeat(65), "b".repeat(10_000)));
        assertThat(new Origin("a".repeat(65), "b".repeat(10_000)).address()).hasSize(64);
        assertThat(new Origin("a".repeat(65), "b".repeat(10_000)).agent()).hasSize(200);
    }

    @Test
    void noCharacterIsCutInHalf() {
        String smile = "\ud83d\ude00";
        assertThat(new Origin("", "b".repeat(199) + smile).agent()).isEqualTo("b".repeat(199));
        assertThat(new Origin("", "b".repeat(198) + smile).agent()).isEqualTo("b".repeat(198) + smile);
        assertThat(new Origin("", smile.repeat(101)).agent()).isEqualTo(smile.repeat(100));
        assertThat(new Origin("", "b" + smile.repeat(100)).agent()).isEqualTo("b" + smile.repeat(99));
    }

    @Test
    void whatNoTerminalShouldBeSentIsTakenOut() {
        assertThat(new Origin(" 203.0.113.9\r\n", "a\u001b[31mb\u009bc\u2028d\u2029e\u202ef\u200bg\ud800h\u0000")
                        .with(Map.of()))
                .containsOnly(Map.entry("address", "203.0.113.9"), Map.entry("agent", "a[31mbcdefgh"));
    }
}
