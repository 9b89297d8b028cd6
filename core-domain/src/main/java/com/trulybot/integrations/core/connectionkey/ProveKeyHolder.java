package com.trulybot.integrations.core.connectionkey;

import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.workspace.UserId;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Finds out whether someone holds a connection key: by a signature made with it, or by the key itself. */
public final class ProveKeyHolder {
    /** How far apart the two clocks may be, either way. */
    public static final Duration SKEW = Duration.ofMinutes(5);

    /** What is compared with where there is no such key, so that it takes the same time. */
    private static final Secret NOBODYS = KeyText.random().secret();

    private final ConnectionKeys keys;
    private final InstantSource clock;

    public ProveKeyHolder(ConnectionKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Judges a signed request. One that is proven is used up: the same again is {@link KeyProof.Replayed}. */
    public KeyProof judge(SignedRequest request) {
        Optional<ConnectionKeys.Held> held = keys.find(request.key());
        String expected = hmac(held.map(ConnectionKeys.Held::secret).orElse(NOBODYS), request.text());
        boolean made = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                request.signature().getBytes(StandardCharsets.UTF_8));
        if (!made || held.isEmpty() || !held.get().key().merchant().user().equals(request.user())) {
            return KeyProof.INVALID;
        }
        Instant now = clock.instant();
        if (Duration.between(request.at(), now).abs().compareTo(SKEW) > 0) {
            return KeyProof.EXPIRED;
        }
        // By our clock it is good for SKEW after that time; as long again, since the clocks of our nodes differ a
        // little.
        if (!keys.takeNonce(request.key(), request.nonce(), request.at().plus(SKEW.multipliedBy(2)))) {
            return KeyProof.REPLAYED;
        }
        return proven(held.get(), now);
    }

    /** Judges a key that was pasted whole. */
    public KeyProof judge(UserId user, KeyText pasted) {
        Optional<ConnectionKeys.Held> held = keys.find(pasted.id());
        boolean same = held.map(ConnectionKeys.Held::secret).orElse(NOBODYS).equals(pasted.secret());
        if (!same || held.isEmpty() || !held.get().key().merchant().user().equals(user)) {
            return KeyProof.INVALID;
        }
        return proven(held.get(), clock.instant());
    }

    private KeyProof proven(ConnectionKeys.Held held, Instant now) {
        keys.noteUse(held.key().id(), now);
        return new KeyProof.Proven(held.key(), new KeyText(held.key().id(), held.secret()));
    }

    private static String hmac(Secret secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.expose().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }
}
