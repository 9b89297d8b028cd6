package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String SECRET = "a-secret-of-at-least-thirty-two-bytes";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT                        | 0 | 65535
            HOST                        | 127.0.0.1 | ::1
            MANAGEMENT_PORT             | 0 | 9000
            MANAGEMENT_HOST             | localhost | [::1]
            PUBLIC_URL                  | https://bot.example | http://localhost:8080/base
            DATA_DIR                    | ./data | /var/lib/trulybot
            ADAPTERS_DIR                | ./adapters | /opt/adapters
            DATABASE_URL                | postgresql://u:p%40ss@db.example:5432/shop?sslmode=require | jdbc:postgresql://h/db?user=u
            DATABASE_READ_URL           | postgres://u@db.example/shop | jdbc:postgresql://h1,h2/db
            REDIS_URL                   | redis://localhost | rediss://u:p@a.example:6379,b.example:6379/0
            ENCRYPTION_KEY              | MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= | //////////////////////////////////////////8=
            AUTH_JWT_SECRET             | a-secret-of-at-least-thirty-two-bytes | ééééééééééééééééé
            AUTH_JWKS_URL               | https://id.example/jwks | http://127.0.0.1:9000/jwks
            AUTH_ISSUER                 | https://id.example | anything
            AUTH_AUDIENCE               | authenticated | other
            SHOPIFY_API_KEY             | abc | 0123
            SHOPIFY_API_SECRET          | abc | 0123
            SHOPIFY_API_SECRET_PREVIOUS | abc | 0123
            SHOPIFY_SCOPES              | read_orders | read_orders,read_all_orders
            SHOPIFY_API_VERSION         | 2026-10 | unstable
            SHOPIFY_API_MODE            | graphql | rest
            SHOPIFY_ADMIN_BASE          | https://{shop} | http://127.0.0.1:9311/{shop}
            WOOCOMMERCE_NOTES           | on | OFF
            OUTBOUND_ALLOW              | 127.0.0.1:9310 | localhost:1, [::1]:2
            OUTBOUND_PINS               | shop.example=sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA= | *.a.example=sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=;b.example=sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=,sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            TRUSTED_PROXIES             | 10.0.0.0/8 | 192.0.2.1, fd00::/8
            ATTEMPTS_PER_CONVERSATION   | 1 | 10
            ATTEMPTS_PER_ADDRESS        | 1 | 60
            ATTEMPTS_PER_ORDER          | 1 | 10
            LOG_LEVEL                   | debug | WARN
            LOG_FORMAT                  | text | json
            """)
    void aGoodValueIsTaken(Setting setting, String one, String other) {
        assertThat(settings(setting, one).find(setting)).hasValue(one);
        assertThat(settings(setting, other).find(setting)).hasValue(other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT                        | 65536 | -1 | must be a whole number from 0 to 65535
            HOST                        | http://x | a b | must be a host name
            MANAGEMENT_PORT             | 8081x | 99999999999 | must be a whole number
            MANAGEMENT_HOST             | a/b | a,b | must be a host name
            PUBLIC_URL                  | bot.example | https://u:hunter2@bot.example | such as https://bot.example
            DATABASE_URL                | mysql://u:hunter2@h/db | postgresql://h | must look like postgresql://
            DATABASE_READ_URL           | postgresql://u:hunter2@h h/db | jdbc:mysql://h/db | must look like postgresql://
            REDIS_URL                   | localhost:6379 | redis://u:hunter2@a b | must look like redis://
            ENCRYPTION_KEY              | hunter2hunter2 | !!! | openssl rand -base64 32
            ENCRYPTION_KEY_FILE         | /nowhere/key | /dev/null | file
            AUTH_JWT_SECRET             | hunter2hunter2 | a | at least 32 bytes
            AUTH_JWKS_URL               | file:///etc/passwd | id.example | must be an http or https address
            SHOPIFY_SCOPES              | read orders | READ | comma-separated scopes
            SHOPIFY_API_VERSION         | 2024-11 | latest | such as 2026-10
            SHOPIFY_API_MODE            | soap | both | graphql, rest
            SHOPIFY_ADMIN_BASE          | https://admin.example | {shop} | {shop}
            WOOCOMMERCE_NOTES           | yes | 1 | on, off
            OUTBOUND_ALLOW              | 127.0.0.1 | localhost:99999 | host:port
            OUTBOUND_CA_FILE            | /nowhere/ca.pem | /dev/null | file
            OUTBOUND_PINS               | shop.example=sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | shop.example=sha256/AAAA,sha256/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA= | pin
            TRUSTED_PROXIES             | 10.0.0.0/33 | proxy.example | such as 10.0.0.0/8
            ATTEMPTS_PER_CONVERSATION   | 0 | many | from 1
            ATTEMPTS_PER_ADDRESS        | 0 | many | from 1
            ATTEMPTS_PER_ORDER          | 0 | many | from 1
            LOG_LEVEL                   | loud | 3 | trace, debug, info, warn, error
            LOG_FORMAT                  | xml | yes | text, json
            """)
    void aBadValueIsRefusedWithTheWayToMendItAndWithoutItsSecret(
            Setting setting, String one, String other, String mending) {
        for (String bad : List.of(one, other)) {
            assertThatThrownBy(() -> settings(setting, bad))
                    .isInstanceOfSatisfying(
                            SettingsException.class,
                            e -> assertThat(e.problems())
                                    .hasSize(1)
                                    .allSatisfy(problem -> assertThat(problem)
                                            .startsWith(setting.name())
                                            .contains(mending)
                                            .doesNotContain("hunter2")));
        }
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        Settings settings = Settings.read(Sources.of(Map.of("PORT", "9000", "HOST", " ")), Set.of());

        assertThat(settings.text(Setting.PUBLIC_URL)).isEqualTo("http://localhost:9000");
        assertThat(settings.text(Setting.HOST)).isEqualTo("0.0.0.0");
        assertThat(settings.find(Setting.DATABASE_URL)).isEmpty();
        assertThat(settings.list(Setting.TRUSTED_PROXIES)).isEmpty();
        assertThat(settings.path(Setting.DATA_DIR)).isEqualTo(Path.of("./data"));
        assertThat(settings).hasToString("Settings");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATABASE_URL=postgresql://h/db                                | ENCRYPTION_KEY
            DATABASE_READ_URL=postgresql://h/db                           | DATABASE_READ_URL
            PORT=9000 MANAGEMENT_PORT=9000                                | MANAGEMENT_PORT
            SHOPIFY_API_KEY=abc                                           | SHOPIFY_API_SECRET
            ENCRYPTION_KEY=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE= ENCRYPTION_KEY_FILE=FILE | remove one
            """)
    void settingsThatContradictEachOtherAreRefused(String given, String named) throws IOException {
        Path keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
        Map<String, String> environment = new TreeMap<>();
        for (String pair : given.split(" ", -1)) {
            environment.put(pair.split("=", 2)[0], pair.split("=", 2)[1].replace("FILE", keyFile.toString()));
        }

        assertThatThrownBy(() -> Settings.read(Sources.of(environment), Set.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(named);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, String> environment = Map.of("PORT", "x", "LOG_LEVEL", "loud", "SHOPIFY_API_KEY", "abc");

        assertThatThrownBy(() -> Settings.read(Sources.of(environment), Set.of()))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("trulybot.env"), "# ours\nPORT=9000\n\nLOG_LEVEL = \"debug\"\nHOST='::1'\n");

        Settings settings = Settings.read(Sources.read(Map.of("PORT", "9001"), file), Set.of());

        assertThat(settings.number(Setting.PORT)).isEqualTo(9001);
        assertThat(settings.text(Setting.LOG_LEVEL)).isEqualTo("debug");
        assertThat(settings.text(Setting.HOST)).isEqualTo("::1");
        assertThat(settings.inForce()).contains("9001  (environment)", "debug  (file)", "(not set)  (default)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOGLEVEL=info            | did you mean LOG_LEVEL?
            DATABSE_URL=x            | did you mean DATABASE_URL?
            SHOPIFY_API_VERSOIN=x    | did you mean SHOPIFY_API_VERSION?
            just words               | line 1: must be NAME=value
            PORT=1;PORT=2            | PORT is set twice
            """)
    void aFileWithMistakesIsRefusedByName(String content, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("trulybot.env"), content.replace(";", "\n"));

        assertThatThrownBy(() -> Settings.read(Sources.read(Map.of(), file), Set.of("SHOPIFY_")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() -> Settings.read(Sources.read(Map.of(), folder.resolve("none")), Set.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--config");
    }

    @Test
    void anAdaptersOwnSettingsPassThrough() throws IOException {
        Path file = Files.writeString(folder.resolve("trulybot.env"), "BIGCOMMERCE_CLIENT=abc\n");

        Settings settings = Settings.read(Sources.read(Map.of(), file), Set.of("BIGCOMMERCE_"));

        assertThat(settings.platformSetting("BIGCOMMERCE_CLIENT")).hasValue("abc");
        assertThat(settings.platformSetting("SHOPIFY_API_VERSION")).hasValue("2026-10");
        assertThat(settings.platformSetting("WOOCOMMERCE_NOTES")).hasValue("off");
        assertThat(settings.platformSetting("WOOCOMMERCE_OTHER")).isEmpty();
    }

    @Test
    void whatIsPrintedHoldsNoSecret() {
        Map<String, String> environment = Map.of(
                "DATABASE_URL", "postgresql://me:hunter2@db.example/shop?password=hunter2",
                "REDIS_URL", "redis://:hunter2@cache.example",
                "ENCRYPTION_KEY", KEY,
                "AUTH_JWT_SECRET", "hunter2hunter2hunter2hunter2hunter2",
                "SHOPIFY_API_KEY", "public",
                "SHOPIFY_API_SECRET", "hunter2");

        String printed = Settings.read(Sources.of(environment), Set.of()).inForce();

        assertThat(printed)
                .contains("postgresql://****@db.example/shop?password=****", "redis://****@cache.example", "public")
                .doesNotContain("hunter2", KEY);
    }

    @Test
    void servingNeedsAWayToTellMerchantsApart() {
        Settings nothing = Settings.read(Sources.of(Map.of()), Set.of());
        Settings secret = Settings.read(Sources.of(Map.of("AUTH_JWT_SECRET", SECRET)), Set.of());

        assertThatThrownBy(nothing::forServing)
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("AUTH_JWT_SECRET", "AUTH_JWKS_URL", "trulybot demo");
        assertThat(secret.forServing()).isSameAs(secret);
    }

    /** Run with {@code -Ddocs.write=true} to write the table anew. */
    @Test
    void theDocumentsTableIsTheProgramsTable() throws IOException {
        Path page = Path.of("..", "docs", "settings.md");
        String text = Files.readString(page);
        int from = text.indexOf("| name |");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, text.substring(0, from) + Settings.markdown());
        }

        assertThat(Files.readString(page).substring(from)).isEqualTo(Settings.markdown());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everyDefaultPassesItsOwnCheck(Setting setting) {
        setting.fallback().ifPresent(setting::check);

        assertThat(setting.meaning()).endsWith(".");
    }

    private static Settings settings(Setting setting, String value) {
        Map<String, String> environment = new TreeMap<>(Map.of(setting.name(), value));
        if (EnumSet.of(Setting.DATABASE_URL, Setting.DATABASE_READ_URL).contains(setting)) {
            environment.put("ENCRYPTION_KEY", KEY);
            environment.putIfAbsent("DATABASE_URL", "postgresql://h/db");
        }
        if (EnumSet.of(Setting.SHOPIFY_API_KEY, Setting.SHOPIFY_API_SECRET).contains(setting)) {
            environment.putIfAbsent("SHOPIFY_API_KEY", "abc");
            environment.putIfAbsent("SHOPIFY_API_SECRET", "abc");
        }
        return Settings.read(Sources.of(environment), Set.of());
    }
}
