package com.trulybot.integrations.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.trulybot.integrations.core.conversation.AttemptLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts tries in this process, on the JVM's monotonic clock. The tries of a minute are counted together, so the window
 * is an hour, or up to a minute more. The scopes least in use are forgotten when there are very many.
 */
public final class LocalAttemptLimiter implements AttemptLimiter {
    static final Duration WINDOW = Duration.ofHours(1);
    static final Duration BUCKET = Duration.ofMinutes(1);
    private static final int SCOPES_AT_MOST = 200_000;

    private final Ticker ticker;
    private final Pseudonyms pseudonyms = Pseudonyms.ofThisProcess();
    /** By scope: how many in which bucket. A bucket without any is not kept. */
    private final Cache<String, NavigableMap<Long, Integer>> tries;

    public LocalAttemptLimiter() {
        this(Ticker.systemTicker());
    }

    LocalAttemptLimiter(Ticker ticker) {
        this.ticker = ticker;
        this.tries = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(WINDOW.plus(BUCKET))
                .maximumSize(SCOPES_AT_MOST)
                .build();
    }

    @Override
    public int take(String scope) {
        int[] count = new int[1];
        tries.asMap().compute(pseudonyms.of(scope), (key, before) -> {
            NavigableMap<Long, Integer> buckets = inWindow(before);
            buckets.merge(bucket(), 1, Integer::sum);
            count[0] = buckets.values().stream().mapToInt(Integer::intValue).sum();
            return buckets;
        });
        return count[0];
    }

    @Override
    public void giveBack(String scope) {
        tries.asMap().computeIfPresent(pseudonyms.of(scope), (key, before) -> {
            NavigableMap<Long, Integer> buckets = inWindow(before);
            Map.Entry<Long, Integer> newest = buckets.lastEntry();
            if (newest != null) {
                buckets.computeIfPresent(newest.getKey(), (bucket, count) -> count == 1 ? null : count - 1);
            }
            return buckets.isEmpty() ? null : buckets;
        });
    }

    private NavigableMap<Long, Integer> inWindow(@Nullable NavigableMap<Long, Integer> before) {
        long oldest = bucket() - WINDOW.dividedBy(BUCKET);
        return before == null ? new TreeMap<>() : new TreeMap<>(before.tailMap(oldest, true));
    }

    private long bucket() {
        return Math.floorDiv(ticker.read(), BUCKET.toNanos());
    }
}
