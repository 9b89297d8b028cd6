package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

class RedisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://localhost                                   | Redis[localhost:6379]",
                "redis://localhost:7000/                             | Redis[localhost:7000]",
                "redis://ada:s%40crt@redis.example:7000/3            | Redis[redis.example:7000]",
                "rediss://:s%40crt@redis.example                     | Redis[redis.example:6379]",
                "redis://:s%40crt@a.example:1,b.example:2,c.example  | Redis[a.example:1, b.example:2, c.example:6379]",
            })
    void itsFormsAreUnderstoodAndThePasswordIsNotShown(String url, String shown) {
        try (Redis redis = Redis.open(url)) {
            assertThat(redis.toString()).isEqualTo(shown).doesNotContain("crt");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://:hunter2@localhost",
                "redis://hunter2@localhost",
                "redis://:hunter2@",
                "redis://:hunter2@local host",
                "redis://:hunter2@localhost:port",
                "redis://:hunter2%@localhost",
                "redis://:hun/ter2@localhost",
            })
    void whatIsNoneIsRefusedWithoutTellingThePassword(String url) {
        assertThatThrownBy(() -> Redis.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("ter2")
                .hasNoCause();
    }

    @Test
    void aPasswordIsUsed() {
        try (RedisClient raw = TestRedis.raw()) {
            raw.executeCommand(new CommandArguments(Command.ACL)
                    .add("SETUSER")
                    .add("ada")
                    .add("on")
                    .add(">s@crt")
                    .add("~*")
                    .add("+@all"));
        }
        String address = TestRedis.url().substring("redis://".length());
        try (Redis right = Redis.open("redis://ada:s%40crt@" + address + "/1");
                Redis wrong = Redis.open("redis://ada:hunter2@" + address);
                CapturedLog log = CapturedLog.ofEverything()) {
            assertThat(right.ready()).isTrue();
            assertThat(wrong.ready()).isFalse();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("Redis does not answer"))
                    .noneMatch(line -> line.contains("hunter2") || line.contains("s@crt"));
        }
    }

    @Test
    void manyDeadConnectionsCostOneFailure() throws Exception {
        TestRedis.url();
        int many = 16;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try (Redis redis = Redis.open(TestRedis.url())) {
            Waiting.until(redis::ready);
            CyclicBarrier together = new CyclicBarrier(many);
            List<Future<Boolean>> asking = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                asking.add(threads.submit(() -> redis.ask(jedis -> {
                            try {
                                jedis.blpop(0.05, "nothing-ever");
                                together.await();
                                return "asked";
                            } catch (InterruptedException | BrokenBarrierException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .isPresent()));
            }
            for (Future<Boolean> asked : asking) {
                assertThat(asked.get()).isTrue();
            }
            TestRedis.stop();
            TestRedis.start();
            try (CapturedLog log = CapturedLog.of(Redis.class)) {
                Waiting.until(redis::ready);
                for (int i = 0; i < many; i++) {
                    assertThat(redis.ready()).isTrue();
                }
                assertThat(log.lines()).hasSizeLessThanOrEqualTo(2);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aServerThatHangsHoldsUpOneQuestionAndNotTheNext() throws IOException {
        // It takes connections and never says anything.
        try (ServerSocket silent = new ServerSocket(0);
                Redis redis = Redis.open("redis://localhost:" + silent.getLocalPort())) {
            assertThat(redis.ready()).isFalse();
            long begin = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(redis.ask(jedis -> jedis.get("key"))).isEmpty();
            }
            // Without leaving it alone this would be most of a minute.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void aClusterThatIsNotThereIsNoAnswer() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        try (Redis redis = Redis.open("redis://:secret@127.0.0.1:" + nobody + ",redis://localhost:" + nobody)) {
            assertThat(redis.ready()).isFalse();
        }
    }
}
