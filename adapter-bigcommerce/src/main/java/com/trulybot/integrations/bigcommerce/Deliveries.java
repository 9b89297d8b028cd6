package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.WebhookDialect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * BigCommerce's webhooks. There are two proofs. One is a header that {@link Hooks} told BigCommerce to send along: it
 * proves who speaks, not what was said, and what is said is only which order to look at again. The other is a signature
 * after the Standard Webhooks specification, with the API account's client secret. Where that secret is known, the
 * signature alone decides.
 *
 * @see <a href="https://developer.bigcommerce.com/docs/integrations/webhooks/https-webhook-overview">HTTPS webhooks</a>
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
final class Deliveries implements WebhookDialect {
    /** The header with the secret of our choice. */
    static final String PROOF = "X-TrulyBot-Hook-Secret";

    private static final String MESSAGE = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";

    /** As the specification's own libraries have it. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern MESSAGE_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final String SCHEME = "v1,";

    @Override
    public Optional<String> shopDomain(Delivery delivery) {
        return domain(Json.parse(text(delivery.body())));
    }

    @Override
    public DeliveryVerdict judge(Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
        byte[] body = delivery.body();
        Optional<String> key = credentials
                .map(Keys::of)
                .flatMap(keys -> keys.knowsClientSecret()
                        ? signed(delivery, body, keys, context.clock().instant())
                        : told(delivery, body, keys));
        JsonNode said = Json.parse(text(body));
        return key.isPresent() && said.isObject()
                ? new DeliveryVerdict.Genuine(event(said, key.get()))
                : DeliveryVerdict.FORGED;
    }

    /** The message's id, when the signature is good and fresh. */
    private static Optional<String> signed(Delivery delivery, byte[] body, Keys keys, Instant now) {
        String id = delivery.label(MESSAGE).orElse("");
        String timestamp = delivery.label(TIMESTAMP).orElse("");
        String signatures = delivery.label(SIGNATURE).orElse("");
        if (!MESSAGE_ID.matcher(id).matches() || !SECONDS.matcher(timestamp).matches()) {
            return Optional.empty();
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        List<String> ofScheme = Arrays.stream(signatures.split(" ", -1))
                .filter(signature -> signature.startsWith(SCHEME))
                .map(signature -> signature.substring(SCHEME.length()))
                .toList();
        boolean good = keys.signed(whole, ofScheme);
        return good && age.compareTo(OLDEST) <= 0 ? Optional.of(id) : Optional.empty();
    }

    /** The body's digest, when the header is there: the body says when, and comes again as it was. */
    private static Optional<String> told(Delivery delivery, byte[] body, Keys keys) {
        boolean good = delivery.label(PROOF)
                .filter(text -> !text.isBlank())
                .map(Secret::of)
                .filter(keys::isHookSecret)
                .isPresent();
        return good ? Optional.of(digest(body)) : Optional.empty();
    }

    private static StoreEvent event(JsonNode said, String key) {
        String scope = Optional.ofNullable(Json.text(said, "scope")).orElse("");
        String order = order(scope, said.path("data"));
        Kind kind = kind(scope, order);
        boolean aboutOrder = kind == Kind.ORDER_CHANGED || kind == Kind.ORDER_DELETED;
        return new StoreEvent(kind, scope, key, domain(said).orElse(null), aboutOrder ? order : null, when(said));
    }

    private static @Nullable Instant when(JsonNode said) {
        String seconds = Json.text(said, "created_at");
        return seconds != null && SECONDS.matcher(seconds).matches()
                ? Instant.ofEpochSecond(Long.parseLong(seconds))
                : null;
    }

    private static Kind kind(String scope, @Nullable String order) {
        if (scope.equals("store/app/uninstalled")) {
            return Kind.UNINSTALLED;
        }
        if (order == null) {
            return Kind.OTHER;
        }
        return scope.equals("store/order/archived") ? Kind.ORDER_DELETED : Kind.ORDER_CHANGED;
    }

    /** Where the order's id is depends on what happened. */
    private static @Nullable String order(String scope, JsonNode data) {
        if (scope.startsWith("store/shipment/")) {
            return Json.id(data, "orderId");
        }
        if (scope.startsWith("store/order/transaction/")) {
            return Json.id(data, "order_id");
        }
        if (scope.startsWith("store/order/metafield/")) {
            return Json.id(data, "resource_id");
        }
        return scope.startsWith("store/order/") ? Json.id(data, "id") : null;
    }

    private static Optional<String> domain(JsonNode said) {
        return Optional.ofNullable(Json.text(said, "producer"))
                .flatMap(StoreHash::ofProducer)
                .map(StoreHash::domain);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
