package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.WatchStore;
import java.util.Optional;

/** Finds the one order that is meant. A store's fault comes through as a {@code StoreException}. */
public final class FindOrder {
    private final OrderSource source;
    private final OrderCache cache;
    private final WatchStore watch;

    public FindOrder(OrderSource source, OrderCache cache, WatchStore watch) {
        this.source = source;
        this.cache = cache;
        this.watch = watch;
    }

    /** From the live store, always. */
    public OrderLookup live(Integration integration, OrderQuery query, Deadline deadline) {
        OrderLookup lookup = watch.ask(integration, () -> source.find(integration, query, deadline));
        OrderReference reference = query.reference();
        if (reference != null && lookup instanceof OrderLookup.Found found) {
            cache.put(integration.id(), reference, found.order());
        }
        return lookup;
    }

    /**
     * What the store answered moments ago, if that is what is meant; else from the live store. An order that is
     * remembered but not accepted goes the live way too, so that it takes no less time than one that doesn't exist.
     */
    public OrderLookup recent(Integration integration, OrderQuery query, Deadline deadline) {
        OrderReference reference = query.reference();
        if (reference != null) {
            Optional<Order> remembered = cache.get(integration.id(), reference).filter(query::accepts);
            if (remembered.isPresent()) {
                return OrderLookup.of(remembered);
            }
        }
        return live(integration, query, deadline);
    }
}
