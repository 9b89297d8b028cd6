package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Secret;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada:s%40crt+1@db.example:5433/shop?sslmode=require",
                "postgres://ada:s%40crt+1@db.example:5433/shop?sslmode=require",
                "  POSTGRES://ada:s@crt+1@db.example:5433/shop?sslmode=require ",
                "jdbc:postgresql://db.example:5433/shop?user=ada&password=s%40crt%2B1&sslmode=require",
                "postgresql://db.example:5433/shop?sslmode=require&user=ada&password=s@crt+1",
                "jdbc:postgresql://ada:s%40crt+1@db.example:5433/shop?sslmode=require",
            })
    void allFormsMeanTheSame(String url) {
        DatabaseSettings settings = DatabaseSettings.parse(url);
        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/shop?sslmode=require");
        assertThat(settings.user()).isEqualTo("ada");
        assertThat(settings.password()).isEqualTo(Secret.of("s@crt+1"));
        assertThat(settings.toString()).isEqualTo("DatabaseSettings[db.example:5433/shop]");
    }

    @Test
    void nameAndPasswordMayBeLeftOut() {
        DatabaseSettings settings = DatabaseSettings.parse("postgresql://localhost/shop");
        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost/shop");
        assertThat(settings.user()).isNull();
        assertThat(settings.password()).isNull();
        assertThat(DatabaseSettings.parse("postgresql://ada@localhost/shop").password())
                .isNull();
    }

    @Test
    void severalHostsAndVersionSixAddressesAreTaken() {
        assertThat(DatabaseSettings.parse("postgresql://u@[::1]:5432,db2.example/shop")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://[::1]:5432,db2.example/shop");
    }

    @Test
    void theWordsOfOtherDriversAreTranslated() {
        assertThat(DatabaseSettings.parse("postgresql://h/d?pgbouncer=true&connect_timeout=3&application_name=a"
                                + "&channel_binding=require&sslrootcert=/x.pem")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://h/d?prepareThreshold=0&connectTimeout=3&ApplicationName=a"
                        + "&channelBinding=require&sslrootcert=/x.pem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://ada:hunter2@db.example/shop",
                "postgresql://ada:hunter2@db.example",
                "postgresql://ada:hunter2@/shop",
                "postgresql://ada:hunter2@db.example:port/shop",
                "postgresql://ada:hunter2#x@db.example/sh/op",
                "postgresql://ada:hun/ter2@db.example:5432/shop",
                "postgresql://ada:hunter2%zz@db.example/shop",
                "jdbc:postgresql:shop?password=hunter2",
                "jdbc:postgresql://db.example/shop?password=hunter2%",
            })
    void whatIsNoneIsRefusedWithoutTellingThePassword(String url) {
        assertThatThrownBy(() -> DatabaseSettings.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("ter2@")
                .hasNoCause();
    }

    @Test
    void whateverIsGivenNoOtherExceptionComesOut() {
        Random random = new Random(42);
        String letters = "postgresql://:@/?&=%2a[]#, \0é";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "postgresql://u:hunter2" : "");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(DatabaseSettings.parse(text.toString()).toString()).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).contains("DATABASE_URL").doesNotContain("hunter2");
            }
        }
    }

    @Test
    void aPoolHasTwoConnectionsOrMore() {
        DatabaseSettings settings = DatabaseSettings.parse("postgresql://localhost/shop");
        assertThat(settings.withMaxConnections(2).maxConnections()).isEqualTo(2);
        assertThatThrownBy(() -> settings.withMaxConnections(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
