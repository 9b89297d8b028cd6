package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.connectionkey.ConnectionKey;
import com.trulybot.integrations.core.connectionkey.ConnectionKeyId;
import com.trulybot.integrations.core.connectionkey.ConnectionKeys;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiConnectionKeysTest {
    private static final Secret SECRET = Secret.of("a-secret-of-43-characters-that-nobody-knows");

    private static DatabaseSettings settings;
    private static Database database;
    private static Database otherNode;
    private static Encryption encryption;

    private final ConnectionKeys keys = new JdbiConnectionKeys(database, encryption);

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
        otherNode = Database.open(settings);
        encryption = Encryption.open(database, EncryptionTest.key(1));
    }

    @AfterAll
    static void close() {
        database.close();
        otherNode.close();
    }

    private static Merchant someone() {
        Merchant merchant = Fixture.merchant();
        new JdbiAccounts(database).admit(merchant.user());
        return merchant;
    }

    private static ConnectionKey key(Merchant merchant, Instant createdAt) {
        return new ConnectionKey(ConnectionKeyId.random(), merchant, "My “Shöp”", "…nows", createdAt, null);
    }

    private ConnectionKey added(Merchant merchant, Instant createdAt) {
        ConnectionKey key = key(merchant, createdAt);
        keys.add(key, SECRET, Fixture.activity(merchant, ActivityType.CONNECTION_KEY_CREATED));
        return key;
    }

    private static List<String> told(Merchant merchant) {
        return new JdbiActivities(database)
                .list(merchant.workspace(), new Page.Request(100, null)).items().stream()
                        .map(Activity::type)
                        .toList();
    }

    @Test
    void aKeyIsFoundWithItsSecretOnEveryNode() {
        ConnectionKey key = added(someone(), NOW);
        ConnectionKeys other = new JdbiConnectionKeys(otherNode, Encryption.open(otherNode, EncryptionTest.key(1)));

        assertThat(keys.find(key.id())).contains(new ConnectionKeys.Held(key, SECRET));
        assertThat(other.find(key.id())).contains(new ConnectionKeys.Held(key, SECRET));
        assertThat(keys.find(ConnectionKeyId.random())).isEmpty();
        assertThat(told(key.merchant())).containsExactly("connection_key_created");
    }

    @Test
    void aSecretIsReadableInNoTableAndOpensForNoOtherKey() {
        ConnectionKey one = added(someone(), NOW);
        ConnectionKey two = added(someone(), NOW);
        assertThat(Dump.of(settings)).contains(one.id().toString()).doesNotContain(SECRET.expose());

        TestPostgres.execute(
                settings,
                "update connection_keys set secret_encrypted = (select secret_encrypted from connection_keys where id = '"
                        + one.id() + "') where id = '" + two.id() + "'");
        assertThatThrownBy(() -> keys.find(two.id()))
                .hasStackTraceContaining("revoke it and make another")
                .isInstanceOf(IllegalStateException.class);
        assertThat(keys.find(one.id())).isPresent();
    }

    @Test
    void aWorkspaceListsItsOwnNewestFirstAndPageByPage() {
        Merchant merchant = someone();
        List<ConnectionKey> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, added(merchant, NOW.plusSeconds(i)));
        }
        added(someone(), NOW.plusSeconds(9));

        List<ConnectionKey> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<ConnectionKey> page = keys.list(merchant.workspace(), new Page.Request(2, cursor));
            seen.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(seen).isEqualTo(newestFirst);
        assertThatThrownBy(() -> keys.list(merchant.workspace(), new Page.Request(2, "nonsense")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatItsWorkspaceRevokesIsGoneWithItsSecret() {
        ConnectionKey key = added(someone(), NOW);
        Activity revoked = Fixture.activity(key.merchant(), ActivityType.CONNECTION_KEY_REVOKED);

        assertThat(keys.revoke(someone().workspace(), key.id(), revoked)).isFalse();
        assertThat(keys.find(key.id())).isPresent();
        assertThat(keys.revoke(key.merchant().workspace(), key.id(), revoked)).isTrue();
        assertThat(keys.revoke(key.merchant().workspace(), key.id(), revoked)).isFalse();

        assertThat(keys.find(key.id())).isEmpty();
        assertThat(keys.list(key.merchant().workspace(), new Page.Request(10, null))
                        .items())
                .isEmpty();
        assertThat(told(key.merchant())).containsExactlyInAnyOrder("connection_key_created", "connection_key_revoked");
    }

    @Test
    void theLastUseIsKeptToTheMinuteAndNeverGoesBack() {
        ConnectionKey key = added(someone(), NOW);
        Instant minute = Instant.parse("2026-11-02T10:16:00Z");

        keys.noteUse(key.id(), Instant.parse("2026-11-02T10:16:59.9Z"));
        assertThat(lastUse(key)).contains(minute);
        keys.noteUse(key.id(), Instant.parse("2026-11-02T10:15:59.9Z"));
        assertThat(lastUse(key)).contains(minute);
        keys.noteUse(key.id(), Instant.parse("2026-11-02T10:17:00Z"));
        assertThat(lastUse(key)).contains(minute.plusSeconds(60));
        keys.noteUse(ConnectionKeyId.random(), NOW);
    }

    private Optional<Instant> lastUse(ConnectionKey key) {
        return keys.find(key.id()).map(held -> held.key().lastUsedAt());
    }

    @Test
    void aNonceIsGoodOnceForEachKey() {
        ConnectionKey key = added(someone(), NOW);
        ConnectionKey other = added(someone(), NOW);

        assertThat(keys.takeNonce(key.id(), "abcdefgh-01234567", NOW)).isTrue();
        assertThat(keys.takeNonce(key.id(), "abcdefgh-01234567", NOW.plusSeconds(9)))
                .isFalse();
        assertThat(keys.takeNonce(key.id(), "Abcdefgh-01234567", NOW)).isTrue();
        assertThat(keys.takeNonce(other.id(), "abcdefgh-01234567", NOW)).isTrue();
    }

    @Test
    void ofManyWhoTakeOneNonceAtOnceOnSeveralNodesOneHasIt() throws Exception {
        ConnectionKey key = added(someone(), NOW);
        for (int round = 0; round < 10; round++) {
            String nonce = "nonce-of-this-round-" + round;
            List<Callable<Boolean>> takers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ConnectionKeys node = new JdbiConnectionKeys(i % 2 == 0 ? database : otherNode, encryption);
                takers.add(() -> node.takeNonce(key.id(), nonce, NOW));
            }
            assertThat(Together.all(takers)).containsOnlyOnce(true);
        }
    }

    @Test
    void anAccountThatWasNotAdmittedIsNamed() {
        Merchant nobody = Fixture.merchant();
        assertThatThrownBy(() -> added(nobody, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("auth.users has no account " + nobody.user());
    }
}
