package com.trulybot.integrations.core.connectionkey;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionKeysTest {
    private static final Origin ORIGIN = new Origin("203.0.113.9", "curl/8");
    private static final String SECRET = "Qm9vLXNlY3JldC1vZi0zMi1ieXRlcy1sb25nLS0tLS0";

    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryConnectionKeys keys = new InMemoryConnectionKeys(activities);
    private final CreateConnectionKey create = new CreateConnectionKey(keys, clock);
    private final RevokeConnectionKey revoke = new RevokeConnectionKey(keys, clock);

    @Test
    void aNewKeyIsKeptAndToldAndItsTextIsHandedOutOnce() {
        CreateConnectionKey.Created made = create.create(ANNA, ORIGIN, "My shop");
        assertThat(made.key().merchant()).isEqualTo(ANNA);
        assertThat(made.key().name()).isEqualTo("My shop");
        assertThat(made.key().createdAt()).isEqualTo(clock.instant());
        assertThat(made.key().lastUsedAt()).isNull();
        assertThat(made.text().whole().expose()).matches("tbk_" + made.key().id() + "_[A-Za-z0-9_-]{43}");
        assertThat(made.text().whole().expose()).endsWith(made.key().hint().substring(1));
        assertThat(keys.find(made.key().id()))
                .contains(new ConnectionKeys.Held(made.key(), made.text().secret()));
        assertThat(keys.list(ANNA.workspace(), new Page.Request(20, null)).items())
                .containsExactly(made.key());
        assertThat(made.toString()).doesNotContain(made.text().secret().expose());

        assertThat(activities.types()).containsExactly("connection_key_created");
        assertThat(activities.last().merchant()).isEqualTo(ANNA);
        assertThat(activities.last().createdAt()).isEqualTo(clock.instant());
        assertThat(activities.last().description()).isEqualTo("A connection key was made.");
        assertThat(activities.last().metadata())
                .containsOnly(
                        Map.entry("connectionKeyId", made.key().id().toString()),
                        Map.entry("address", "203.0.113.9"),
                        Map.entry("agent", "curl/8"));
    }

    @Test
    void eachKeyIsAnother() {
        assertThat(create.create(ANNA, ORIGIN, "a").text())
                .isNotEqualTo(create.create(ANNA, ORIGIN, "a").text());
    }

    @Test
    void aRevokedKeyIsGoneAndTold() {
        ConnectionKeyId id = create.create(ANNA, ORIGIN, "a").key().id();
        assertThat(revoke.revoke(ANNA, ORIGIN, id)).isTrue();
        assertThat(keys.find(id)).isEmpty();
        assertThat(activities.types()).containsExactly("connection_key_created", "connection_key_revoked");
        assertThat(activities.last().merchant()).isEqualTo(ANNA);
        assertThat(activities.last().createdAt()).isEqualTo(clock.instant());
        assertThat(activities.last().description()).isEqualTo("A connection key was revoked.");
        assertThat(activities.last().metadata())
                .containsOnly(
                        Map.entry("connectionKeyId", id.toString()),
                        Map.entry("address", "203.0.113.9"),
                        Map.entry("agent", "curl/8"));
        assertThat(revoke.revoke(ANNA, ORIGIN, id)).isFalse();
    }

    @Test
    void aColleagueMayRevokeAKeyAndAStrangerMayNot() {
        ConnectionKeyId id = create.create(ANNA, ORIGIN, "a").key().id();
        assertThat(revoke.revoke(BEN, ORIGIN, id)).isFalse();
        assertThat(keys.find(id)).isPresent();
        assertThat(activities.types()).containsExactly("connection_key_created");
        Merchant colleague = new Merchant(new UserId(new UUID(9, 9)), ANNA.workspace());
        assertThat(revoke.revoke(colleague, ORIGIN, id)).isTrue();
    }

    @Test
    void aWholeKeyIsReadAsItWasShown() {
        KeyText text = create.create(ANNA, ORIGIN, "a").text();
        assertThat(KeyText.tryParse(text.whole().expose())).contains(text);
        assertThat(KeyText.tryParse(" " + text.whole().expose() + "\n")).contains(text);
        assertThat(text).hasToString("KeyText[" + text.id() + "]");
        assertThat(KeyText.tryParse("tbk_4F6C1D2E-8A9B-4C3D-9E0F-112233445566_" + SECRET))
                .contains(
                        new KeyText(ConnectionKeyId.parse("4f6c1d2e-8a9b-4c3d-9e0f-112233445566"), Secret.of(SECRET)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tbk_",
                "tbk_4f6c1d2e-8a9b-4c3d-9e0f-112233445566",
                "tbk_4f6c1d2e-8a9b-4c3d-9e0f-112233445566_",
                "tbk_4f6c1d2e-8a9b-4c3d-9e0f-112233445566_short",
                "tbk_4f6c1d2e-8a9b-4c3d-9e0f-112233445566_" + SECRET + "x",
                "tbk_4f6c1d2e-8a9b-4c3d-9e0f-112233445566 " + SECRET,
                "TBK_4f6c1d2e-8a9b-4c3d-9e0f-112233445566_" + SECRET,
                "tbk_4f6c1d2e8a9b4c3d9e0f112233445566-----_" + SECRET,
                "tbk_------------------------------------_" + SECRET,
                "4f6c1d2e-8a9b-4c3d-9e0f-112233445566_" + SECRET
            })
    void whatIsNoWholeKeyIsNone(String text) {
        assertThat(KeyText.tryParse(text)).isEmpty();
    }
}
