package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Our plugin in the fake shop. {@link FakePluginTest} holds it to what the real one answered. Safe for several threads. */
final class FakePlugin {
    static final String KEY_ID = "5d1c9c2e-7f0a-4b7e-9a51-3f6a1f0c2b77";
    static final String SECRET = "c2VjcmV0LW9mLXRoZS1jb25uZWN0aW9uLWtleS0wMTI";
    static final String KEY = "tbk_" + KEY_ID + "_" + SECRET;

    private final Collection<ObjectNode> orders;
    private final Function<String, JsonNode> parts;
    private final Supplier<Instant> now;
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    /**
     * Puts it into a shop.
     *
     * @param parts the list of that name that belongs to an order: {@code 20/refunds}
     */
    FakePlugin(Collection<ObjectNode> orders, Function<String, JsonNode> parts, Supplier<Instant> now) {
        this.orders = orders;
        this.parts = parts;
        this.now = now;
    }

    Response answer(Request request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        String time = headers.getOrDefault("X-TrulyBot-Timestamp", "");
        String nonce = headers.getOrDefault("X-TrulyBot-Nonce", "");
        String body = String.valueOf(request.body());
        boolean good = request.method().equals("POST")
                && time.matches("[0-9]{1,12}")
                && nonce.matches("[A-Za-z0-9_-]{16,64}")
                && KEY_ID.equals(headers.get("X-TrulyBot-Key-Id"))
                && signature(SECRET, time, nonce, body).equals(headers.get("X-TrulyBot-Signature"));
        if (!good) {
            return error(401, "trulybot_signature_invalid");
        }
        if (Math.abs(now.get().getEpochSecond() - Long.parseLong(time)) > 300) {
            return error(401, "trulybot_signature_expired");
        }
        if (!nonces.add(nonce)) {
            return error(409, "trulybot_nonce_replayed");
        }
        JsonNode asked = Recording.json(body);
        String number = asked.path("number").asText();
        String email = asked.path("email").asText();
        if (number.isEmpty() || email.isEmpty()) {
            return error(422, "trulybot_invalid");
        }
        return found(number, email)
                .map(order -> new Response(200, Map.of(), order.toString()))
                .orElseGet(() -> error(404, "trulybot_order_not_found"));
    }

    private Optional<JsonNode> found(String number, String email) {
        OrderReference meant = OrderReference.parse(number);
        return orders.stream()
                .filter(order -> meant.matches(order.path("number").asText())
                        && order.at("/billing/email").asText().equalsIgnoreCase(email)
                        && !FakeWooCommerce.HIDDEN.contains(order.path("status").asText()))
                .max(Comparator.comparing(
                        order -> meant.matchesExactly(order.path("number").asText())))
                .map(this::told);
    }

    private JsonNode told(ObjectNode order) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("order", order.deepCopy().without(List.of("order_key", "payment_url")));
        for (String part : List.of("refunds", "fulfillments")) {
            answer.set(part, parts.apply(order.path("id").asText() + "/" + part));
        }
        return answer;
    }

    /** By the contract, in other words than ours. */
    static String signature(String secret, String time, String nonce, String body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String digest = HexFormat.of().formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
            String text = "v1\n" + time + "\n" + nonce + "\nPOST\n/trulybot/v1/orders\n" + digest;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response error(int status, String code) {
        return FakeWooCommerce.error(status, code, code);
    }
}
