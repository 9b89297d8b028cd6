package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettings.Mode;
import com.trulybot.integrations.core.widget.WidgetSettings.Position;
import com.trulybot.integrations.core.widget.WidgetSettings.Proof;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiWidgetSettingsTest {
    private static final WidgetSettings OWN = new WidgetSettings(
            "#00ff00",
            Mode.DARK,
            Position.LEFT,
            "Hello “you”",
            "de-AT",
            Map.of("title", "Fragen?"),
            "a{color:red}",
            Map.of("orderLookup", false),
            List.of(Proof.EMAIL, Proof.POSTCODE),
            "help@example.com",
            "+43 1 234",
            "https://example.com/help",
            7,
            99);

    private static DatabaseSettings settings;
    private static Database database;

    private final JdbiWidgetSettings widgets = new JdbiWidgetSettings(database);
    private final JdbiIntegrations integrations = new JdbiIntegrations(database, widgets);

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Merchant someone() {
        Merchant merchant = Fixture.merchant();
        new JdbiAccounts(database).admit(merchant.user());
        return merchant;
    }

    private Integration connect(Merchant merchant) {
        Integration store = Fixture.woo(merchant, "https://shop.example");
        integrations.add(store, Fixture.connected(store));
        return store;
    }

    private static WidgetSettings versioned(WidgetSettings s, long version) {
        return new WidgetSettings(
                s.color(),
                s.mode(),
                s.position(),
                s.greeting(),
                s.locale(),
                s.texts(),
                s.customCss(),
                s.features(),
                s.proofs(),
                s.handoverEmail(),
                s.handoverPhone(),
                s.handoverUrl(),
                s.retentionDays(),
                version);
    }

    @Test
    void thereIsAWidgetAsLongAsAStoreIsConnected() {
        Merchant merchant = someone();
        assertThat(widgets.find(merchant.user())).isEmpty();
        assertThat(widgets.find(Fixture.merchant().user())).isEmpty();

        Integration store = connect(merchant);
        assertThat(widgets.find(merchant.user())).contains(WidgetSettings.DEFAULT);

        integrations.replace(Fixture.disconnected(store), Fixture.connected(store));
        assertThat(widgets.find(merchant.user())).isEmpty();

        integrations.replace(store, Fixture.connected(store));
        assertThat(widgets.find(merchant.user())).isPresent();

        integrations.delete(merchant.workspace(), store.id(), Fixture.connected(store));
        assertThat(widgets.find(merchant.user())).isEmpty();
    }

    @Test
    void aStoreThatMovesToAnotherAccountTakesTheWidgetWithIt() {
        Merchant before = someone();
        Merchant after = someone();
        Integration store = connect(before);
        assertThat(widgets.find(before.user())).isPresent();
        assertThat(widgets.find(after.user())).isEmpty();

        Integration moved = new Integration(
                store.id(),
                after,
                store.platform(),
                store.storeUrl(),
                store.storeName(),
                null,
                null,
                null,
                store.status(),
                store.credentials(),
                null,
                Map.of(),
                store.health(),
                store.connectedAt(),
                null,
                null,
                store.createdAt(),
                store.updatedAt());
        integrations.replace(moved, Fixture.connected(moved));
        assertThat(widgets.find(before.user())).isEmpty();
        assertThat(widgets.find(after.user())).isPresent();
    }

    @Test
    void eachSavingIsSeenAtOnceAndCountsTheVersionUp() {
        Merchant merchant = someone();
        connect(merchant);
        UserId user = merchant.user();
        assertThat(widgets.find(user).map(WidgetSettings::version)).contains(1L);
        widgets.save(user, OWN);
        assertThat(widgets.find(user)).contains(versioned(OWN, 2));
        widgets.save(user, WidgetSettings.DEFAULT);
        assertThat(widgets.find(user)).contains(versioned(WidgetSettings.DEFAULT, 3));
    }

    @Test
    void anotherNodesChangeIsSeenInAMoment() {
        Merchant merchant = someone();
        connect(merchant);
        assertThat(widgets.find(merchant.user())).contains(WidgetSettings.DEFAULT);
        new JdbiWidgetSettings(database).save(merchant.user(), OWN);
        Waiting.until(() -> widgets.find(merchant.user()).equals(java.util.Optional.of(versioned(OWN, 2))));
    }

    @Test
    void whatIsMissingInARowIsTheDefault() {
        Merchant merchant = someone();
        connect(merchant);
        TestPostgres.execute(
                settings,
                "insert into widget_settings (user_id, settings, version) values ('" + merchant.user()
                        + "', '{\"color\":\"#123456\"}', 5)");
        assertThat(widgets.find(merchant.user())).get().satisfies(found -> {
            assertThat(found.color()).isEqualTo("#123456");
            assertThat(found.proofs()).containsExactly(Proof.EMAIL);
            assertThat(found.version()).isEqualTo(5);
        });
    }

    @Test
    void aRowThatCantBeReadLeavesTheShopAWidgetThatWorks() {
        for (String odd :
                List.of("{\"color\":\"red\"}", "{\"mode\":\"purple\"}", "{\"proofs\":[]}", "{\"retentionDays\":0}")) {
            Merchant merchant = someone();
            connect(merchant);
            TestPostgres.execute(
                    settings,
                    "insert into widget_settings (user_id, settings, version) values ('" + merchant.user() + "', '"
                            + odd + "', 5)");
            try (CapturedLog log = CapturedLog.of(JdbiWidgetSettings.class)) {
                assertThat(new JdbiWidgetSettings(database).find(merchant.user()))
                        .contains(versioned(WidgetSettings.DEFAULT, 5));
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .contains(merchant.user().toString());
            }
        }
    }

    @Test
    void anAccountThatWasNotAdmittedIsNamed() {
        UserId stranger = Fixture.merchant().user();
        assertThatThrownBy(() -> widgets.save(stranger, OWN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("auth.users has no account " + stranger);
    }
}
