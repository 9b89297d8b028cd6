package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a store and notes how it answered, so that the merchant sees what is wrong and that it is well again. A write
 * happens when something changed, and now and then; not at each question.
 */
public final class WatchStore {
    /** How old a note may grow while all is well. */
    static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    /** After so many refusals, over so long a time, the merchant is believed to have taken the keys away. */
    static final int REFUSALS = 3;

    static final Duration REFUSED_FOR = Duration.ofHours(1);

    private final Integrations integrations;
    private final InstantSource clock;

    public WatchStore(Integrations integrations, InstantSource clock) {
        this.integrations = integrations;
        this.clock = clock;
    }

    /** Does {@code question}, and passes on what it returns or throws. */
    public <T> T ask(Integration integration, Supplier<T> question) {
        long began = System.nanoTime();
        try {
            T answer = question.get();
            answered(integration, Duration.ofNanos(System.nanoTime() - began));
            return answer;
        } catch (StoreException e) {
            failed(integration, e.problem());
            throw e;
        }
    }

    private void answered(Integration integration, Duration time) {
        Instant now = clock.instant();
        Health before = integration.health();
        boolean recovered = integration.status() == IntegrationStatus.NEEDS_ATTENTION;
        if (!recovered && before.state() == Health.State.OK && isRecent(before, now)) {
            return;
        }
        Optional<Activity> activity = recovered
                ? Optional.of(integration.activity(
                        integration.merchant(), ActivityType.STORE_RECOVERED, " answers again.", Map.of(), now))
                : Optional.empty();
        integrations.noteHealth(
                integration,
                before.answered(now, time),
                Optional.of(IntegrationStatus.ACTIVE),
                Optional.of(now),
                activity);
    }

    private void failed(Integration integration, StoreProblem problem) {
        Instant now = clock.instant();
        Health before = integration.health();
        if (before.problem() == problem && isRecent(before, now)) {
            return;
        }
        Health after = before.failed(now, problem);
        if (takenAway(after, now)) {
            integrations.end(
                    integration,
                    integration.disconnected(now),
                    integration.activity(
                            integration.merchant(),
                            ActivityType.STORE_UNINSTALLED,
                            " has refused its keys for over an hour and was disconnected. " + problem.advice(),
                            Map.of("code", problem.code()),
                            now));
            return;
        }
        // What passes leaves a store that needs attention as it is: only an answer shows that it was mended.
        Optional<IntegrationStatus> next =
                problem.passes() ? Optional.empty() : Optional.of(IntegrationStatus.NEEDS_ATTENTION);
        Optional<Activity> activity = next.isEmpty() || integration.status() == IntegrationStatus.NEEDS_ATTENTION
                ? Optional.empty()
                : Optional.of(integration.activity(
                        integration.merchant(),
                        ActivityType.STORE_NEEDS_ATTENTION,
                        " needs attention. " + problem.advice(),
                        Map.of("code", problem.code()),
                        now));
        integrations.noteHealth(integration, after, next, Optional.empty(), activity);
    }

    private static boolean takenAway(Health health, Instant now) {
        return health.problem() == StoreProblem.STORE_CREDENTIALS_REJECTED
                && health.failures() >= REFUSALS
                && Duration.between(health.since(), now).compareTo(REFUSED_FOR) >= 0;
    }

    private static boolean isRecent(Health health, Instant now) {
        Instant checked = health.checkedAt();
        return checked != null
                && !checked.isAfter(now)
                && Duration.between(checked, now).compareTo(NOTE_EVERY) < 0;
    }
}
