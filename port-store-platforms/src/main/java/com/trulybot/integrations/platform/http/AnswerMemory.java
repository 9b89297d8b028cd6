package com.trulybot.integrations.platform.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that answers take while they are read, all together. An answer alone is limited, but a store whose answers
 * are all as long as they may be, asked by many at once, would still fill the heap. When there is no more, the long ones
 * are given up; a short one, as an order is, always has its place.
 */
final class AnswerMemory {
    /** So much of an answer is never counted. With all requests that may be under way these are 256 MiB at the very worst. */
    static final long FREE = 64 * 1024;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    AnswerMemory(long limit) {
        this.limit = limit;
    }

    /** An eighth of the heap: what an answer is made into takes several times its bytes. */
    static AnswerMemory ofTheHeap() {
        return new AnswerMemory(Runtime.getRuntime().maxMemory() / 8);
    }

    /** What one answer takes. Used by one thread. */
    final class Part implements AutoCloseable {
        private long mine;

        /**
         * Takes what is needed for an answer that has grown to so many bytes.
         *
         * @return false when there is no more
         */
        boolean grow(long bytes) {
            long needed = Math.max(0, bytes - FREE);
            long more = needed - mine;
            if (more > 0) {
                mine = needed;
                return taken.addAndGet(more) <= limit;
            }
            return true;
        }

        @Override
        public void close() {
            taken.addAndGet(-mine);
            mine = 0;
        }
    }

    Part part() {
        return new Part();
    }

    long taken() {
        return taken.get();
    }
}
