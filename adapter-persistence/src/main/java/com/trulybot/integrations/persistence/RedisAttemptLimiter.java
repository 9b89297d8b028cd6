package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.conversation.AttemptLimiter;
import java.util.List;

/**
 * Counts tries in Redis, on Redis's clock, so that all nodes count together. Each node counts its own as well and goes
 * by the higher count: a Redis that is gone, or has come back empty, opens no door.
 */
public final class RedisAttemptLimiter implements AttemptLimiter {
    static final String PREFIX = "trulybot:tries:";

    /** KEYS: the scope's hash of bucket to count. ARGV: milliseconds of a bucket, buckets of the window, +1 or -1. */
    private static final String COUNT = """
            local time = redis.call('TIME')
            local bucket = math.floor((time[1] * 1000 + math.floor(time[2] / 1000)) / ARGV[1])
            local sum, newest = 0, -1
            local all = redis.call('HGETALL', KEYS[1])
            for i = 1, #all, 2 do
                local at, count = tonumber(all[i]), tonumber(all[i + 1])
                if at < bucket - ARGV[2] or count < 1 then
                    redis.call('HDEL', KEYS[1], all[i])
                else
                    sum = sum + count
                    newest = math.max(newest, at)
                end
            end
            if ARGV[3] == '1' then
                redis.call('HINCRBY', KEYS[1], string.format('%.0f', bucket), 1)
                redis.call('PEXPIRE', KEYS[1], string.format('%.0f', (ARGV[2] + 1) * ARGV[1]))
                return sum + 1
            end
            if sum > 0 then
                redis.call('HINCRBY', KEYS[1], string.format('%.0f', newest), -1)
                return sum - 1
            end
            return 0
            """;

    private static final String BUCKET_MILLIS = String.valueOf(LocalAttemptLimiter.BUCKET.toMillis());
    private static final String BUCKETS =
            String.valueOf(LocalAttemptLimiter.WINDOW.dividedBy(LocalAttemptLimiter.BUCKET));

    private final Redis redis;
    private final Pseudonyms pseudonyms;
    private final LocalAttemptLimiter own;

    public RedisAttemptLimiter(Redis redis, Encryption encryption) {
        this(redis, encryption, new LocalAttemptLimiter());
    }

    RedisAttemptLimiter(Redis redis, Encryption encryption, LocalAttemptLimiter own) {
        this.redis = redis;
        this.pseudonyms = encryption.pseudonyms();
        this.own = own;
    }

    @Override
    public int take(String scope) {
        return Math.max(own.take(scope), count(scope, "1"));
    }

    @Override
    public void giveBack(String scope) {
        own.giveBack(scope);
        count(scope, "-1");
    }

    private int count(String scope, String change) {
        return redis.ask(jedis -> jedis.eval(COUNT, List.of(key(scope)), List.of(BUCKET_MILLIS, BUCKETS, change)))
                .filter(Long.class::isInstance)
                .map(count -> Math.toIntExact((Long) count))
                .orElse(0);
    }

    String key(String scope) {
        return PREFIX + pseudonyms.of(scope);
    }
}
