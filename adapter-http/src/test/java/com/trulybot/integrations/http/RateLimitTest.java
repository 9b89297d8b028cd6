package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.http.World.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static World world(List<String> proxies) {
        return new World(new HttpApiSettings.RateLimits(3, 3, 3, 2), null, proxies, Duration.ZERO);
    }

    private static void isLimited(Answer answer, String name, int quota) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        assertThat(answer.header("RateLimit")).matches("\"" + name + "\";r=0;t=\\d+");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"" + name + "\";q=" + quota + ";w=60");
    }

    @Test
    void aWorkspaceHasSoManyRequestsAMinute() {
        try (World world = world(List.of())) {
            assertThat(world.get("/api/integrations").header("RateLimit")).startsWith("\"workspace\";r=2;t=");
            world.get("/api/activities");
            world.get("/api/integrations");

            isLimited(world.get("/api/integrations"), "workspace", 3);
            assertThat(world.send(world.to("/api/integrations")
                                    .header("Authorization", "Bearer " + World.token(World.EVE)))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAddressHasSoManyRequestsAMinute() {
        try (World world = world(List.of())) {
            for (int i = 0; i < 3; i++) {
                assertThat(world.say("{}").status()).isEqualTo(422);
                // Not behind a proxy of ours: what is claimed here counts for nothing.
                world.send(world.to("/api/widget/woocommerce.js").header("X-Forwarded-For", "198.51.100." + i));
            }

            Answer limited = world.say("{}");
            isLimited(limited, "address", 3);
            assertThat(limited.header("Access-Control-Allow-Origin")).isEqualTo("*");
            isLimited(world.send(world.to("/api/widget/woocommerce.js")), "assets", 3);
        }
    }

    @Test
    void behindOurProxyTheShoppersAddressCounts() {
        try (World world = world(List.of("127.0.0.0/8", "10.0.0.0/8"))) {
            for (int i = 0; i < 5; i++) {
                String forged = "203.0.113." + i + ", 198.51.100.7, 10.1.2.3";
                Answer answer =
                        world.send(world.to("/api/widget/woocommerce.js").header("X-Forwarded-For", forged));
                assertThat(answer.status()).isEqualTo(i < 3 ? 200 : 429);
            }
            assertThat(world.send(world.to("/api/widget/woocommerce.js").header("X-Forwarded-For", "198.51.100.8"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void oneCustomersIpv6AddressesCountAsOne() {
        try (World world = world(List.of("127.0.0.1"))) {
            for (int i = 0; i < 4; i++) {
                Answer answer = world.send(
                        world.to("/api/widget/woocommerce.js").header("X-Forwarded-For", "[2001:db8:0:1::" + i + "]"));
                assertThat(answer.status()).isEqualTo(i < 3 ? 200 : 429);
            }
            assertThat(world.send(world.to("/api/widget/woocommerce.js").header("X-Forwarded-For", "2001:db8:0:2::1"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aConversationHasSoManyMessagesAMinuteAndNobodyElseCanUseThemUp() {
        try (World world =
                new World(new HttpApiSettings.RateLimits(100, 100, 100, 2), null, List.of(), Duration.ZERO)) {
            world.connect("shop.example");
            String begin = "{\"userId\":\"" + World.ADA + "\",\"platform\":\"woocommerce\",\"text\":\"hello\"";
            var pair = world.say(begin + "}").json().path("conversation");
            String wrong = begin + ",\"conversation\":{\"id\":\""
                    + pair.path("id").asText() + "\",\"token\":\"" + "A".repeat(32) + "\"}}";
            for (int i = 0; i < 5; i++) {
                world.say(wrong);
            }
            String right = begin + ",\"conversation\":" + pair + "}";

            assertThat(world.say(right).status()).isEqualTo(200);
            assertThat(world.say(right).status()).isEqualTo(200);
            isLimited(world.say(right), "conversation", 2);
        }
    }

    @Test
    void aWindowEndsAfterAMinute() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        RateLimiter limiter = new RateLimiter("a", 2, nanos::get);
        assertThat(limiter.take("k").remaining()).isEqualTo(1);
        assertThat(limiter.take("k").allowed()).isTrue();
        assertThat(limiter.take("k").allowed()).isFalse();

        nanos.addAndGet(Duration.ofMillis(59_500).toNanos());
        assertThat(limiter.take("k")).isEqualTo(new RateLimiter.Verdict("a", false, 0, 1));
        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(limiter.take("k")).isEqualTo(new RateLimiter.Verdict("a", true, 1, 60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/x", "::1/129", "10.0.0", "a:b:c:d:e:f:g"})
    void whatIsNoRangeIsRefusedAtTheStart(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRangeEndsInTheMiddleOfAByte() {
        AddressRange range = AddressRange.parse("172.16.0.0/12");

        assertThat(range.contains(AddressRange.literal("172.31.255.255").orElseThrow()))
                .isTrue();
        assertThat(range.contains(AddressRange.literal("172.32.0.0").orElseThrow()))
                .isFalse();
        assertThat(range.contains(AddressRange.literal("::1").orElseThrow())).isFalse();
        assertThat(AddressRange.parse("0.0.0.0/0")
                        .contains(AddressRange.literal("8.8.8.8").orElseThrow()))
                .isTrue();
    }
}
