package com.trulybot.integrations.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EncryptionTest {
    private static final byte[] KEY = key(1);
    private static final Credentials CREDENTIALS = new Credentials(
            Map.of(Field.API_KEY, Secret.of("ck_0123456789abcdef"), Field.API_SECRET, Secret.of("cs_fedcba9876543210")),
            Fixture.NOW);

    private static DatabaseSettings settings;
    private static Database database;

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static TinkCredentialVault vault() {
        return new TinkCredentialVault(Encryption.open(database, KEY));
    }

    @Test
    void whatIsSealedOpensAgainAlsoAfterARestart() {
        IntegrationId id = IntegrationId.random();
        SealedCredentials sealed = vault().seal(id, CREDENTIALS);
        assertThat(vault().open(id, sealed)).isEqualTo(CREDENTIALS);
        assertThat(sealed.ciphertexts().values()).allSatisfy(text -> {
            assertThat(new String(Base64.getDecoder().decode(text), UTF_8)).doesNotContain("ck_", "cs_");
        });
        assertThat(sealed.toString()).doesNotContain(sealed.ciphertexts().get(Field.API_KEY));
        assertThat(vault().seal(id, CREDENTIALS).ciphertexts()).isNotEqualTo(sealed.ciphertexts());
    }

    @Test
    void aCiphertextOpensInNoOtherRow() {
        SealedCredentials sealed = vault().seal(IntegrationId.random(), CREDENTIALS);
        assertThatThrownBy(() -> vault().open(IntegrationId.random(), sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not open");
    }

    @Test
    void aCiphertextOpensInNoOtherColumn() {
        IntegrationId id = IntegrationId.random();
        SealedCredentials sealed = vault().seal(id, CREDENTIALS);
        SealedCredentials swapped =
                new SealedCredentials(Map.of(Field.API_KEY, sealed.ciphertexts().get(Field.API_SECRET)), null);
        assertThatThrownBy(() -> vault().open(id, swapped)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCiphertextThatWasAlteredDoesNotOpen() {
        IntegrationId id = IntegrationId.random();
        byte[] sealed = Base64.getDecoder()
                .decode(vault().seal(id, CREDENTIALS).ciphertexts().get(Field.API_KEY));
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            SealedCredentials broken = new SealedCredentials(
                    Map.of(Field.API_KEY, Base64.getEncoder().encodeToString(altered)), null);
            assertThatThrownBy(() -> vault().open(id, broken)).isInstanceOf(IllegalStateException.class);
        }
        for (String nonsense : List.of("", "not base64!", "AA==")) {
            SealedCredentials broken = new SealedCredentials(Map.of(Field.API_KEY, nonsense), null);
            assertThatThrownBy(() -> vault().open(id, broken)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aWrongKeyIsSaidToBeWrong() {
        vault();
        assertThatThrownBy(() -> Encryption.open(database, key(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ENCRYPTION_KEY does not open the keyset in this database; ");
        assertThatThrownBy(() -> Encryption.open(database, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base64 of 32 bytes, but holds 16");
    }

    @Test
    void theKeysetStandsInTheDatabaseEncrypted() {
        vault();
        vault();
        assertThat(TestPostgres.query(settings, "select wrapped from encryption_keysets"))
                .singleElement()
                .satisfies(wrapped -> assertThat(new String(Base64.getDecoder().decode(wrapped), UTF_8))
                        .doesNotContain(new String(KEY, UTF_8)));
    }

    @Test
    void nodesThatStartAtOnceMakeOneKeyset() throws Exception {
        DatabaseSettings empty = TestPostgres.empty();
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try (Database shared = Database.open(empty)) {
            List<Future<Encryption>> opening = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opening.add(nodes.submit(() -> Encryption.open(shared, KEY)));
            }
            String sealed = opening.get(0).get().seal("text", "here");
            for (Future<Encryption> open : opening) {
                assertThat(open.get().open(sealed, "here")).isEqualTo("text");
                assertThat(open.get().pseudonyms().of("a"))
                        .isEqualTo(opening.get(0).get().pseudonyms().of("a"))
                        .isNotEqualTo(open.get().pseudonyms().of("b"))
                        .matches("[0-9a-f]{32}");
            }
            assertThat(TestPostgres.query(empty, "select id from encryption_keysets"))
                    .hasSize(1);
        } finally {
            nodes.shutdownNow();
        }
    }
}
