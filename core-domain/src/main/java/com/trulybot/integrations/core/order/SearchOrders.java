package com.trulybot.integrations.core.order;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.WatchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Searches several stores side by side. Each has its own time, and a slow one holds no other back. */
public final class SearchOrders {
    private static final System.Logger LOG = System.getLogger(SearchOrders.class.getName());

    private final OrderSource source;
    private final WatchStore watch;
    private final Executor executor;

    /**
     * Searches with these.
     *
     * @param executor runs one task for each store, without making one wait for another
     */
    public SearchOrders(OrderSource source, WatchStore watch, Executor executor) {
        this.source = source;
        this.watch = watch;
        this.executor = executor;
    }

    /**
     * What was found, newest first, and how each store answered.
     *
     * @param orders at most as many as were asked for, of all stores together
     * @param stores one for each store, in the order they were given
     */
    public record Result(List<Order> orders, List<StoreAnswer> stores) {
        public Result {
            orders = List.copyOf(orders);
            stores = List.copyOf(stores);
        }
    }

    /**
     * How one store answered.
     *
     * @param problem empty when all went well, or when the fault is ours
     */
    public record StoreAnswer(
            IntegrationId integration, Status status, Optional<StoreProblem> problem, Duration time) {}

    /** How it went; {@link #code()} is the stable word in the API. */
    public enum Status {
        OK,
        TIMEOUT,
        ERROR;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Searches the stores for a number, an e-mail address or a name.
     *
     * @param text not blank
     * @param limit at most this many orders, 1 to 100
     * @param perStore how long each store has
     */
    public Result search(List<Integration> stores, String text, int limit, Duration perStore) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("text must not be blank: a store would answer with everything");
        }
        long began = System.nanoTime();
        List<Task> tasks = new ArrayList<>();
        for (Integration store : stores) {
            Task task = new Task(store, text.strip(), limit, Deadline.in(perStore));
            tasks.add(task);
            executor.execute(task);
        }
        List<Order> found = new ArrayList<>();
        List<StoreAnswer> answers = new ArrayList<>();
        for (Task task : tasks) {
            answers.add(task.await(began, found));
        }
        found.sort(Comparator.comparing((Order order) -> order.createdAt() == null ? Instant.MIN : order.createdAt())
                .reversed());
        return new Result(found.subList(0, Math.min(limit, found.size())), answers);
    }

    private record Found(List<Order> orders, Duration time) {}

    private final class Task extends FutureTask<Found> {
        private final Integration store;
        private final Deadline deadline;

        Task(Integration store, String text, int limit, Deadline deadline) {
            super(() -> {
                long began = System.nanoTime();
                List<Order> orders = watch.ask(store, () -> source.search(store, text, limit, deadline));
                return new Found(orders, Duration.ofNanos(System.nanoTime() - began));
            });
            this.store = store;
            this.deadline = deadline;
        }

        StoreAnswer await(long began, List<Order> found) {
            try {
                Found answer = get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                found.addAll(answer.orders());
                return new StoreAnswer(store.id(), Status.OK, Optional.empty(), answer.time());
            } catch (TimeoutException e) {
                cancel(true);
                return failed(began, StoreProblem.STORE_TIMEOUT);
            } catch (InterruptedException e) {
                cancel(true);
                Thread.currentThread().interrupt();
                return failed(began, StoreProblem.STORE_TIMEOUT);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StoreException fault) {
                    return failed(began, fault.problem());
                }
                LOG.log(System.Logger.Level.ERROR, "searching integration " + store.id() + " failed", e.getCause());
                return failed(began, null);
            }
        }

        private StoreAnswer failed(long began, @Nullable StoreProblem problem) {
            Status status = problem == StoreProblem.STORE_TIMEOUT ? Status.TIMEOUT : Status.ERROR;
            return new StoreAnswer(
                    store.id(), status, Optional.ofNullable(problem), Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
