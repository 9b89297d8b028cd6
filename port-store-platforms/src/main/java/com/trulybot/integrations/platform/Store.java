package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import java.util.List;

/**
 * One connected store. Every method throws {@link StoreException} for a store's fault, with the
 * {@link com.trulybot.integrations.core.integration.StoreProblem} that fits best, and ends by its deadline.
 */
public interface Store {
    /**
     * The order that is meant, asked for in the platform's cheapest exact way first, then in its other ways until
     * {@link OrderQuery#pick} finds it or no way is left. The same ways are gone whether the number or the e-mail is
     * what doesn't fit, so that nobody can tell the two apart by the time it takes. Trashed orders and drafts are not
     * orders.
     */
    OrderLookup find(OrderQuery query, Deadline deadline);

    /**
     * What the store's own search finds for a number, an e-mail address or a name, newest first.
     *
     * @param limit at most this many, 1 to 100
     */
    List<Order> search(String text, int limit, Deadline deadline);
}
