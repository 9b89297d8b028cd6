package com.trulybot.integrations.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WebhookRegistration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of a store, made through v3. They belong to the API account, which sees its own only; those of ours are known
 * by the header they send along.
 *
 * @see <a href="https://developer.bigcommerce.com/docs/webhooks/webhooks">Webhooks</a>
 */
final class Hooks implements WebhookRegistration {
    /** All of orders, all of parcels, and the end. */
    static final List<String> SCOPES = List.of("store/order/*", "store/shipment/*", "store/app/uninstalled");

    private static final int MAX_PAGES = 20;
    private static final int HTTPS = 443;

    /** One that is there. */
    private record Hook(
            String id,
            String scope,
            String destination,
            boolean active,
            @Nullable Secret proof) {
        boolean tells(URI address) {
            return destination.equals(address.toString());
        }
    }

    @Override
    public Changes register(StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
        if (!"https".equals(address.getScheme()) || (address.getPort() != -1 && address.getPort() != HTTPS)) {
            throw new StoreException(
                    StoreProblem.STORE_URL_FORBIDDEN,
                    null,
                    "BigCommerce sends webhooks to https addresses on port 443 only.",
                    null);
        }
        StoreApi api = BigCommercePlatform.api(access, context);
        Keys keys = Keys.of(access.credentials());
        List<Hook> left = new ArrayList<>(hooks(api, deadline));
        int made = 0;
        int mended = 0;
        for (String scope : SCOPES) {
            Hook hook = left.stream()
                    .filter(one -> one.tells(address) && one.scope().equals(scope))
                    .findFirst()
                    .orElse(null);
            String wanted = json(scope, address, keys);
            if (hook == null) {
                api.makeHook(wanted, deadline);
                made++;
            } else {
                left.remove(hook);
                if (!hook.active() || hook.proof() == null || !keys.isHookSecret(hook.proof())) {
                    api.changeHook(hook.id(), wanted, deadline);
                    mended++;
                }
            }
        }
        int removed = 0;
        for (Hook hook : left) {
            boolean twice = hook.tells(address) && SCOPES.contains(hook.scope());
            if (twice || hook.proof() != null) {
                api.removeHook(hook.id(), deadline);
                removed++;
            }
        }
        return new Changes(made, mended, removed);
    }

    @Override
    public Changes unregister(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
        StoreApi api = BigCommercePlatform.api(access, context);
        int removed = 0;
        for (Hook hook : hooks(api, deadline)) {
            if (begins(hook.destination(), ours.toString())) {
                api.removeHook(hook.id(), deadline);
                removed++;
            }
        }
        return new Changes(0, 0, removed);
    }

    /** Not {@code https://api.example.org} with {@code https://api.example}. */
    private static boolean begins(String destination, String ours) {
        if (!destination.startsWith(ours)) {
            return false;
        }
        String rest = destination.substring(ours.length());
        return rest.isEmpty() || ours.endsWith("/") || rest.startsWith("/") || rest.startsWith("?");
    }

    private static List<Hook> hooks(StoreApi api, Deadline deadline) {
        List<Hook> hooks = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more && page <= MAX_PAGES; page++) {
            JsonNode answer = api.hooks(page, deadline);
            for (JsonNode hook : Json.list(answer.path("data"))) {
                String id = Json.id(hook, "id");
                if (id != null) {
                    hooks.add(new Hook(
                            id,
                            hook.path("scope").asText(),
                            hook.path("destination").asText(),
                            Json.flag(hook, "is_active"),
                            proof(hook.path("headers"))));
                }
            }
            more = page < Json.number(answer.path("meta").path("pagination"), "total_pages", 1);
        }
        return hooks;
    }

    /** BigCommerce may give names of headers back in another case. */
    private static @Nullable Secret proof(JsonNode headers) {
        return headers.properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(Deliveries.PROOF))
                .map(header -> header.getValue().asText())
                .filter(text -> !text.isBlank())
                .map(Secret::of)
                .findFirst()
                .orElse(null);
    }

    private static String json(String scope, URI address, Keys keys) {
        ObjectNode hook = Json.MAPPER
                .createObjectNode()
                .put("scope", scope)
                .put("destination", address.toString())
                .put("is_active", true);
        hook.putObject("headers").put(Deliveries.PROOF, keys.hookSecret());
        return hook.toString();
    }
}
