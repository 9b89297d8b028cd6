package com.trulybot.integrations.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {
    private static final String TEXT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_";

    @Test
    void eachIsAnother() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> Ticket.random()).distinct())
                .hasSize(1_000)
                .allSatisfy(
                        ticket -> assertThat(Ticket.tryParse(ticket.value())).contains(ticket));
    }

    @Test
    void onlyItsDigestIsKept() {
        assertThat(new Ticket(TEXT).digest())
                .isEqualTo(new Ticket(TEXT).digest())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(Ticket.random().digest());
    }

    @Test
    void itIsNotSaidAloud() {
        assertThat(new Ticket(TEXT)).hasToString("[ticket]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_A",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_\n",
                "ÄAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_"
            })
    void whatIsNoTicketIsNone(String text) {
        assertThat(Ticket.tryParse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Ticket(text)).withMessage("not a ticket");
    }
}
