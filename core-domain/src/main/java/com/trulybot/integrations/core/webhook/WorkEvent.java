package com.trulybot.integrations.core.webhook;

import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreSetup;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.OrderCache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Does what an event asks for. Doing it twice does no harm. An order's news are never believed by themselves: what is
 * remembered of the order is forgotten, and the live store is asked when someone wants to know. So events that come late
 * or in another order move nothing backwards.
 */
public final class WorkEvent {
    static final Duration EXPORT_KEPT_FOR = Duration.ofDays(30);
    private static final Duration TIME_FOR_A_STORE = Duration.ofSeconds(30);

    private final Integrations integrations;
    private final StoreSetup setup;
    private final WatchStore watch;
    private final OrderCache orders;
    private final ShopperRecords records;
    private final InstantSource clock;

    public WorkEvent(
            Integrations integrations,
            StoreSetup setup,
            WatchStore watch,
            OrderCache orders,
            ShopperRecords records,
            InstantSource clock) {
        this.integrations = integrations;
        this.setup = setup;
        this.watch = watch;
        this.orders = orders;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Works it.
     *
     * @throws StoreException when a store had to be asked and could not be: later it may
     */
    public void work(ReceivedEvent received) {
        StoreEvent event = received.event();
        List<Integration> concerned = concerned(received);
        switch (event.kind()) {
            case ORDER_CHANGED, ORDER_DELETED -> concerned.forEach(store -> forget(store, event));
            case UNINSTALLED ->
                concerned.stream().filter(Integration::connected).forEach(store -> uninstalled(store, event));
            case PERMISSIONS_CHANGED ->
                concerned.stream().filter(Integration::connected).forEach(this::permissionsChanged);
            case CUSTOMER_DATA_REQUESTED -> concerned.forEach(store -> export(store, received));
            case CUSTOMER_REDACTED -> concerned.forEach(store -> redact(store, event));
            case SHOP_REDACTED ->
                concerned.stream().filter(store -> !store.connected()).forEach(this::redactShop);
            case OTHER -> {}
        }
    }

    private List<Integration> concerned(ReceivedEvent received) {
        String shop = received.event().shopDomain();
        if (shop != null) {
            return integrations.ofShop(received.platform(), shop);
        }
        return Optional.ofNullable(received.integration()).flatMap(integrations::find).stream()
                .toList();
    }

    private void forget(Integration store, StoreEvent event) {
        if (event.orderId() != null) {
            orders.forget(store.id(), event.orderId());
        }
    }

    /**
     * The word of an uninstallation may be late, and clocks differ: what counts is whether the present credentials still
     * open the store. While it can't be asked, nobody knows.
     */
    private void uninstalled(Integration store, StoreEvent event) {
        if (event.at() != null && event.at().isBefore(store.connectedAt())) {
            return;
        }
        try {
            setup.confirm(store, Deadline.in(TIME_FOR_A_STORE));
            return;
        } catch (StoreException e) {
            if (e.problem().passes()) {
                throw e;
            }
        }
        Instant now = clock.instant();
        integrations.end(
                store,
                store.disconnected(now),
                store.activity(
                        store.merchant(),
                        ActivityType.STORE_UNINSTALLED,
                        " was disconnected: the app was uninstalled there.",
                        Map.of(),
                        now));
    }

    private void permissionsChanged(Integration store) {
        Confirmed confirmed = watch.ask(store, () -> setup.confirm(store, Deadline.in(TIME_FOR_A_STORE)));
        String permissions = confirmed.profile().permissions();
        if (permissions != null) {
            integrations.notePermissions(store, permissions);
        }
    }

    private void export(Integration store, ReceivedEvent received) {
        Shopper shopper = received.event().shopper();
        if (shopper == null) {
            return;
        }
        Instant now = clock.instant();
        // The same when it is worked again, and another for each account that has or had the shop.
        UUID export = UUID.nameUUIDFromBytes((received.id() + "|" + store.id()).getBytes(StandardCharsets.US_ASCII));
        records.export(
                export,
                store,
                shopper,
                now.plus(EXPORT_KEPT_FOR),
                store.activity(
                        store.merchant(),
                        ActivityType.CUSTOMER_DATA_REQUESTED,
                        ": a shopper asked what is stored about them. The answer is ready for 30 days.",
                        Map.of("exportId", export.toString()),
                        now));
    }

    private void redact(Integration store, StoreEvent event) {
        Shopper shopper = event.shopper();
        if (shopper == null) {
            return;
        }
        shopper.orderIds().forEach(order -> orders.forget(store.id(), order));
        records.erase(
                store,
                shopper,
                store.activity(
                        store.merchant(),
                        ActivityType.CUSTOMER_REDACTED,
                        ": what was stored about a shopper was erased.",
                        Map.of(),
                        clock.instant()));
    }

    private void redactShop(Integration store) {
        integrations.delete(
                store.merchant().workspace(),
                store.id(),
                store.activity(
                        store.merchant(),
                        ActivityType.SHOP_REDACTED,
                        " was erased with everything stored about its shoppers, as its platform asked.",
                        Map.of(),
                        clock.instant()));
    }
}
