package com.trulybot.integrations.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds an order through the shop's plugin. What the plugin doesn't find is not looked for in another way, so that a
 * wrong number and a wrong address cost one request as well. Where it doesn't answer (removed, switched off, another
 * key, a firewall, a clock that is wrong), WooCommerce itself is asked, and the plugin is left alone for a while.
 */
final class PluginOrders {
    private static final Logger LOG = LoggerFactory.getLogger(PluginOrders.class);

    private final IntegrationId integration;
    private final PluginRoute route;
    private final OrderJson json;
    private final SilentPlugins silent;
    private final InstantSource clock;

    PluginOrders(
            IntegrationId integration, PluginRoute route, OrderJson json, SilentPlugins silent, InstantSource clock) {
        this.integration = integration;
        this.route = route;
        this.json = json;
        this.silent = silent;
        this.clock = clock;
    }

    /** What the plugin says; empty when it has no say: then WooCommerce itself is to be asked. */
    Optional<OrderLookup> find(OrderQuery query, Deadline deadline) {
        if (query.reference() == null || query.email() == null || silent.holds(integration, clock.instant())) {
            return Optional.empty();
        }
        Response response;
        try {
            response = route.order(query.reference().text(), query.email().strip(), deadline);
        } catch (StoreException e) {
            if (isOfTheRoute(e.problem())) {
                fallSilent(e.problem().code());
            }
            return Optional.empty();
        }
        if (Answers.says(response, 404, "trulybot_order_not_found")) {
            return Optional.of(OrderLookup.NOT_FOUND);
        }
        if (Answers.says(response, 409, "trulybot_nonce_replayed")) {
            // Something between us sent it twice.
            return Optional.empty();
        }
        if (response.status() == 200) {
            try {
                return Optional.of(OrderLookup.of(read(response).filter(query::accepts)));
            } catch (StoreException unreadable) {
                // A page of a cache, or a plugin that spoils the answer.
            }
        }
        fallSilent(response.status()
                + Answers.code(response).map(code -> " " + code).orElse(""));
        return Optional.empty();
    }

    /** Not what keeps WooCommerce from answering just as well. */
    private static boolean isOfTheRoute(StoreProblem problem) {
        return problem == StoreProblem.STORE_TIMEOUT
                || problem == StoreProblem.STORE_ANSWER_INVALID
                || problem == StoreProblem.STORE_REDIRECTS;
    }

    private void fallSilent(String why) {
        Instant now = clock.instant();
        silent.note(integration, now);
        LOG.info(
                "the plugin in the shop of integration {} does not answer ({}); WooCommerce is asked until {}",
                integration,
                why,
                now.plus(SilentPlugins.PAUSE));
    }

    private Optional<Order> read(Response response) {
        LooseJson answer = new LooseJson(new Answers(clock).object(response));
        JsonNode order = answer.raw("order");
        List<LooseJson> parcels =
                Tracking.hasFulfillments(new LooseJson(order)) ? answer.objects("fulfillments") : List.of();
        return json.read(order, parcels, answer.objects("refunds"));
    }
}
