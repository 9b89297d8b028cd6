package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A shop's webhooks, as WooCommerce has them: doubles are allowed, the secret is never shown again, a delivery is sent
 * once, and after more than five failures in a row the webhook is disabled. Unlike there, no visitor is needed for one.
 */
final class WooHooks implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TOPICS =
            Set.of("order.created", "order.updated", "order.deleted", "order.restored");

    /** WordPress sends to no others. */
    private static final Set<Integer> PORTS = Set.of(-1, 80, 443, 8080);

    private static final int FAILURES = 5;

    private final String home;
    private final Trulybot trulybot;
    private final List<Hook> hooks = new ArrayList<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor();
    private int made;

    WooHooks(String home, Trulybot trulybot) {
        this.home = home;
        this.trulybot = trulybot;
    }

    private static final class Hook {
        private final int id;
        private final String secret;
        private final ObjectNode shown;
        private int failures;

        Hook(int id, String secret, ObjectNode shown) {
            this.id = id;
            this.secret = secret;
            this.shown = shown;
        }

        String text(String name) {
            return shown.path(name).asText();
        }
    }

    /** Answers {@code /webhooks…} to someone with a key that may. */
    synchronized Answer answer(String path, Question question) throws IOException {
        if (path.equals("/webhooks")) {
            return question.method().equals("POST") ? make(JSON.readTree(question.body())) : list(question);
        }
        String id = path.substring("/webhooks/".length());
        Hook hook = hooks.stream()
                .filter(each -> Integer.toString(each.id).equals(id))
                .findFirst()
                .orElse(null);
        if (hook == null) {
            return WooShop.error(404, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.");
        }
        if (question.method().equals("DELETE")) {
            if (!question.parameter("force", "").equals("true")) {
                return WooShop.error(501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
            }
            hooks.remove(hook);
        } else if (!question.method().equals("GET")) {
            JsonNode change = JSON.readTree(question.body());
            for (String name : List.of("status", "delivery_url", "name")) {
                if (change.has(name)) {
                    hook.shown.set(name, change.path(name));
                }
            }
        }
        return Answer.json(200, hook.shown);
    }

    private Answer make(JsonNode asked) {
        String topic = asked.path("topic").asText();
        String address = asked.path("delivery_url").asText();
        if (!TOPICS.contains(topic)) {
            return WooShop.error(
                    400, "woocommerce_rest_shop_webhook_invalid_topic", "Webhook topic is required and must be valid.");
        }
        if (!address.matches("https?://.+")) {
            return WooShop.error(
                    400,
                    "woocommerce_rest_shop_webhook_invalid_delivery_url",
                    "Webhook delivery URL must be a valid URL starting with http:// or https://.");
        }
        ObjectNode shown = WooOrders.object()
                .put("id", ++made)
                .put("name", asked.path("name").asText("Webhook"))
                .put("status", asked.path("status").asText("active"))
                .put("topic", topic)
                .put("resource", "order")
                .put("event", topic.substring("order.".length()))
                .put("delivery_url", address);
        Hook hook = new Hook(made, asked.path("secret").asText(), shown);
        hooks.add(hook);
        if (PORTS.contains(URI.create(address).getPort())) {
            sender.execute(() -> trulybot.post(
                    address,
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    ("webhook_id=" + hook.id).getBytes(StandardCharsets.UTF_8)));
        }
        return Answer.json(201, shown);
    }

    private Answer list(Question question) {
        ArrayNode shown = WooOrders.list();
        String fields = question.parameter("_fields", "");
        if (question.parameter("page", "1").equals("1")) {
            hooks.forEach(hook -> shown.add(fields.isEmpty() ? hook.shown : WooOrders.fields(hook.shown, fields)));
        }
        return Answer.json(200, shown)
                .with("X-WP-Total", Integer.toString(hooks.size()))
                .with("X-WP-TotalPages", "1");
    }

    /** The shop tells that something happened to an order. */
    synchronized void tell(String topic, JsonNode order) {
        byte[] body = order.toString().getBytes(StandardCharsets.UTF_8);
        hooks.stream()
                .filter(hook -> hook.text("topic").equals(topic)
                        && hook.text("status").equals("active")
                        && PORTS.contains(URI.create(hook.text("delivery_url")).getPort()))
                .forEach(hook -> sender.execute(() -> send(hook, topic, body)));
    }

    private void send(Hook hook, String topic, byte[] body) {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "WooCommerce/11.0.1 Hookshot (WordPress/7.0.4)",
                "X-WC-Webhook-Source",
                home + "/",
                "X-WC-Webhook-Topic",
                topic,
                "X-WC-Webhook-Resource",
                "order",
                "X-WC-Webhook-Event",
                topic.substring("order.".length()),
                "X-WC-Webhook-Signature",
                Hmac.base64(hook.secret, body),
                "X-WC-Webhook-ID",
                Integer.toString(hook.id),
                "X-WC-Webhook-Delivery-ID",
                UUID.randomUUID().toString().replace("-", "")));
        boolean taken = trulybot.post(hook.text("delivery_url"), headers, body) / 100 == 2;
        synchronized (this) {
            hook.failures = taken ? 0 : hook.failures + 1;
            if (hook.failures > FAILURES) {
                hook.shown.put("status", "disabled");
            }
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
