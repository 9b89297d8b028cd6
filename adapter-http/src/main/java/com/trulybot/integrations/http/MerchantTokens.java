package com.trulybot.integrations.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads merchants' tokens: see "Who is calling" in the contract. HS256 is checked with the secret alone, RS256 and
 * ES256 with the key set alone, so that no public key can ever be taken for a secret; nothing else is believed.
 */
final class MerchantTokens {
    private static final int MIN_SECRET_BYTES = 32;
    private static final int MAX_EMAIL = 320;

    private final @Nullable JWSVerifier hmac;
    private final @Nullable JwksKeys keys;
    private final @Nullable String issuer;
    private final String audience;
    private final InstantSource clock;

    /**
     * Believes these.
     *
     * @throws IllegalArgumentException when the secret is too short
     */
    MerchantTokens(HttpApiSettings.Auth auth, @Nullable JwksKeys keys, InstantSource clock) {
        this.hmac = verifier(auth.jwtSecret());
        this.keys = keys;
        this.issuer = auth.issuer();
        this.audience = auth.audience();
        this.clock = clock;
    }

    private static @Nullable JWSVerifier verifier(@Nullable Secret secret) {
        if (secret == null) {
            return null;
        }
        byte[] bytes = secret.expose().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "AUTH_JWT_SECRET must have at least " + MIN_SECRET_BYTES + " bytes, as RFC 7518 asks for HS256");
        }
        try {
            return new MACVerifier(bytes);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("AUTH_JWT_SECRET can't be used for HS256", e);
        }
    }

    /** Whose token it is; empty when it is not to be believed, for whatever reason. */
    Optional<Caller> read(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            Optional<JWSVerifier> verifier = verifier(jwt.getHeader());
            if (verifier.isEmpty() || !jwt.verify(verifier.get())) {
                return Optional.empty();
            }
            return caller(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | RuntimeException e) {
            // RuntimeException: the library's parser meets a stranger's bytes here.
            return Optional.empty();
        }
    }

    private Optional<JWSVerifier> verifier(JWSHeader header) throws JOSEException {
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (algorithm.equals(JWSAlgorithm.HS256)) {
            return Optional.ofNullable(hmac);
        }
        if (algorithm.equals(JWSAlgorithm.RS256) || algorithm.equals(JWSAlgorithm.ES256)) {
            return keys == null ? Optional.empty() : keys.verifier(header);
        }
        return Optional.empty();
    }

    private Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        boolean inForce = expires != null
                && now.isBefore(expires.toInstant())
                && (from == null || !now.isBefore(from.toInstant()));
        boolean forUs = claims.getAudience().contains(audience);
        boolean fromThem = issuer == null || issuer.equals(claims.getIssuer());
        String subject = claims.getSubject();
        if (!inForce || !forUs || !fromThem || subject == null) {
            return Optional.empty();
        }
        UserId user = UserId.parse(subject);
        Map<String, Object> metadata = claims.getJSONObjectClaim("app_metadata");
        Object workspace = metadata == null ? null : metadata.get("workspace_id");
        if (workspace == null) {
            return Optional.of(Caller.of(new Merchant(user, new WorkspaceId(user.value())), email(claims)));
        }
        return workspace instanceof String text
                ? Optional.of(Caller.of(new Merchant(user, WorkspaceId.parse(text)), email(claims)))
                : Optional.empty();
    }

    /** Only ever shown; null when there is none that can be. */
    private static @Nullable String email(JWTClaimsSet claims) {
        return claims.getClaim("email") instanceof String text
                        && !text.isBlank()
                        && text.length() <= MAX_EMAIL
                        && Fields.isText(text)
                        && text.chars().noneMatch(Character::isISOControl)
                ? text.strip()
                : null;
    }
}
