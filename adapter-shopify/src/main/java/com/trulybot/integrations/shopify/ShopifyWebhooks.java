package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.WebhookDialect;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shopify's webhooks, and its Events, which come with headers of another name and are signed in the same way. Only the
 * body is signed: what a header says is held against the body wherever the body says it too, and where they differ, the
 * delivery is answered as Shopify's own libraries would have it answered, and means nothing.
 *
 * @see <a href="https://shopify.dev/docs/apps/build/webhooks">Webhooks</a>
 */
final class ShopifyWebhooks implements WebhookDialect {
    private static final Logger LOG = LoggerFactory.getLogger(ShopifyWebhooks.class);
    private static final String WEBHOOK = "X-Shopify-";
    private static final String EVENT = "Shopify-";
    private static final Pattern TOPIC = Pattern.compile("[a-z_]{1,50}/[a-z_]{1,50}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{1,50}");
    private static final Pattern ID = Pattern.compile("[!-~]{1,100}");
    private static final Pattern VERSION = Pattern.compile("[a-z0-9-]{1,20}");

    @Override
    public Optional<String> shopDomain(Delivery delivery) {
        List<String> named = new ArrayList<>();
        for (String family : List.of(WEBHOOK, EVENT)) {
            if (delivery.labelled(family + "Shop-Domain")) {
                named.add(delivery.label(family + "Shop-Domain").orElse(""));
            }
        }
        return named.stream().distinct().count() == 1
                ? ShopDomain.strict(named.get(0)).map(ShopDomain::value)
                : Optional.empty();
    }

    @Override
    public DeliveryVerdict judge(Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
        byte[] bytes = delivery.body();
        List<Secret> secrets = new ArrayList<>(ShopifyApp.of(context).secrets());
        credentials.flatMap(known -> known.get(Field.API_SECRET)).ifPresent(secrets::add);
        return bytes.length > 0 && signed(delivery, bytes, secrets)
                ? event(delivery, json(bytes))
                        .<DeliveryVerdict>map(DeliveryVerdict.Genuine::new)
                        .orElse(DeliveryVerdict.FORGED)
                : DeliveryVerdict.FORGED;
    }

