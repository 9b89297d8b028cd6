package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up and answers only what the guard permits. The client connects to exactly what is answered here, so a
 * name that changes its address between a check and its use (DNS rebinding) gains nothing.
 *
 * <p>The system's lookup can't be interrupted. It runs on a thread of its own, one for each name however many wait for
 * it, and the deadline ends the waiting. Names come from strangers and their name servers may hang, so there are so many
 * of these threads and no more. A lookup that finds none free waits for one; when nobody waits for it any more it is not
 * begun. So there are never more lookups than threads and requests under way.
 */
final class GuardedDns implements Dns, AutoCloseable {
    /** At 20 ms a lookup that is 25,000 a second. A thread that waits costs little memory. */
    static final int THREADS = 512;

    private static final ThreadLocal<@Nullable Request> CURRENT = new ThreadLocal<>();
    private static final Request STRICT = new Request(Deadline.in(Duration.ZERO), false);

    private final Dns system;
    private final ThreadPoolExecutor threads;
    private final ConcurrentMap<String, Lookup> underWay = new ConcurrentHashMap<>();

    /** On whose behalf the calling thread looks names up. The client asks on the thread that sends the request. */
    private record Request(Deadline deadline, boolean exempt) {}

    private final class Lookup implements Runnable {
        private final String host;
        private final CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();

        /** How many wait for it. Changed only where the map holds the name's entry. */
        private int waiting;

        Lookup(String host) {
            this.host = host;
        }

        @Override
        public void run() {
            try {
                found.complete(system.lookup(host));
            } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
            } finally {
                underWay.remove(host, this);
            }
        }
    }

    GuardedDns(Dns system) {
        this(system, THREADS);
    }

    GuardedDns(Dns system, int most) {
        this.system = system;
        this.threads = new ThreadPoolExecutor(most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "store-dns");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs the work on this thread with its lookups bound to the deadline. */
    <T> T during(Deadline deadline, boolean exempt, Supplier<T> work) {
        CURRENT.set(new Request(deadline, exempt));
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        Request set = CURRENT.get();
        Request request = set == null ? STRICT : set;
        List<InetAddress> addresses = await(host, request.deadline());
        return request.exempt() ? addresses : OutboundGuard.permit(addresses);
    }

    private List<InetAddress> await(String host, Deadline deadline) throws UnknownHostException {
        Lookup lookup = join(host);
        try {
            return lookup.found.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        } catch (TimeoutException | ExecutionException e) {
            throw new UnknownHostException("no address");
        } finally {
            leave(lookup);
        }
    }

    private Lookup join(String host) {
        return Objects.requireNonNull(underWay.compute(host, (name, running) -> {
            Lookup lookup = running;
            if (lookup == null) {
                lookup = new Lookup(name);
                threads.execute(lookup);
            }
            lookup.waiting++;
            return lookup;
        }));
    }

    /** Takes one that nobody waits for out of the queue, where it still stands there. */
    private void leave(Lookup lookup) {
        underWay.computeIfPresent(lookup.host, (name, running) -> {
            if (running != lookup) {
                return running;
            }
            lookup.waiting--;
            return lookup.waiting == 0 && threads.remove(lookup) ? null : lookup;
        });
    }

    /** How many names are being looked up or wait for it. */
    int underWay() {
        return underWay.size();
    }

    /** How many threads there are for it. */
    int threads() {
        return threads.getPoolSize();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
