package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import java.util.List;

/**
 * Finds an order for someone who must prove that it is theirs, within the limits of the HTTP contract: tries are limited
 * in a conversation, from an address, and at an order number.
 */
final class VerifyOrder {
    private final FindOrder findOrder;
    private final AttemptLimiter limiter;
    private final AttemptLimits limits;

    VerifyOrder(FindOrder findOrder, AttemptLimiter limiter, AttemptLimits limits) {
        this.findOrder = findOrder;
        this.limiter = limiter;
        this.limits = limits;
    }

    Verification verify(
            Integration integration,
            ConversationId conversation,
            String address,
            OrderReference number,
            String email,
            Deadline deadline) {
        // Counted before it is made, so that many tries at once can't slip through together.
        List<String> scopes = List.of(
                "conversation:" + conversation,
                "address:" + address,
                "order:" + integration.id() + ":" + number.limitKey());
        int inConversation = limiter.take(scopes.get(0));
        int fromAddress = limiter.take(scopes.get(1));
        int atOrder = limiter.take(scopes.get(2));
        boolean exhausted = inConversation > limits.perConversation() || fromAddress > limits.perAddress();
        // A stranger who uses up an order's tries must not lock its owner out: who has not failed yet may try once.
        boolean ownerOnly = atOrder > limits.perOrder() && (inConversation > 1 || fromAddress > 1);
        if (exhausted || ownerOnly) {
            return new Verification.Refused(true);
        }
        OrderQuery query = OrderQuery.byNumber(number, email);
        OrderLookup lookup;
        try {
            lookup = findOrder.recent(integration, query, deadline);
        } catch (StoreException e) {
            scopes.forEach(limiter::giveBack);
            return new Verification.Unanswered(e.problem());
        } catch (RuntimeException e) {
            scopes.forEach(limiter::giveBack);
            throw e;
        }
        return lookup.<Verification>match(
                order -> {
                    if (!query.accepts(order)) {
                        // No source may be trusted with what everything hangs on.
                        return new Verification.Refused(false);
                    }
                    scopes.forEach(limiter::giveBack);
                    return new Verification.Verified(order);
                },
                () -> new Verification.Refused(false),
                () -> new Verification.Refused(false));
    }
}
