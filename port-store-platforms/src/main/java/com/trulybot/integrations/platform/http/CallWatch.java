package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.internal.connection.RealConnection;
import org.jspecify.annotations.Nullable;

/**
 * Ends the calls that don't end by themselves. There are two kinds:
 *
 * <ul>
 *   <li>Those of interrupted threads. A thread that waits for a socket doesn't notice its interruption, unless it is a
 *       virtual one. The JDK tells nobody of an interruption either, so we look, ten times a second. That is one thread
 *       for the whole process, and a look at a few thousand calls takes microseconds.
 *   <li>Those that write to a store which doesn't read, over HTTP/2. The client then cancels the stream and leaves the
 *       connection to the others, so the thread that is stuck in writing stays so, and with it all that wait to write
 *       after it. Such a connection is of no use to anybody: it is closed.
 * </ul>
 */
final class CallWatch implements Interceptor, AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    /** A cancelled call ends at once. One that has not ended after this is stuck. */
    private static final long STUCK_NANOS = Duration.ofMillis(400).toNanos();

    /** No more than there are threads in the client. */
    private final ConcurrentMap<Call, Watched> calls = new ConcurrentHashMap<>();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "store-calls");
        thread.setDaemon(true);
        return thread;
    });

    private static final class Watched {
        private final Thread thread = Thread.currentThread();
        private final Deadline deadline;
        private volatile @Nullable RealConnection connection;
        private boolean cancelled;
        private long cancelledNanos;

        Watched(Deadline deadline) {
            this.deadline = deadline;
        }

        /** Only ever called by the one thread that watches. */
        void look(Call call) {
            if (cancelled) {
                RealConnection stuck = connection;
                if (stuck != null && System.nanoTime() - cancelledNanos > STUCK_NANOS) {
                    stuck.cancel();
                }
            } else if (thread.isInterrupted() || deadline.passed()) {
                call.cancel();
                cancelled = true;
                cancelledNanos = System.nanoTime();
            }
        }
    }

    CallWatch() {
        var unused = clock.scheduleWithFixedDelay(
                () -> calls.forEach((call, watched) -> watched.look(call)),
                EVERY_MILLIS,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Runs the work, which the calling thread does with the call. */
    <T> T during(Call call, Deadline deadline, Supplier<T> work) {
        calls.put(call, new Watched(deadline));
        try {
            return work.get();
        } finally {
            calls.remove(call);
        }
    }

    /** Notes the connection that is about to carry the request. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Watched watched = calls.get(chain.call());
        if (watched != null) {
            // Only this class can close a connection that a write is stuck in: closing its TLS socket would wait for
            // it.
            watched.connection = (RealConnection) chain.connection();
        }
        return chain.proceed(chain.request());
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
