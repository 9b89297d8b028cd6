package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.WebhookRegistration;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks that a shop has for us. WooCommerce lets doubles be made and never shows a webhook's secret, so it is
 * looked first, and the name tells which secret one was made with. After more than five failures in a row it disables a
 * webhook, and its REST API wakes one without forgetting them: what is not as it should be is made anew and the old one
 * removed, in this order, so that nothing is missed between.
 */
final class WooWebhooks implements WebhookRegistration {
    private static final List<String> TOPICS = List.of("order.created", "order.updated", "order.deleted");
    private static final String WEBHOOKS = "/wc/v3/webhooks";

    /** WordPress sends to no others. */
    private static final Set<Integer> PORTS = Set.of(-1, 80, 443, 8080);

    private static final Logger LOG = LoggerFactory.getLogger(WooWebhooks.class);

    /** A thousand webhooks. */
    private static final int MAX_PAGES = 10;

    private final AtomicBoolean warned = new AtomicBoolean();

    private record Hook(String id, String name, String topic, String address, boolean active) {}

    /** One shop's, while they are looked after. */
    private static final class Shop {
        private final Door door;
        private final Answers answers;
        private final Deadline deadline;

        Shop(StoreAccess access, PlatformContext context, Deadline deadline) {
            Keys keys = Keys.of(access.credentials());
            this.door = new Door(access.url(), keys, Way.of(access.url(), access.config()), context);
            this.answers = new Answers(context.clock());
            this.deadline = deadline;
        }

        /** All of them, oldest first. */
        List<Hook> hooks() {
            List<Hook> hooks = new ArrayList<>();
            for (int page = 1; page <= MAX_PAGES; page++) {
                Map<String, String> query = new LinkedHashMap<>();
                query.put("page", Integer.toString(page));
                query.put("per_page", Integer.toString(WooApi.LARGEST_PAGE));
                query.put("_fields", "id,name,status,topic,delivery_url");
                List<LooseJson> found = LooseJson.elements(answers.list(door.get(WEBHOOKS, query, deadline)));
                found.forEach(json -> hooks.add(hook(json)));
                if (found.size() < WooApi.LARGEST_PAGE) {
                    break;
                }
            }
            hooks.sort(Comparator.comparing((Hook hook) -> hook.id().length()).thenComparing(Hook::id));
            return hooks;
        }

        private static Hook hook(LooseJson json) {
            return new Hook(
                    text(json, "id"),
                    text(json, "name"),
                    text(json, "topic"),
                    text(json, "delivery_url"),
                    "active".equals(json.text("status")));
        }

        private static String text(LooseJson json, String name) {
            String text = json.text(name);
            return text == null ? "" : text;
        }

        /** The shop tries the address out before it answers, which takes it up to five seconds. */
        void make(String topic, String name, URI address, WebhookSecret secret) {
            ObjectNode webhook = JsonNodeFactory.instance.objectNode();
            webhook.put("name", name).put("topic", topic).put("status", "active");
            webhook.put("delivery_url", address.toString()).put("secret", secret.text());
            written(door.send("POST", WEBHOOKS, Map.of(), webhook.toString(), deadline));
        }

        /** There is no bin for webhooks. */
        void remove(Hook hook) {
            Response response =
                    door.send("DELETE", WEBHOOKS + "/" + hook.id(), Map.of("force", "true"), null, deadline);
            if (response.status() != 404) {
                written(response);
            }
        }

        /** Keys that read orders and are refused here lack the permission to write, in whatever language it is said. */
        private void written(Response response) {
            if (Answers.saysAuthenticationFailed(response)) {
                throw new StoreException(
                        StoreProblem.STORE_PERMISSION_MISSING,
                        null,
                        "Webhooks need a key with Read/Write permission. Make one under WooCommerce, Settings, Advanced,"
                                + " REST API.",
                        null);
            }
            answers.object(response);
        }
    }

    @Override
    public Changes register(StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
        if (!PORTS.contains(address.getPort())) {
            // The operator's affair and no fault of the shop's, whose orders are read all the same.
            if (!warned.getAndSet(true)) {
                LOG.warn(
                        "WordPress sends webhooks to the ports 80, 443 and 8080 only, and this server's public address"
                                + " has {}: WooCommerce shops without the plugin do not tell of changes",
                        address.getPort());
            }
            return Changes.NONE;
        }
        WebhookSecret secret = WebhookSecret.of(access.credentials())
                .orElseThrow(() -> new IllegalArgumentException("the credentials hold no WEBHOOK_SECRET"));
        Shop shop = new Shop(access, context, deadline);
        List<Hook> ours = shop.hooks().stream()
                .filter(hook -> isOurs(hook, access, address))
                .toList();
        Changes changes = Changes.NONE;
        for (String topic : TOPICS) {
            List<Hook> some =
                    ours.stream().filter(hook -> hook.topic().equals(topic)).toList();
            changes = plus(changes, look(shop, topic, some, address, secret));
        }
        List<Hook> needless =
                ours.stream().filter(hook -> !TOPICS.contains(hook.topic())).toList();
        needless.forEach(shop::remove);
        return plus(changes, new Changes(0, 0, needless.size()));
    }

    /** Sees to it that one of them is as it should be, and no other is there. */
    private static Changes look(Shop shop, String topic, List<Hook> some, URI address, WebhookSecret secret) {
        String name = "TrulyBot " + topic + " " + secret.hint();
        Hook good = some.stream()
                .filter(hook -> hook.active()
                        && hook.name().equals(name)
                        && hook.address().equals(address.toString()))
                .findFirst()
                .orElse(null);
        if (good == null) {
            shop.make(topic, name, address, secret);
        }
        List<Hook> others = some.stream().filter(hook -> !hook.equals(good)).toList();
        others.forEach(shop::remove);
        if (good != null) {
            return new Changes(0, 0, others.size());
        }
        return some.isEmpty() ? new Changes(1, 0, 0) : new Changes(0, 1, others.size() - 1);
    }

    /** Those at this address, and at one that differs only in where this server was reached before. */
    private static boolean isOurs(Hook hook, StoreAccess access, URI address) {
        if (hook.address().equals(address.toString())) {
            return true;
        }
        String path = address.getRawPath();
        return path != null
                && path.contains(access.integration().toString())
                && hook.address().matches("https?://[^/?#]+" + Pattern.quote(path));
    }

    @Override
    public Changes unregister(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
        Shop shop = new Shop(access, context, deadline);
        List<Hook> hooks = shop.hooks().stream()
                .filter(hook -> begins(hook.address(), ours.toString()))
                .toList();
        hooks.forEach(shop::remove);
        return new Changes(0, 0, hooks.size());
    }

    /** Whole parts only: {@code https://ours.example} does not begin {@code https://ours.example.org}. */
    private static boolean begins(String address, String ours) {
        if (!address.startsWith(ours)) {
            return false;
        }
        return ours.endsWith("/")
                || address.length() == ours.length()
                || "/?#".indexOf(address.charAt(ours.length())) >= 0;
    }

    private static Changes plus(Changes one, Changes other) {
        return new Changes(one.made() + other.made(), one.mended() + other.mended(), one.removed() + other.removed());
    }
}
