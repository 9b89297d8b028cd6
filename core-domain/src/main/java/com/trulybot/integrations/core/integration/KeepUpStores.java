package com.trulybot.integrations.core.integration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Looks after connected stores in the background: whether they still let us in, what they should have of ours in them,
 * and credentials that would end while nobody uses them.
 */
public final class KeepUpStores {
    static final Duration WELL = Duration.ofHours(6);
    static final Duration FOR_THE_MERCHANT_TO_MEND = Duration.ofHours(1);
    static final Duration PASSING = Duration.ofMinutes(10);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration TIME_FOR_A_STORE = Duration.ofSeconds(60);

    private final Upkeep upkeep;
    private final StoreSetup setup;
    private final WatchStore watch;
    private final InstantSource clock;

    public KeepUpStores(Upkeep upkeep, StoreSetup setup, WatchStore watch, InstantSource clock) {
        this.upkeep = upkeep;
        this.setup = setup;
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * Looks after one store that is due.
     *
     * @return false when none is
     */
    public boolean one() {
        Optional<Integration> due =
                upkeep.take(1, clock.instant(), LEASE).stream().findFirst();
        due.ifPresent(this::keepUp);
        return due.isPresent();
    }

    private void keepUp(Integration store) {
        // Also after a bug of ours, which is no store's fault.
        Duration pause = PASSING;
        try {
            watch.ask(store, () -> {
                Deadline deadline = Deadline.in(TIME_FOR_A_STORE);
                // There may be nothing to set up: that the store answers must be seen all the same.
                setup.confirm(store, deadline);
                setup.setUp(store, deadline);
                return store;
            });
            pause = WELL;
        } catch (StoreException e) {
            pause = e.problem().passes() ? PASSING : FOR_THE_MERCHANT_TO_MEND;
        } finally {
            upkeep.next(store, clock.instant().plus(pause));
        }
    }
}
