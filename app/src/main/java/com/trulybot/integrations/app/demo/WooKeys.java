package com.trulybot.integrations.app.demo;

import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A WooCommerce shop's keys, and whether a request comes with one of them. */
final class WooKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Key> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

    /** One of them; {@code permissions} is {@code read}, {@code write} or {@code read_write}. */
    record Key(int id, String key, String secret, String permissions) {
        boolean may(String method) {
            return (method.equals("GET") || method.equals("HEAD"))
                    ? permissions.startsWith("read")
                    : permissions.endsWith("write");
        }
    }

    /** What the shop says to a request that it refuses. */
    record Refusal(String code, String message) {
        static final Refusal STRANGER =
                new Refusal("woocommerce_rest_cannot_view", "Sorry, you cannot view this resource.");

        static Refusal of(String message) {
            return new Refusal("woocommerce_rest_authentication_error", message);
        }
    }

    Key add(String key, String secret, String permissions) {
        Key added = new Key(made.incrementAndGet(), key, secret, permissions);
        keys.add(added);
        return added;
    }

    Key make(String permissions) {
        return add("ck_" + random(), "cs_" + random(), permissions);
    }

    private static String random() {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    void remove(Key key) {
        keys.remove(key);
    }

    void clear() {
        keys.clear();
    }

    int count() {
        return keys.size();
    }

    /**
     * Why the request is refused; empty when it isn't.
     *
     * @param address the whole address that was asked, without query
     */
    Optional<Refusal> refusal(Question question, String address) {
        Optional<WooSignature> signature = WooSignature.of(question);
        return signature.isPresent() ? signed(signature.get(), question.method(), address) : basic(question);
    }

    private Optional<Refusal> signed(WooSignature signature, String method, String address) {
        Optional<Key> key =
                keys.stream().filter(each -> signature.isOf(each.key())).findFirst();
        if (key.isEmpty()) {
            return Optional.of(Refusal.of("Consumer key is invalid."));
        }
        return signature.holds(address, key.get().secret())
                ? forbidden(key.get(), method)
                : Optional.of(Refusal.of("Invalid signature - provided signature does not match."));
    }

    private Optional<Refusal> basic(Question question) {
        String given = question.header("Authorization")
                .filter(header -> header.startsWith("Basic "))
                .map(header -> decoded(header.substring(6)))
                .orElse("");
        Optional<Key> key =
                keys.stream().filter(each -> given.startsWith(each.key() + ":")).findFirst();
        if (key.isEmpty()) {
            return Optional.of(Refusal.STRANGER);
        }
        return given.equals(key.get().key() + ":" + key.get().secret())
                ? forbidden(key.get(), question.method())
                : Optional.of(Refusal.of("Consumer secret is invalid."));
    }

    private static Optional<Refusal> forbidden(Key key, String method) {
        return key.may(method)
                ? Optional.empty()
                : Optional.of(Refusal.of("The API key provided does not have "
                        + (method.equals("GET") ? "read" : "write") + " permissions."));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
