package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * it, and the deadline ends the waiting.
 */
final class GuardedDns implements Dns, AutoCloseable {
    private static final ThreadLocal<@Nullable Request> CURRENT = new ThreadLocal<>();
    private static final Request STRICT = new Request(Deadline.in(Duration.ZERO), false);

    private final Dns system;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "store-dns");
        thread.setDaemon(true);
        return thread;
    });
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    /** On whose behalf the calling thread looks names up. The client asks on the thread that sends the request. */
    private record Request(Deadline deadline, boolean exempt) {}

    GuardedDns(Dns system) {
        this.system = system;
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
        CompletableFuture<List<InetAddress>> lookup = underWay.computeIfAbsent(host, this::start);
        try {
            return lookup.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        } catch (TimeoutException | ExecutionException e) {
            throw new UnknownHostException("no address");
        }
    }

    private CompletableFuture<List<InetAddress>> start(String host) {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                lookup.complete(system.lookup(host));
            } catch (UnknownHostException | RuntimeException e) {
                lookup.completeExceptionally(e);
            } finally {
                underWay.remove(host, lookup);
            }
        });
        return lookup;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
