package com.trulybot.integrations.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys behind the configured address. Fetched at first need and again after a while; a key id that is not
 * known asks for them sooner, but not more often than every half minute, since anyone can make one up. When they can't
 * be fetched, the ones at hand stay good for a day.
 */
final class JwksKeys {
    private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long STALE_NANOS = TimeUnit.HOURS.toNanos(24);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MIN_RSA_BITS = 2_048;

    private record Fetched(List<JWK> keys, long at) {}

    private final JwksFetcher fetcher;
    private final LongSupplier nanos;
    private volatile Fetched fetched;
    private volatile long triedAt;

    JwksKeys(JwksFetcher fetcher, LongSupplier nanos) {
        this.fetcher = fetcher;
        this.nanos = nanos;
        long now = nanos.getAsLong();
        this.fetched = new Fetched(List.of(), now - STALE_NANOS);
        this.triedAt = now - RETRY_NANOS;
    }

    /** What checks a signature of this header; empty when no key of ours made it. */
    Optional<JWSVerifier> verifier(JWSHeader header) throws JOSEException {
        Optional<JWK> key = pick(header);
        if (key.isEmpty() || nanos.getAsLong() - fetched.at() > FRESH_NANOS) {
            refresh();
            key = pick(header);
        }
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                key.get() instanceof RSAKey rsa
                        ? new RSASSAVerifier(rsa.toRSAPublicKey())
                        : new ECDSAVerifier(key.get().toECKey().toECPublicKey()));
    }

    private Optional<JWK> pick(JWSHeader header) {
        Fetched now = fetched;
        if (nanos.getAsLong() - now.at() > STALE_NANOS) {
            return Optional.empty();
        }
        List<JWK> fitting = now.keys().stream()
                .filter(key -> fits(key, header.getAlgorithm()))
                .filter(key -> header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
                .toList();
        // Without a key id the only fitting key is meant; of several, none.
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        boolean ofKind = algorithm.equals(JWSAlgorithm.RS256)
                ? key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS
                : key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256);
        boolean forIt =
                key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm.getName());
        boolean forSigning = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return ofKind && forIt && forSigning;
    }

    private synchronized void refresh() {
        long now = nanos.getAsLong();
        if (now - triedAt < RETRY_NANOS) {
            return;
        }
        triedAt = now;
        try {
            JWKSet set = JWKSet.parse(new String(fetcher.fetch(), StandardCharsets.UTF_8));
            fetched = new Fetched(List.copyOf(set.toPublicJWKSet().getKeys()), now);
        } catch (IOException | ParseException | RuntimeException e) {
            LOG.warn(
                    "The keys for merchant tokens (AUTH_JWKS_URL) can't be had: {}",
                    e.getClass().getSimpleName());
        }
    }
}
