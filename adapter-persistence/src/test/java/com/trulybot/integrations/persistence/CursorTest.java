package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        Random random = new Random(7);
        for (int round = 0; round < 1_000; round++) {
            Instant at = Instant.EPOCH.plus(random.nextLong() % 100_000_000_000_000_000L, ChronoUnit.MICROS);
            Cursor cursor = new Cursor(at, new UUID(random.nextLong(), random.nextLong()));
            assertThat(Cursor.parse(cursor.text())).contains(cursor);
            assertThat(cursor.text()).matches("[A-Za-z0-9_-]{32}");
        }
        assertThat(Cursor.parse(null)).isEmpty();
    }

    @Test
    void bytesOfAnyKindAreACursorOrRefused() {
        Random random = new Random(8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            String text = random.nextBoolean()
                    ? Base64.getUrlEncoder().encodeToString(bytes)
                    : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            try {
                assertThat(Cursor.parse(text)).isPresent();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("cursor");
            }
        }
    }

    @Test
    void aTimeThatPostgresCantHoldIsRefused() {
        byte[] bytes = new byte[24];
        bytes[0] = Byte.MIN_VALUE;
        String text = Base64.getUrlEncoder().encodeToString(bytes);
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
