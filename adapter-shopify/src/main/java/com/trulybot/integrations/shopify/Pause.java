package com.trulybot.integrations.shopify;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How time is told and spent while a shop's limits are waited for; tests bring their own, which takes none. */
interface Pause {
    /** The system's. */
    Pause SYSTEM = new Pause() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void take(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    };

    /** A clock that only runs forward; its zero means nothing. */
    long nanos();

    /** Waits so long. */
    void take(Duration time) throws InterruptedException;
}
