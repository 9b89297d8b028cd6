package com.trulybot.integrations.app;

import com.trulybot.integrations.core.integration.KeepUpStores;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import com.trulybot.integrations.core.webhook.WorkEvent;
import com.trulybot.integrations.http.HealthSource;
import com.trulybot.integrations.persistence.WebhookQueue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The jobs, counted: what they did on this node, and what all nodes still have before them. */
final class JobsWatch {
    /** Longer than all that look after stores can be held up by stores that hang. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final WorkEvent work;
    private final KeepUpStores upkeep;
    private final WebhookQueue queue;
    private final Counter worked;
    private final Counter failed;
    private final Counter looked;
    private volatile long lastLookNanos = System.nanoTime();

    JobsWatch(WorkEvent work, KeepUpStores upkeep, WebhookQueue queue, MeterRegistry meters) {
        this.work = work;
        this.upkeep = upkeep;
        this.queue = queue;
        this.worked = events(meters, "done");
        this.failed = events(meters, "failed");
        this.looked = Counter.builder("trulybot.upkeep.stores")
                .description("Stores that this node looked after")
                .register(meters);
        for (WebhookQueue.State state :
                new WebhookQueue.State[] {WebhookQueue.State.WAITING, WebhookQueue.State.DEAD}) {
            Gauge.builder("trulybot.webhooks.events", this, watch -> watch.count(state))
                    .tag("state", state.code())
                    .description("Events from stores, on all nodes")
                    .register(meters);
        }
    }

    private static Counter events(MeterRegistry meters, String outcome) {
        return Counter.builder("trulybot.webhooks.worked")
                .tag("outcome", outcome)
                .description("Tries to work an event from a store, on this node")
                .register(meters);
    }

    void work(ReceivedEvent event) {
        try {
            work.work(event);
            worked.increment();
        } catch (RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    boolean keepUpOne() {
        lastLookNanos = System.nanoTime();
        boolean one = upkeep.one();
        if (one) {
            looked.increment();
        }
        return one;
    }

    private double count(WebhookQueue.State state) {
        try {
            return queue.counts().getOrDefault(state, 0L);
        } catch (RuntimeException databaseIsAway) {
            return Double.NaN;
        }
    }

    /** How the jobs are, for an operator. */
    HealthSource.Part health() {
        if (System.nanoTime() - lastLookNanos > QUIET.toNanos()) {
            return part(HealthSource.State.DEGRADED, "Nothing was begun for over %d minutes.", QUIET.toMinutes());
        }
        Map<WebhookQueue.State, Long> counts;
        try {
            counts = queue.counts();
        } catch (RuntimeException databaseIsAway) {
            return part(HealthSource.State.DEGRADED, "PostgreSQL does not answer.");
        }
        long waiting = counts.getOrDefault(WebhookQueue.State.WAITING, 0L);
        long dead = counts.getOrDefault(WebhookQueue.State.DEAD, 0L);
        return dead == 0
                ? part(HealthSource.State.OK, "%d events from stores wait.", waiting)
                : part(
                        HealthSource.State.DEGRADED,
                        "%d events from stores could not be worked and %d wait; see: trulybot webhooks list --state dead",
                        dead,
                        waiting);
    }

    private static HealthSource.Part part(HealthSource.State state, String text, Object... values) {
        return new HealthSource.Part("jobs", state, String.format(Locale.ROOT, text, values));
    }
}
