package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.Deadline;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all stores together may take of us: so many requests under way, each with its thread, its socket and its answer.
 *
 * <p>A fixed limit for each store and one for all would not be enough. With 64 for each and 4,096 for all, 64 stores that
 * hang would have everything, and no other store could be asked anything. So a store's limit shrinks with what is free:
 * while half or more of the room is free, a store may take its whole limit; below that, the limit is in proportion to the
 * square of what is left, down to one. The more stores hang, the less each of them gets. When 64 of them take all they
 * can get, a quarter of the room stays free; with 300 a sixteenth, and more each time they come back; it takes more than
 * 500 at once to fill it. By then their breakers have opened ({@link StoreLane}), which leave each of them three tries
 * every ten seconds.
 *
 * <p>A request takes its place in its store's own queue first ({@link StoreLane}) and comes here only then. So the many
 * who wait for one store wait there; here wait at most as many of it as its limit is.
 */
final class SharedRoom {
    private final int all;
    private final int perStore;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Waiting> queue = new LinkedHashSet<>();
    private int taken;

    /** What one store has taken of the room. */
    static final class Share {
        /** Guarded by the room's lock. */
        private int taken;
    }

    private final class Waiting {
        private final Share share;
        private final Condition admission = lock.newCondition();
        private boolean admitted;

        Waiting(Share share) {
            this.share = share;
        }
    }

    SharedRoom(int all, int perStore) {
        this.all = all;
        this.perStore = perStore;
    }

    /**
     * Takes a place, which must be given back with {@link #leave}. Who came first goes first, unless their store has its
     * share.
     *
     * @return false when there was none by the deadline
     */
    boolean enter(Share share, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (fits(share)) {
                take(share);
                return true;
            }
            Waiting waiting = new Waiting(share);
            queue.add(waiting);
            try {
                long left = deadline.remaining().toNanos();
                while (!waiting.admitted && left > 0) {
                    left = waiting.admission.awaitNanos(left);
                }
                return waiting.admitted;
            } catch (InterruptedException e) {
                if (waiting.admitted) {
                    giveBack(share);
                }
                throw e;
            } finally {
                queue.remove(waiting);
            }
        } finally {
            lock.unlock();
        }
    }

    void leave(Share share) {
        lock.lock();
        try {
            giveBack(share);
        } finally {
            lock.unlock();
        }
    }

    /** How many places are taken. */
    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Share share) {
        double free = Math.min(1, 2.0 * (all - taken) / all);
        return taken < all && share.taken < Math.max(1, (int) (perStore * free * free));
    }

    private void take(Share share) {
        taken++;
        share.taken++;
    }

    /** Only this makes room, so whoever waits fits now or not before the next time. */
    private void giveBack(Share share) {
        taken--;
        share.taken--;
        Iterator<Waiting> each = queue.iterator();
        while (each.hasNext() && taken < all) {
            Waiting next = each.next();
            if (fits(next.share)) {
                take(next.share);
                each.remove();
                next.admitted = true;
                next.admission.signal();
            }
        }
    }
}
