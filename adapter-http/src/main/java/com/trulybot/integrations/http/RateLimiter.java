package com.trulybot.integrations.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts requests in windows of a minute that begin with a key's first request. In this process only, and for a bounded
 * number of keys: who can use a hundred thousand addresses can make it forget, which costs us nothing but the limit.
 */
final class RateLimiter {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long MAX_KEYS = 100_000;

    private final String name;
    private final int perMinute;
    private final LongSupplier nanos;
    private final Cache<Object, Window> windows;

    RateLimiter(String name, int perMinute, LongSupplier nanos) {
        this.name = name;
        this.perMinute = perMinute;
        this.nanos = nanos;
        this.windows = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(Duration.ofMinutes(2))
                .ticker(nanos::getAsLong)
                .build();
    }

    /** Counts one more for this key. */
    Verdict take(Object key) {
        return take(key, 1);
    }

    /** Counts so many more for this key. */
    Verdict take(Object key, int more) {
        long now = nanos.getAsLong();
        return windows.get(key, k -> new Window(now)).take(now, more);
    }

    /** Counts one more, and refuses the request when that is too many. */
    Verdict require(Object key) {
        Verdict verdict = take(key);
        if (!verdict.allowed()) {
            throw Problems.rateLimited(verdict.resetSeconds())
                    .with("RateLimit", verdict.header())
                    .with("RateLimit-Policy", policy());
        }
        return verdict;
    }

    /** The {@code RateLimit-Policy} header of draft-ietf-httpapi-ratelimit-headers. */
    String policy() {
        return '"' + name + "\";q=" + perMinute + ";w=60";
    }

    /**
     * What came of counting.
     *
     * @param remaining how many more there may be in this window
     * @param resetSeconds until the next window, at least 1
     */
    record Verdict(String name, boolean allowed, int remaining, long resetSeconds) {
        /** The {@code RateLimit} header of draft-ietf-httpapi-ratelimit-headers. */
        String header() {
            return '"' + name + "\";r=" + remaining + ";t=" + resetSeconds;
        }
    }

    private final class Window {
        private long begin;
        private int count;

        Window(long begin) {
            this.begin = begin;
        }

        synchronized Verdict take(long now, int more) {
            if (now - begin >= WINDOW_NANOS) {
                begin = now;
                count = 0;
            }
            if (count <= perMinute) {
                count += more;
            }
            long left = WINDOW_NANOS - (now - begin);
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(left + 999_999_999));
            return new Verdict(name, count <= perMinute, Math.max(0, perMinute - count), seconds);
        }
    }
}
