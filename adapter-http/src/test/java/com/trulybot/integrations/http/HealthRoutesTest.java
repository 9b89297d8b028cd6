package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.http.HealthSource.Part;
import com.trulybot.integrations.http.HealthSource.State;
import com.trulybot.integrations.http.World.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    @Test
    void lifeAndReadinessAreToldOnBothPorts() {
        try (World world = new World()) {
            for (String path : List.of("/health/live", "/health/ready")) {
                assertThat(world.send(world.to(path)).status()).isEqualTo(200);
                assertThat(world.management(path).status()).isEqualTo(200);
            }
            world.health = List.of(new Part("database", State.DOWN, "no connection"));

            Answer answer = world.send(world.to("/health/ready"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("not_ready");
            assertThat(answer.text()).doesNotContain("no connection");
            assertThat(world.send(world.to("/health/live")).status()).isEqualTo(200);
        }
    }

    @Test
    void detailsAndMetricsAreOnTheManagementPortOnly() {
        try (World world = new World()) {
            world.health = List.of(
                    new Part("database", State.OK, null), new Part("cache", State.DEGRADED, "in-process instead"));

            Answer health = world.management("/health");
            Answer metrics = world.management("/metrics");

            assertThat(health.json())
                    .hasToString("{\"status\":\"degraded\",\"components\":{\"database\":{\"status\":\"ok\"},"
                            + "\"cache\":{\"status\":\"degraded\",\"detail\":\"in-process instead\"}}}");
            assertThat(metrics.text()).contains("up 1");
            assertThat(metrics.header("Content-Type")).startsWith("text/plain");
            assertThat(world.send(world.to("/health")).status()).isEqualTo(404);
            assertThat(world.send(world.to("/metrics")).status()).isEqualTo(404);
            assertThat(world.management("/api/integrations").status()).isEqualTo(404);
        }
    }

    @Test
    void aStopFinishesWhatIsInFlight() throws Exception {
        World world = new World();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        world.shop.before = () -> {
            arrived.countDown();
            await(release);
        };
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> world.post(
                "/api/integrations/woocommerce/connect", "{\"storeUrl\":\"shop.example\",\"apiKey\":\"k\"}"));
        await(arrived);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(world::close);
        release.countDown();

        assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(201);
        stop.get(20, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
