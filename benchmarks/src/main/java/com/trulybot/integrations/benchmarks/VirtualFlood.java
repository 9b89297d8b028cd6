package com.trulybot.integrations.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Many calls at once, each on a virtual thread. */
final class VirtualFlood {
    private VirtualFlood() {}

    /** How many calls a second there are when so many are always under way. */
    static double perSecond(Runnable call, int calls, int atOnce) throws InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        AtomicInteger failed = new AtomicInteger();
        ExecutorService threads = virtualThreads();
        long began = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            places.acquire();
            threads.execute(() -> {
                try {
                    call.run();
                } catch (RuntimeException e) {
                    if (failed.getAndIncrement() == 0) {
                        e.printStackTrace();
                    }
                } finally {
                    places.release();
                }
            });
        }
        places.acquire(atOnce);
        double seconds = (System.nanoTime() - began) / 1e9;
        threads.shutdown();
        if (failed.get() > 0) {
            throw new IllegalStateException("this run doesn't count: " + failed.get() + " calls failed");
        }
        return calls / seconds;
    }

    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("in-flight needs virtual threads: run it on JDK 21 or newer", e);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
