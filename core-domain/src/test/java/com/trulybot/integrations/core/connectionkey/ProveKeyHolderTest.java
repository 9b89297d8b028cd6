package com.trulybot.integrations.core.connectionkey;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProveKeyHolderTest {
    private static final String NONCE = "00112233445566778899";
    private static final String TEXT = "v1\n1795484400\n" + NONCE + "\nPOST\n/api/x?a=b\ne3b0c442";

    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryConnectionKeys keys = new InMemoryConnectionKeys(activities);
    private final CreateConnectionKey create = new CreateConnectionKey(keys, clock);
    private final ProveKeyHolder prove = new ProveKeyHolder(keys, clock);
    private final KeyText annas = create.create(ANNA, Origin.NONE, "Anna's").text();
    private final KeyText bens = create.create(BEN, Origin.NONE, "Ben's").text();

    private static String hmac(Secret secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SignedRequest signed(Instant at, String nonce) {
        return new SignedRequest(ANNA.user(), annas.id(), at, nonce, TEXT, hmac(annas.secret(), TEXT));
    }

    private SignedRequest signed() {
        return signed(clock.instant(), NONCE);
    }

    private static KeyText proven(KeyProof proof) {
        return proof.match(
                proven -> {
                    assertThat(proven.key().id()).isEqualTo(proven.text().id());
                    return proven.text();
                },
                () -> null,
                () -> null,
                () -> null);
    }

    @Test
    void theHolderIsProvenAndTheUseNoted() {
        clock.advance(Duration.ofSeconds(90));
        assertThat(proven(prove.judge(signed()))).isEqualTo(annas);
        assertThat(keys.find(annas.id()).orElseThrow().key().lastUsedAt())
                .isEqualTo(clock.instant().truncatedTo(ChronoUnit.MINUTES));
        assertThat(keys.find(bens.id()).orElseThrow().key().lastUsedAt()).isNull();
    }

    @Test
    void anotherKeyAnotherUserAndNoKeyAreAllTheSame() {
        String bySomeone = hmac(bens.secret(), TEXT);
        String byAnna = hmac(annas.secret(), TEXT);
        Instant now = clock.instant();
        assertThat(List.of(
                        new SignedRequest(ANNA.user(), annas.id(), now, NONCE, TEXT, bySomeone),
                        new SignedRequest(ANNA.user(), bens.id(), now, NONCE, TEXT, byAnna),
                        // Ben has a key, and signs with it what he says is Anna's.
                        new SignedRequest(ANNA.user(), bens.id(), now, NONCE, TEXT, bySomeone),
                        new SignedRequest(BEN.user(), annas.id(), now, NONCE, TEXT, byAnna),
                        new SignedRequest(ANNA.user(), ConnectionKeyId.random(), now, NONCE, TEXT, byAnna)))
                .allSatisfy(request -> assertThat(prove.judge(request)).isEqualTo(KeyProof.INVALID));
        assertThat(keys.remembered()).isEmpty();
        assertThat(keys.find(annas.id()).orElseThrow().key().lastUsedAt()).isNull();
    }

    @Test
    void aSignatureIsForEachCharacterOfTheText() {
        String signature = hmac(annas.secret(), TEXT);
        for (int i = 0; i < TEXT.length(); i++) {
            String altered = TEXT.substring(0, i) + (TEXT.charAt(i) == 'x' ? 'y' : 'x') + TEXT.substring(i + 1);
            assertThat(prove.judge(
                            new SignedRequest(ANNA.user(), annas.id(), clock.instant(), NONCE, altered, signature)))
                    .isEqualTo(KeyProof.INVALID);
        }
        for (String altered : List.of("", TEXT + "\n", " " + TEXT, TEXT + TEXT, TEXT.substring(1))) {
            assertThat(prove.judge(
                            new SignedRequest(ANNA.user(), annas.id(), clock.instant(), NONCE, altered, signature)))
                    .isEqualTo(KeyProof.INVALID);
        }
    }

    @Test
    void aSignatureInAnyOtherFormIsNone() {
        String genuine = hmac(annas.secret(), TEXT);
        for (String forged : List.of(
                "",
                genuine.substring(1),
                genuine.substring(0, 63),
                genuine + "0",
                genuine + genuine,
                genuine.toUpperCase(Locale.ROOT).replace('0', 'O'),
                "v1=" + genuine,
                " " + genuine,
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(genuine)),
                "0".repeat(64),
                "ö".repeat(64))) {
            assertThat(prove.judge(new SignedRequest(ANNA.user(), annas.id(), clock.instant(), NONCE, TEXT, forged)))
                    .as(forged)
                    .isEqualTo(KeyProof.INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void clocksMayBeFiveMinutesApart(long seconds) {
        assertThat(proven(prove.judge(signed(clock.instant().plusSeconds(seconds), NONCE))))
                .isEqualTo(annas);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86_400, 86_400, -31_557_014_167_219_200L + 1_800_000_000})
    void clocksThatAreFartherApartAreToldSo(long seconds) {
        assertThat(prove.judge(signed(clock.instant().plusSeconds(seconds), NONCE)))
                .isEqualTo(KeyProof.EXPIRED);
        assertThat(keys.remembered()).isEmpty();
    }

    @Test
    void whoCanNotSignIsNotToldThatItWasTooLate() {
        SignedRequest stale = new SignedRequest(
                ANNA.user(), annas.id(), clock.instant().minusSeconds(3_600), NONCE, TEXT, hmac(bens.secret(), TEXT));
        assertThat(prove.judge(stale)).isEqualTo(KeyProof.INVALID);
    }

    @Test
    void aRequestIsGoodOnce() {
        assertThat(proven(prove.judge(signed()))).isEqualTo(annas);
        assertThat(prove.judge(signed())).isEqualTo(KeyProof.REPLAYED);
        assertThat(proven(prove.judge(signed(clock.instant(), NONCE + "1")))).isEqualTo(annas);
    }

    @Test
    void twoKeysMayHaveTheSameNonce() {
        assertThat(proven(prove.judge(signed()))).isEqualTo(annas);
        SignedRequest byBen =
                new SignedRequest(BEN.user(), bens.id(), clock.instant(), NONCE, TEXT, hmac(bens.secret(), TEXT));
        assertThat(proven(prove.judge(byBen))).isEqualTo(bens);
    }

    @Test
    void aNonceIsRememberedForLongerThanItsRequestIsGood() {
        SignedRequest ahead = signed(clock.instant().plusSeconds(300), NONCE);
        prove.judge(ahead);
        Instant forgotten = keys.remembered().get(0);
        clock.advance(Duration.between(clock.instant(), forgotten));
        assertThat(prove.judge(ahead)).isEqualTo(KeyProof.EXPIRED);
        clock.advance(Duration.ofMinutes(-1));
        assertThat(prove.judge(ahead)).isEqualTo(KeyProof.EXPIRED);
    }

    @Test
    void aRevokedKeyProvesNothing() {
        new RevokeConnectionKey(keys, clock).revoke(ANNA, Origin.NONE, annas.id());
        assertThat(prove.judge(signed())).isEqualTo(KeyProof.INVALID);
        assertThat(prove.judge(ANNA.user(), annas)).isEqualTo(KeyProof.INVALID);
    }

    @Test
    void whoPastesTheWholeKeyHoldsIt() {
        assertThat(proven(prove.judge(ANNA.user(), annas))).isEqualTo(annas);
        assertThat(keys.find(annas.id()).orElseThrow().key().lastUsedAt()).isNotNull();
        assertThat(proven(prove.judge(ANNA.user(), annas))).isEqualTo(annas);
    }

    @Test
    void aPastedKeyMustBeTheUsersOwnAndWhole() {
        assertThat(List.of(
                        prove.judge(ANNA.user(), bens),
                        prove.judge(BEN.user(), annas),
                        prove.judge(ANNA.user(), new KeyText(annas.id(), bens.secret())),
                        prove.judge(ANNA.user(), new KeyText(ConnectionKeyId.random(), annas.secret()))))
                .containsOnly(KeyProof.INVALID);
        assertThat(keys.find(annas.id()).orElseThrow().key().lastUsedAt()).isNull();
    }

    @Test
    void noSecretIsSaidAloud() {
        SignedRequest request = signed();
        assertThat(request + " " + prove.judge(request))
                .doesNotContain(annas.secret().expose())
                .doesNotContain(request.signature())
                .doesNotContain(NONCE);
    }

    private record Vector(
            String name, UserId user, KeyText key, Instant at, String nonce, String text, String signature) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Vector> vectors() throws IOException {
        try (InputStream file = ProveKeyHolderTest.class.getResourceAsStream("signature-vectors.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(ProveKeyHolderTest::vector)
                    .toList();
        }
    }

    private static Vector vector(String[] parts) {
        String text = String.join(
                "\n",
                "v1",
                parts[3],
                parts[4],
                parts[5],
                parts[6],
                sha256(Base64.getDecoder().decode(parts[7])));
        return new Vector(
                parts[0],
                UserId.parse(parts[1]),
                KeyText.tryParse(parts[2]).orElseThrow(),
                Instant.ofEpochSecond(Long.parseLong(parts[3])),
                parts[4],
                text,
                parts[8]);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void whatThePluginSignsIsProven(Vector vector) {
        Merchant merchant =
                new Merchant(vector.user(), new WorkspaceId(vector.user().value()));
        keys.add(
                new ConnectionKey(vector.key().id(), merchant, "plugin", "…", vector.at(), null),
                vector.key().secret(),
                Activity.of(merchant, ActivityType.CONNECTION_KEY_CREATED, "", Map.of(), vector.at()));
        SignedRequest request = new SignedRequest(
                vector.user(), vector.key().id(), vector.at(), vector.nonce(), vector.text(), vector.signature());
        assertThat(proven(new ProveKeyHolder(keys, vector::at).judge(request))).isEqualTo(vector.key());
    }
}
