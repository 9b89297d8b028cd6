package com.trulybot.integrations.app;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread for each task that waits for a store: a virtual one where the JVM has them (21 and newer). */
final class Threads {
    private static final int MOST = 256;
    private static final long IDLE_SECONDS = 30;

    private Threads() {}

    static ExecutorService perTask() {
        MethodType type = MethodType.methodType(ExecutorService.class);
        try {
            MethodHandle virtual =
                    MethodHandles.publicLookup().findStatic(Executors.class, "newVirtualThreadPerTaskExecutor", type);
            return (ExecutorService) virtual.invokeExact();
        } catch (NoSuchMethodException older) {
            return pool();
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads can't be used", e);
        }
    }

    /** When all are busy the caller does its task itself. */
    private static ExecutorService pool() {
        return new ThreadPoolExecutor(
                0,
                MOST,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "store");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
