package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import java.util.List;

/** The live stores' orders. A store's fault is a {@link com.trulybot.integrations.core.integration.StoreException}. */
public interface OrderSource {
    /** The order that is meant, from the live store. What is found is what {@link OrderQuery#accepts} accepts. */
    OrderLookup find(Integration integration, OrderQuery query, Deadline deadline);

    /**
     * Orders by number, e-mail or name, newest first, as the store's own search finds them.
     *
     * @param limit at most this many, 1 to 100
     */
    List<Order> search(Integration integration, String text, int limit, Deadline deadline);
}
