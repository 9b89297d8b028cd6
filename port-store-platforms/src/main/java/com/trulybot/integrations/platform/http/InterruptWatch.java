package com.trulybot.integrations.platform.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Call;

/**
 * Cancels the calls of interrupted threads. A thread that waits for a socket doesn't notice its interruption by itself,
 * unless it is a virtual one.
 */
final class InterruptWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    private final Set<Watched> calls = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "store-interrupts");
        thread.setDaemon(true);
        return thread;
    });

    private static final class Watched {
        private final Thread thread = Thread.currentThread();
        private final Call call;

        Watched(Call call) {
            this.call = call;
        }
    }

    InterruptWatch() {
        var unused = clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Runs the work, which the calling thread does with the call. */
    <T> T during(Call call, Supplier<T> work) {
        Watched watched = new Watched(call);
        calls.add(watched);
        try {
            return work.get();
        } finally {
            calls.remove(watched);
        }
    }

    private void look() {
        for (Watched watched : calls) {
            if (watched.thread.isInterrupted()) {
                watched.call.cancel();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
