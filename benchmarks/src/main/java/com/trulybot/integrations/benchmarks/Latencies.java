package com.trulybot.integrations.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** How long each of many calls took. */
final class Latencies {
    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
        Arrays.sort(nanos);
    }

    /** One call that is timed. */
    interface Call {
        void run() throws Exception;
    }

    /** Makes so many calls, so many at a time, each thread one after the other. */
    static Latencies of(Call call, int calls, int atATime) {
        long[] nanos = new long[calls];
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(atATime);
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < atATime; i++) {
            threads.execute(() -> {
                try {
                    for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                        long began = System.nanoTime();
                        call.run();
                        nanos[n] = System.nanoTime() - began;
                    }
                } catch (Exception e) {
                    failed.incrementAndGet();
                    e.printStackTrace();
                } finally {
                    done.countDown();
                }
            });
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        if (failed.get() > 0) {
            throw new IllegalStateException("this run doesn't count: calls failed");
        }
        return new Latencies(nanos);
    }

    double millis(double percentile) {
        return nanos[(int) Math.min(nanos.length - 1, nanos.length * percentile / 100)] / 1e6;
    }
}
