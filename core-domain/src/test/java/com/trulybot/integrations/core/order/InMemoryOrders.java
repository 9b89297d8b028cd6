package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The live stores, in memory: what each has, and what ails it. */
public final class InMemoryOrders implements OrderSource {
    private final List<Order> orders = new ArrayList<>();
    private final List<String> tooOld = new ArrayList<>();
    private final Map<IntegrationId, Runnable> ailments = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    public synchronized Order has(Order order) {
        orders.removeIf(
                other -> other.id().equals(order.id()) && other.integration().equals(order.integration()));
        orders.add(order);
        return order;
    }

    /** An order of that number is older than the platform lets anyone see. */
    public synchronized void hasTooOld(String number) {
        tooOld.add(number);
    }

    /** From now on that store answers every question with this problem. */
    public void ails(Integration store, StoreProblem problem) {
        ails(store, () -> {
            throw new StoreException(problem);
        });
    }

    /** From now on this happens at each question to that store. */
    public synchronized void ails(Integration store, Runnable ailment) {
        ailments.put(store.id(), ailment);
    }

    public synchronized void recovers(Integration store) {
        ailments.remove(store.id());
    }

    /** How often any store was asked. */
    public int asked() {
        return asked.get();
    }

    @Override
    public OrderLookup find(Integration integration, OrderQuery query, Deadline deadline) {
        begin(integration);
        synchronized (this) {
            Optional<Order> found = query.pick(of(integration));
            OrderReference reference = query.reference();
            if (found.isEmpty() && reference != null && tooOld.stream().anyMatch(reference::matches)) {
                return OrderLookup.OUT_OF_REACH;
            }
            return OrderLookup.of(found);
        }
    }

    @Override
    public List<Order> search(Integration integration, String text, int limit, Deadline deadline) {
        begin(integration);
        String wanted = text.toLowerCase(Locale.ROOT);
        synchronized (this) {
            return of(integration).stream()
                    .filter(order -> order.number().contains(wanted)
                            || wanted.equals(order.customer().email())
                            || Objects.toString(order.customer().name())
                                    .toLowerCase(Locale.ROOT)
                                    .contains(wanted))
                    .sorted(Comparator.comparing(Order::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .reversed())
                    .limit(limit)
                    .toList();
        }
    }

    private void begin(Integration store) {
        asked.incrementAndGet();
        Runnable ailment;
        synchronized (this) {
            ailment = ailments.getOrDefault(store.id(), () -> {});
        }
        ailment.run();
    }

    private List<Order> of(Integration store) {
        return orders.stream()
                .filter(order -> order.integration().equals(store.id()))
                .toList();
    }
}
