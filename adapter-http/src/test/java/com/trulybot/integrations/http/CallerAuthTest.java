package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerAuthTest {
    private static RSAKey rsa;
    private static ECKey ec;
    private static String keySet;

    @BeforeAll
    static void keys() throws Exception {
        rsa = new RSAKeyGenerator(2_048).keyID("r1").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
        keySet = new JWKSet(List.of(rsa, ec)).toPublicJWKSet().toString();
    }

    private static MerchantTokens tokens(String issuer) {
        JwksKeys keys = new JwksKeys(() -> keySet.getBytes(StandardCharsets.UTF_8), System::nanoTime);
        return new MerchantTokens(
                new HttpApiSettings.Auth(Secret.of(World.SECRET), issuer, "authenticated"), keys, () -> World.NOW);
    }

    private static String signed(JWSHeader header, JWSSigner signer) throws Exception {
        SignedJWT jwt = new SignedJWT(header, World.claims(World.ADA).build());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm).keyID(keyId).build();
    }

    @Test
    void eachKindOfSignatureIsBelievedByItsOwnKey() throws Exception {
        MerchantTokens tokens = tokens(null);
        Optional<Caller> ada =
                Optional.of(Caller.of(new Merchant(World.ADA, new WorkspaceId(World.ADA.value())), null));

        assertThat(tokens.read(World.token(World.ADA))).isEqualTo(ada);
        assertThat(tokens.read(signed(header(JWSAlgorithm.RS256, "r1"), new RSASSASigner(rsa))))
                .isEqualTo(ada);
        assertThat(tokens.read(signed(header(JWSAlgorithm.ES256, "e1"), new ECDSASigner(ec))))
                .isEqualTo(ada);
        assertThat(tokens.read(signed(header(JWSAlgorithm.ES256, null), new ECDSASigner(ec))))
                .isEqualTo(ada);
    }

    @Test
    void aPublicKeyIsNeverTakenForASecret() throws Exception {
        MerchantTokens tokens = tokens(null);
        byte[] der = rsa.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";

        for (byte[] key : List.of(
                der,
                pem.getBytes(StandardCharsets.US_ASCII),
                rsa.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8))) {
            assertThat(tokens.read(signed(header(JWSAlgorithm.HS256, "r1"), new MACSigner(key))))
                    .isEmpty();
        }
    }

    @Test
    void otherAlgorithmsAreNotBelieved() throws Exception {
        MerchantTokens tokens = tokens(null);

        assertThat(tokens.read(new PlainJWT(World.claims(World.ADA).build()).serialize()))
                .isEmpty();
        assertThat(tokens.read(signed(new JWSHeader(JWSAlgorithm.HS384), new MACSigner(World.SECRET + World.SECRET))))
                .isEmpty();
        assertThat(tokens.read(signed(header(JWSAlgorithm.RS512, "r1"), new RSASSASigner(rsa))))
                .isEmpty();
        RSAKey other = new RSAKeyGenerator(2_048).keyID("r1").generate();
        assertThat(tokens.read(signed(header(JWSAlgorithm.RS256, "r1"), new RSASSASigner(other))))
                .isEmpty();
    }

    @Test
    void claimsMustHold() {
        MerchantTokens tokens = tokens("https://auth.example");
        JWTClaimsSet good =
                World.claims(World.ADA).issuer("https://auth.example").build();
        assertThat(tokens.read(World.signed(good))).isPresent();

        List<JWTClaimsSet> bad = List.of(
                new JWTClaimsSet.Builder(good).expirationTime(null).build(),
                new JWTClaimsSet.Builder(good)
                        .expirationTime(Date.from(World.NOW))
                        .build(),
                new JWTClaimsSet.Builder(good).audience((String) null).build(),
                new JWTClaimsSet.Builder(good).audience("anon").build(),
                new JWTClaimsSet.Builder(good).issuer("https://evil.example").build(),
                new JWTClaimsSet.Builder(good).issuer(null).build(),
                new JWTClaimsSet.Builder(good)
                        .notBeforeTime(Date.from(World.NOW.plusSeconds(60)))
                        .build(),
                new JWTClaimsSet.Builder(good).subject(null).build(),
                new JWTClaimsSet.Builder(good).subject("ada").build(),
                new JWTClaimsSet.Builder(good).claim("exp", "tomorrow").build(),
                new JWTClaimsSet.Builder(good).claim("app_metadata", "text").build(),
                new JWTClaimsSet.Builder(good)
                        .claim("app_metadata", Map.of("workspace_id", 7))
                        .build(),
                new JWTClaimsSet.Builder(good)
                        .claim("app_metadata", Map.of("workspace_id", "mine"))
                        .build());
        for (JWTClaimsSet claims : bad) {
            assertThat(tokens.read(World.signed(claims))).as(claims.toString()).isEmpty();
        }
    }

    @Test
    void theWorkspaceIsTheClaimsOrTheUsersOwn() {
        String workspace = World.uuid();
        String token = World.signed(World.claims(World.ADA)
                .audience(List.of("other", "authenticated"))
                .claim("app_metadata", Map.of("workspace_id", workspace))
                .build());

        assertThat(tokens(null).read(token).map(Caller::merchant))
                .contains(new Merchant(World.ADA, WorkspaceId.parse(workspace)));
    }

    @Test
    void brokenTokensAreRefusedQuietly() {
        MerchantTokens tokens = tokens(null);
        Random random = new Random(7);
        String good = World.token(World.ADA);
        for (int i = 0; i < 2_000; i++) {
            char[] chars = good.toCharArray();
            chars[random.nextInt(chars.length)] = (char) (33 + random.nextInt(90));
            String changed = new String(chars).substring(0, 1 + random.nextInt(chars.length));
            assertThat(tokens.read(changed)).isEmpty();
        }
    }

    @Test
    void keysAreFetchedSparinglyAndKeptThroughAFailure() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        AtomicLong nanos = new AtomicLong();
        boolean[] broken = {false};
        JwksKeys keys = new JwksKeys(
                () -> {
                    fetches.incrementAndGet();
                    if (broken[0]) {
                        throw new IOException("down");
                    }
                    return keySet.getBytes(StandardCharsets.UTF_8);
                },
                nanos::get);
        assertThat(keys.verifier(header(JWSAlgorithm.RS256, "r1"))).isPresent();
        for (int i = 0; i < 50; i++) {
            assertThat(keys.verifier(header(JWSAlgorithm.RS256, "made-up-" + i)))
                    .isEmpty();
        }
        assertThat(fetches).hasValue(1);

        broken[0] = true;
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(keys.verifier(header(JWSAlgorithm.RS256, "r1"))).isPresent();
        assertThat(fetches).hasValue(2);
        nanos.addAndGet(Duration.ofHours(30).toNanos());
        assertThat(keys.verifier(header(JWSAlgorithm.RS256, "r1"))).isEmpty();
    }

    @Test
    void aShortSecretIsRefusedAtTheStart() {
        HttpApiSettings.Auth auth = new HttpApiSettings.Auth(Secret.of("short"), null, "authenticated");

        assertThatThrownBy(() -> new MerchantTokens(auth, null, () -> World.NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "Bearer null", "Token x"})
    void withoutAProofNobodyComesIn(String authorization) {
        try (World world = new World()) {
            World.Answer answer = world.send(world.to("/api/integrations").header("Authorization", authorization));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("token_invalid");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void anAccountThatDoesNotExistHereIsForbidden() {
        try (World world = new World()) {
            world.strangers.add(World.ADA);

            World.Answer answer = world.get("/api/integrations");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("user_unknown");
        }
    }
}