    /** Where both families are there, both must be right. */
    private static boolean signed(Delivery delivery, byte[] bytes, List<Secret> secrets) {
        boolean any = false;
        for (String family : List.of(WEBHOOK, EVENT)) {
            String name = family + "Hmac-Sha256";
            if (delivery.labelled(name)) {
                if (!signed(delivery.label(name).orElse(""), bytes, secrets)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private static boolean signed(String header, byte[] bytes, List<Secret> secrets) {
        try {
            byte[] digest = Base64.getDecoder().decode(header);
            // Only the one spelling that these bytes have.
            return Base64.getEncoder().encodeToString(digest).equals(header) && Signature.made(secrets, bytes, digest);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The body; missing where it is not JSON. */
    private static JsonNode json(byte[] bytes) {
        try {
            JsonNode json = Answers.JSON.readTree(bytes);
            return json == null ? Answers.JSON.missingNode() : json;
        } catch (JsonProcessingException e) {
            return Answers.JSON.missingNode();
        } catch (IOException e) {
            throw new IllegalStateException("bytes are read without fail", e);
        }
    }

    private Optional<StoreEvent> event(Delivery delivery, JsonNode body) {
        String family = delivery.labelled(WEBHOOK + "Hmac-Sha256") ? WEBHOOK : EVENT;
        String topic = topic(delivery, family);
        String shop = shopDomain(delivery).orElse(null);
        String id = label(delivery, family + "Webhook-Id", ID);
        String version = label(delivery, family + "Api-Version", VERSION);
        if (topic == null || shop == null || id == null || version == null) {
            return Optional.empty();
        }
        Instant at = time(delivery, family + "Triggered-At");
        if (!fits(topic, shop, body)) {
            LOG.warn(
                    "A signed body of Shopify's came as another topic or another shop's than its own; it does nothing");
            return Optional.of(new StoreEvent(Kind.OTHER, topic, id, shop, null, at));
        }
        return Optional.of(
                new StoreEvent(kind(topic), topic, id, shop, orderId(topic, body), at, shopper(topic, body)));
    }

    /** Such as {@code orders/updated}; of an Event, whose topic is {@code Order}, it is {@code Order/update}. */
    private static @Nullable String topic(Delivery delivery, String family) {
        if (family.equals(WEBHOOK)) {
            return label(delivery, family + "Topic", TOPIC);
        }
        String topic = label(delivery, family + "Topic", WORD);
        String action = label(delivery, family + "Action", WORD);
        return topic == null || action == null ? null : topic + "/" + action;
    }

    private static @Nullable String label(Delivery delivery, String name, Pattern form) {
        return delivery.label(name)
                .filter(value -> form.matcher(value).matches())
                .orElse(null);
    }

    private static @Nullable Instant time(Delivery delivery, String name) {
        try {
            return delivery.label(name).map(Instant::parse).orElse(null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Whether the body is one of this topic and of this shop. Whoever holds one signed body could otherwise send it again
     * as another topic or another shop's, and the topics that cost something are those looked at.
     */
    private static boolean fits(String topic, String shop, JsonNode body) {
        for (String name : List.of("shop_domain", "myshopify_domain")) {
            String named = Fields.text(body, name);
            if (named != null && !named.toLowerCase(Locale.ROOT).equals(shop)) {
                return false;
            }
        }
        return switch (topic) {
            case "app/uninstalled" -> body.has("myshopify_domain");
            case "app/scopes_update" -> body.path("current").isArray();
            case "customers/data_request" -> body.hasNonNull("shop_domain") && body.has("orders_requested");
            case "customers/redact" -> body.hasNonNull("shop_domain") && body.has("orders_to_redact");
            case "shop/redact" -> body.hasNonNull("shop_domain") && !body.has("customer");
            default -> true;
        };
    }

    static Kind kind(String topic) {
        return switch (topic) {
            case "app/uninstalled" -> Kind.UNINSTALLED;
            case "app/scopes_update" -> Kind.PERMISSIONS_CHANGED;
            case "customers/data_request" -> Kind.CUSTOMER_DATA_REQUESTED;
            case "customers/redact" -> Kind.CUSTOMER_REDACTED;
            case "shop/redact" -> Kind.SHOP_REDACTED;
            case "orders/delete", "Order/delete" -> Kind.ORDER_DELETED;
            default -> ofOrders(topic) ? Kind.ORDER_CHANGED : Kind.OTHER;
        };
    }

    private static boolean ofOrders(String topic) {
        return switch (topic.substring(0, topic.indexOf('/'))) {
            case "orders", "Order", "fulfillments", "fulfillment_events", "refunds", "returns", "order_transactions" ->
                true;
            default -> false;
        };
    }

    private static @Nullable Shopper shopper(String topic, JsonNode body) {
        String orders = switch (topic) {
            case "customers/data_request" -> "orders_requested";
            case "customers/redact" -> "orders_to_redact";
            default -> "";
        };
        if (orders.isEmpty()) {
            return null;
        }
        JsonNode customer = body.path("customer");
        return new Shopper(
                Fields.text(customer, "email"),
                Fields.text(customer, "phone"),
                Fields.list(body, orders)
                        .flatMap(id -> Stream.ofNullable(OrderId.plain(id.asText())))
                        .distinct()
                        .toList());
    }

    private static @Nullable String orderId(String topic, JsonNode body) {
        if (!ofOrders(topic)) {
            return null;
        }
        if (topic.startsWith("orders/")) {
            JsonNode order = body.has("order_edit") ? body.path("order_edit") : body;
            JsonNode plain = body.has("order_edit") ? order.path("order_id") : order.path("id");
            // The global id first: plain ones were rounded on their way in what Shopify documents.
            String global = OrderId.plain(order.path("admin_graphql_api_id").asText());
            return global != null ? global : OrderId.plain(plain.asText());
        }
        String ofAnother = OrderId.plain(body.path("order_id").asText());
        return ofAnother != null
                ? ofAnother
                : OrderId.plain(body.path("order").path("id").asText());
    }
}
