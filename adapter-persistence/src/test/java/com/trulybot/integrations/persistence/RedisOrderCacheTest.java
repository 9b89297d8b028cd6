package com.trulybot.integrations.persistence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderCache;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisOrderCacheTest implements OrderCacheContract {
    private static Database database;
    private static Encryption encryption;
    private static Redis redis;
    private RedisClient raw;

    private OrderCache cache;

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
        raw = TestRedis.raw();
        raw.flushAll();
        cache = new RedisOrderCache(redis, encryption, Duration.ofSeconds(30));
    }

    @AfterEach
    void closeRaw() {
        raw.close();
    }

    @Override
    public OrderCache cache() {
        return cache;
    }

    @Override
    public void passAll() {
        // Redis's clock can't be set: each key must have its end, and is brought to it.
        assertThat(raw.keys("*")).isNotEmpty().allSatisfy(key -> {
            assertThat(raw.pttl(key)).isBetween(1L, 30_000L);
            raw.pexpire(key, 1);
        });
        Waiting.until(() -> raw.keys("*").isEmpty());
    }

    @Test
    void nothingOfAnOrderCanBeReadInRedis() {
        IntegrationId store = IntegrationId.random();
        cache.put(store, NUMBER, Fixture.order(store, "1001", "1001"));
        assertThat(raw.keys("*")).hasSize(2).allSatisfy(key -> {
            assertThat(key).startsWith(RedisOrderCache.PREFIX).doesNotContain(store.toString());
            assertThat(new String(raw.get(key.getBytes(UTF_8)), ISO_8859_1))
                    .doesNotContain("ada@example.com", "Lovelace", "00340434", store.toString());
        });
    }

    @Test
    void anotherOrdersCiphertextIsNoAnswer() {
        IntegrationId store = IntegrationId.random();
        cache.put(store, NUMBER, Fixture.order(store, "17", "1001"));
        byte[] stolen = longest();
        raw.flushAll();
        cache.put(store, NUMBER, Fixture.order(store, "18", "1001"));
        raw.keys("*").stream()
                .map(key -> key.getBytes(UTF_8))
                .filter(key -> raw.get(key).length > 100)
                .forEach(key -> raw.set(key, stolen));
        assertThat(cache.get(store, NUMBER)).isEmpty();
    }

    private byte[] longest() {
        return raw.keys("*").stream()
                .map(key -> raw.get(key.getBytes(UTF_8)))
                .filter(value -> value.length > 100)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAnotherVersionWroteIsNoAnswer() {
        assertThat(OrderJson.read("{\"id\":\"17\"}".getBytes(UTF_8))).isEmpty();
        assertThat(OrderJson.read("<html>".getBytes(UTF_8))).isEmpty();
        Order order = Fixture.order(IntegrationId.random(), "17", "1001");
        String withMore = new String(OrderJson.write(order), UTF_8).replaceFirst("\\{", "{\"later\":[1],");
        assertThat(OrderJson.read(withMore.getBytes(UTF_8))).contains(order);
    }

    @Test
    void withoutRedisNothingIsRememberedAndNothingIsThrown() {
        IntegrationId store = IntegrationId.random();
        Order order = Fixture.order(store, "17", "1001");
        cache.put(store, NUMBER, order);
        TestRedis.stop();
        try {
            assertThat(cache.get(store, NUMBER)).isEmpty();
            cache.put(store, NUMBER, order);
            cache.forget(store, "17");
        } finally {
            TestRedis.start();
        }
        Waiting.until(redis::ready);
        cache.put(store, NUMBER, order);
        assertThat(cache.get(store, NUMBER)).contains(order);
    }
}
