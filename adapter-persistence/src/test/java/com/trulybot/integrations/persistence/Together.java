package com.trulybot.integrations.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several who do something at the same moment. */
final class Together {
    private Together() {}

    /** What each of them got; fails when one of them does. */
    static <T> List<T> all(List<Callable<T>> who) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(who.size());
        try {
            CyclicBarrier start = new CyclicBarrier(who.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : who) {
                running.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            List<T> got = new ArrayList<>();
            for (Future<T> one : running) {
                got.add(one.get());
            }
            return got;
        } finally {
            threads.shutdownNow();
        }
    }
}
