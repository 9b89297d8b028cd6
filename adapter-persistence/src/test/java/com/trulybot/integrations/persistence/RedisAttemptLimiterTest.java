package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.conversation.AttemptLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisAttemptLimiterTest implements AttemptLimiterContract {
    private static Database database;
    private static Encryption encryption;
    private static Redis redis;

    private final AtomicLong nanos = new AtomicLong();
    private RedisAttemptLimiter limiter;

    @BeforeAll
    static void open() {
        database = Database.open(TestPostgres.empty());
        encryption = Encryption.open(database, EncryptionTest.key(1));
        redis = Redis.open(TestRedis.url());
    }

    @AfterAll
    static void close() {
        redis.close();
        database.close();
    }

    @BeforeEach
    void redisAnswers() {
        Waiting.until(redis::ready);
        limiter = new RedisAttemptLimiter(redis, encryption, new LocalAttemptLimiter(nanos::get));
    }

    @Override
    public AttemptLimiter limiter() {
        return limiter;
    }

    /** Redis's clock can't be set: what was counted is made older. The node's own clock can. */
    @Override
    public void pass(String scope, Duration time) {
        long buckets = time.dividedBy(LocalAttemptLimiter.BUCKET);
        String key = limiter.key(scope);
        try (RedisClient raw = TestRedis.raw()) {
            Map<String, String> older = raw.hgetAll(key).entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> String.valueOf(Long.parseLong(entry.getKey()) - buckets), Map.Entry::getValue));
            raw.del(key);
            if (!older.isEmpty()) {
                raw.hset(key, older);
            }
        }
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void nodesCountTogether() {
        String scope = "address:" + UUID.randomUUID();
        RedisAttemptLimiter other = new RedisAttemptLimiter(redis, encryption);
        assertThat(limiter.take(scope)).isEqualTo(1);
        assertThat(other.take(scope)).isEqualTo(2);
        limiter.giveBack(scope);
        assertThat(other.take(scope)).isEqualTo(2);
    }

    @Test
    void whatIsKeptIsHashedAndEndsByItself() {
        limiter.take("address:192.0.2.7");
        try (RedisClient raw = TestRedis.raw()) {
            assertThat(raw.keys("*")).isNotEmpty().noneMatch(key -> key.contains("192.0.2.7"));
            assertThat(raw.pttl(limiter.key("address:192.0.2.7")))
                    .isBetween(1L, Duration.ofMinutes(61).toMillis());
        }
    }

    @Test
    void withoutRedisTheNodeGoesOnFromItsOwnCount() {
        String scope = "conversation:" + UUID.randomUUID();
        assertThat(limiter.take(scope)).isEqualTo(1);
        TestRedis.stop();
        try (CapturedLog log = CapturedLog.of(Redis.class)) {
            assertThat(limiter.take(scope)).isEqualTo(2);
            assertThat(limiter.take(scope)).isEqualTo(3);
            limiter.giveBack(scope);
            assertThat(limiter.take(scope)).isEqualTo(3);
            assertThat(log.lines()).singleElement().asString().contains("Redis does not answer");

            TestRedis.start();
            Waiting.until(redis::ready);
            assertThat(log.lines()).last().asString().isEqualTo("Redis answers again");
            // It came back empty, and still no door is open.
            assertThat(limiter.take(scope)).isEqualTo(4);
        }
    }
}
