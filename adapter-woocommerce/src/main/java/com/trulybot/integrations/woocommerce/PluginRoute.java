package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.net.URI;
import java.util.UUID;

/**
 * The route that our plugin adds to a shop's REST API: an order by its number and e-mail address, with its refunds and
 * parcels, in one request. It is addressed in the way that works with every kind of permalinks and without rewriting,
 * and signed, so that it needs no {@code Authorization} header.
 */
final class PluginRoute {
    /** What is signed. Folders and proxies change the rest of the address. */
    static final String PATH = "/trulybot/v1/orders";

    private final StoreUrl url;
    private final PluginKey key;
    private final PlatformContext context;

    PluginRoute(StoreUrl url, PluginKey key, PlatformContext context) {
        this.url = url;
        this.key = key;
        this.context = context;
    }

    /** Asks for an order. The shop has half of the time: WooCommerce itself may have to be asked after all. */
    Response order(String number, String email, Deadline deadline) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return send(body.put("number", number).put("email", email).toString(), deadline);
    }

    /** Whether the plugin is there and takes our signature, told by its refusal of a question without a number. */
    boolean answers(Deadline deadline) {
        try {
            return Answers.says(send("{}", deadline), 422, "trulybot_invalid");
        } catch (StoreException silent) {
            return false;
        }
    }

    private Response send(String body, Deadline deadline) {
        deadline.check();
        URI address = URI.create(url.value() + "/?rest_route=" + PATH);
        // A signature is taken once: sent again it is refused as a repetition.
        Request request = Request.postJson(
                address, key.headers("POST", PATH, body, context.clock().instant(), UUID.randomUUID()), body, false);
        return context.http().send(request, Deadline.in(deadline.remaining().dividedBy(2)));
    }
}
