package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.order.SearchOrders;
import com.trulybot.integrations.core.workspace.Merchant;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Merchants looking orders up. */
final class OrderRoutes {
    private static final int MAX_ORDER_ID = 100;
    private static final int MAX_EMAIL = 320;
    private static final int MAX_SEARCH = 200;
    /** Far more stores than a workspace has. */
    private static final int MAX_STORES = 1_000;
    /** Searched side by side at most; the newest. */
    private static final int MAX_SEARCHED = 50;

    private final Platforms platforms;
    private final Integrations integrations;
    private final FindOrder findOrder;
    private final SearchOrders searchOrders;

    OrderRoutes(Platforms platforms, Integrations integrations, FindOrder findOrder, SearchOrders searchOrders) {
        this.platforms = platforms;
        this.integrations = integrations;
        this.findOrder = findOrder;
        this.searchOrders = searchOrders;
    }

    void register(Routes routes) {
        routes.merchant(HandlerType.POST, "/api/integrations/{platform}/orders", this::find);
        routes.merchant(HandlerType.GET, "/api/integrations/orders/search", this::search);
    }

    private void find(Context ctx, Merchant merchant) throws IOException {
        PlatformId platform = platforms.named(ctx);
        Fields body = RequestBody.read(ctx);
        IntegrationId id = body.integrationId("integrationId");
        OrderReference number = body.parsed("orderNumber", 4 * OrderReference.MAX_LENGTH, OrderReference::parse);
        String orderId = body.line("orderId", MAX_ORDER_ID);
        String email = body.line("email", MAX_EMAIL);
        body.check();
        if ((number == null) == (orderId == null)) {
            throw Problems.validationFailed("orderNumber", "give either orderNumber or orderId");
        }
        Integration store = id == null ? only(merchant, platform) : named(merchant, Optional.of(platform), id);
        Order order = findOrder
                .live(store, new OrderQuery(number, orderId, email), StoreTimes.merchant())
                .match(
                        found -> found,
                        () -> {
                            throw Problems.orderNotFound();
                        },
                        () -> {
                            throw Problems.orderOutOfReach();
                        });
        Answers.json(ctx, new Answers.Body(200, Json.named("order", json -> JsonMapping.order(json, order))));
    }

    private Integration only(Merchant merchant, PlatformId platform) {
        List<Integration> stores = integrations.connected(merchant.workspace(), MAX_STORES).stream()
                .filter(store -> store.platform().equals(platform))
                .toList();
        if (stores.isEmpty()) {
            throw Problems.integrationNotFound();
        }
        if (stores.size() > 1) {
            throw Problems.integrationRequired("integrationId");
        }
        return stores.get(0);
    }

    private Integration named(Merchant merchant, Optional<PlatformId> platform, IntegrationId id) {
        Integration store = integrations
                .find(merchant.workspace(), id)
                .filter(found -> platform.isEmpty() || found.platform().equals(platform.get()))
                .orElseThrow(Problems::integrationNotFound);
        if (!store.connected()) {
            throw Problems.integrationNotActive();
        }
        return store;
    }

    private void search(Context ctx, Merchant merchant) {
        String text = QueryText.optional(ctx, "q");
        if (text == null || text.length() > MAX_SEARCH) {
            throw Problems.validationFailed("q", "must have 1 to " + MAX_SEARCH + " characters");
        }
        int limit = QueryText.limit(ctx);
        Optional<IntegrationId> id = QueryText.integrationId(ctx, "integrationId");
        List<Integration> stores = id.map(known -> List.of(named(merchant, Optional.empty(), known)))
                .orElseGet(() -> integrations.connected(merchant.workspace(), MAX_SEARCHED));
        SearchOrders.Result result = searchOrders.search(stores, text, limit, StoreTimes.MERCHANT);
        Answers.json(ctx, new Answers.Body(200, Json.object(json -> {
            Answers.items(json, result.orders(), JsonMapping::order);
            Answers.array(json, "stores", result.stores(), JsonMapping::storeAnswer);
        })));
    }
}
