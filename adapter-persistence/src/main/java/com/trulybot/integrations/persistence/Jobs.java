package com.trulybot.integrations.persistence;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node does in the background, by db-scheduler: it works the events that {@link JdbiDeliveryInbox} keeps, looks
 * after stores that are due, and deletes what is old. Any number of nodes do so side by side. What a node has begun and not
 * ended when it dies is begun again by another, or by itself after its next start, as soon as its heartbeats are missed.
 */
public final class Jobs implements AutoCloseable {
    /** How many jobs a node does at once. Each holds a connection to the database only while it says something to it. */
    public static final int MOST_AT_ONCE = 12;

    /** How many of these look after stores, at most. */
    static final int UPKEEP_AT_ONCE = 4;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration UPKEEP_EVERY = Duration.ofSeconds(5);
    private static final Duration CLEAN_EVERY = Duration.ofHours(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    /** As few as db-scheduler takes: 20 seconds after its last heartbeat a job counts as forsaken. */
    private static final int MISSED_HEARTBEATS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final Scheduler scheduler;

    private Jobs(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins at once.
     *
     * @param work works an event; is given the same event again when it fails
     * @param keepUpOne looks after one store that is due; false when none is
     * @param threads does the jobs, never more than {@link #MOST_AT_ONCE} together; shut down by {@link #close()}
     * @param drain how long {@link #close()} lets running jobs go on before it interrupts them
     */
    public static Jobs open(
            Database database,
            Encryption encryption,
            Consumer<ReceivedEvent> work,
            BooleanSupplier keepUpOne,
            ExecutorService threads,
            Duration drain,
            InstantSource clock) {
        WebhookWork webhooks = new WebhookWork(database, encryption, work, clock);
        List<Task<?>> tasks = List.of(events(webhooks));
        List<RecurringTask<Void>> recurring = new ArrayList<>();
        for (int i = 1; i <= UPKEEP_AT_ONCE; i++) {
            recurring.add(upkeep(i, keepUpOne));
        }
        recurring.add(cleaning(new Cleaning(database, clock)));
        Scheduler scheduler = new SteadyBuilder(database.dataSource(), tasks)
                .startTasks(recurring)
                .schedulerName(new SchedulerName.Fixed("trulybot-" + UUID.randomUUID()))
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(LOOK_EVERY)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .threads(MOST_AT_ONCE)
                .executorService(threads)
                .shutdownMaxWait(drain)
                // It would log messages of failures, which may name a shopper. What fails is logged here, by its kind.
                .failureLogging(LogLevel.OFF, false)
                .build();
        scheduler.start();
        return new Jobs(scheduler);
    }

    /** A task for each event. It is there as long as the event is to be worked. */
    private static Task<Void> events(WebhookWork webhooks) {
        return Tasks.custom(JdbiDeliveryInbox.TASK, Void.class)
                .onFailure((complete, operations) -> {
                    LOG.warn(
                            "webhook event {} could not be begun or ended: {}",
                            complete.getExecution().getId(),
                            complete.getCause().map(WebhookWork::describe).orElse("unknown"));
                    operations.reschedule(complete, complete.getTimeDone().plus(WebhookWork.pause(1)));
                })
                .onDeadExecutionRevive()
                .execute((task, context) -> after(webhooks.work(
                        UUID.fromString(task.getId()),
                        () -> context.getSchedulerState().isShuttingDown())));
    }

    private static CompletionHandler<Void> after(Optional<Instant> next) {
        return next.<CompletionHandler<Void>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    private static RecurringTask<Void> upkeep(int number, BooleanSupplier keepUpOne) {
        return recurring("upkeep-" + number, UPKEEP_EVERY, stopping -> {
            boolean more = true;
            while (more && !stopping.getAsBoolean()) {
                more = keepUpOne.getAsBoolean();
            }
        });
    }

    private static RecurringTask<Void> cleaning(Cleaning cleaning) {
        return recurring("cleaning", CLEAN_EVERY, stopping -> cleaning.run());
    }

    private static RecurringTask<Void> recurring(String name, Duration pause, Consumer<BooleanSupplier> job) {
        return Tasks.recurring(name, FixedDelay.of(pause)).execute((task, context) -> {
            try {
                job.accept(() -> context.getSchedulerState().isShuttingDown());
            } catch (RuntimeException e) {
                LOG.warn("{} failed and is tried again later: {}", name, WebhookWork.describe(e));
            }
        });
    }

    /**
     * Begins nothing new, and returns when what runs has ended or was interrupted and has had the drain time once more. What
     * is left is begun again by another node, or after the next start.
     */
    @Override
    public void close() {
        scheduler.stop();
    }

    /** Waits by a clock that nobody sets: set back by an hour, the wall clock would let it look at nothing for an hour. */
    private static final class SteadyBuilder extends SchedulerBuilder {
        SteadyBuilder(DataSource dataSource, List<Task<?>> tasks) {
            super(dataSource, tasks);
        }

        @Override
        protected Waiter buildWaiter() {
            Instant began = Instant.now();
            long nanos = System.nanoTime();
            return new Waiter(LOOK_EVERY, () -> began.plusNanos(System.nanoTime() - nanos));
        }
    }
}
