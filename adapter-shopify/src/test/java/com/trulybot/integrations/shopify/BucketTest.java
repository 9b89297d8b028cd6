package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shop lets us ask, and how that is waited for. No real time passes here. */
class BucketTest {
    private static final OrderQuery NUMBER = OrderQuery.byNumber(OrderReference.parse("1001"));

    private final FakePause pause = new FakePause();
    private final Bucket bucket = new Bucket(pause);

    private static JsonNode cost(double available, double most, double perSecond) {
        ObjectNode cost = Answers.JSON.createObjectNode();
        cost.putObject("throttleStatus")
                .put("currentlyAvailable", available)
                .put("maximumAvailable", most)
                .put("restoreRate", perSecond);
        return cost;
    }

    private static Response limit(String header) {
        return new Response(200, Map.of("X-Shopify-Shop-Api-Call-Limit", List.of(header)), "{}");
    }

    @Test
    void nothingIsWaitedForBeforeTheShopHasSaidAnything() {
        for (int i = 0; i < 1000; i++) {
            bucket.take(152, Shops.soon());
        }

        assertThat(pause.taken()).isEmpty();
    }

    @Test
    void whatIsMissingIsWaitedFor() {
        bucket.tell(cost(52, 2000, 100));

        bucket.take(152, Shops.soon());

        assertThat(pause.waited()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aBucketFillsWhileNobodyAsks() {
        bucket.tell(cost(0, 2000, 100));
        pause.pass(Duration.ofMillis(1520));
        bucket.take(152, Shops.soon());
        pause.pass(Duration.ofDays(1));
        for (int i = 0; i < 13; i++) {
            bucket.take(152, Shops.soon());
        }

        assertThat(pause.taken()).isEmpty();
        bucket.take(152, Shops.soon());
        assertThat(pause.waited()).as("it never holds more than 2,000").isEqualTo(Duration.ofMillis(1280));
    }

    @Test
    void aFigureWithAPointIsAFigure() throws Exception {
        // As Shopify writes them.
        bucket.tell(Answers.JSON.readTree("{\"throttleStatus\":{\"maximumAvailable\":2000.0,"
                + "\"currentlyAvailable\":100.0,\"restoreRate\":100.0}}"));

        bucket.take(152, Shops.soon());

        assertThat(pause.waited()).isEqualTo(Duration.ofMillis(520));
    }

    @Test
    void whatOthersHaveTakenAndNotYetHadAnsweredIsNotThereTwice() {
        bucket.tell(cost(300, 2000, 100));
        bucket.take(152, Shops.soon());
        bucket.take(100, Shops.soon());
        bucket.answered(100);
        // Shopify has not seen the other request when it says this.
        bucket.tell(cost(300, 2000, 100));

        bucket.take(152, Shops.soon());

        assertThat(pause.waited()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void anAnswerThatCostLessThanWasReservedEndsTheWaitOfOthers() {
        Pause answering = new Pause() {
            @Override
            public long nanos() {
                return pause.nanos();
            }

            @Override
            public void take(Duration time) throws InterruptedException {
                pause.take(time);
                busy.answered(152);
                busy.tell(cost(190, 200, 10));
            }
        };
        busy = new Bucket(answering);
        busy.tell(cost(200, 200, 10));
        busy.take(152, Shops.soon());

        busy.take(152, Shops.soon());

        assertThat(pause.waited()).as("ten seconds if nobody had answered").isLessThan(Duration.ofSeconds(1));
    }

    private Bucket busy = bucket;

    @Test
    void whatCostsMoreThanTheBucketHoldsIsForTheShopToRefuse() {
        bucket.tell(cost(1000, 1000, 50));

        bucket.take(5000, Shops.soon());

        assertThat(pause.taken()).isEmpty();
    }

    @Test
    void whatFillsTooLateIsNotWaitedFor() {
        bucket.tell(cost(0, 2000, 100));

        assertThatThrownBy(() -> bucket.take(152, Deadline.in(Duration.ofSeconds(1))))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.problem()).isEqualTo(StoreProblem.STORE_RATE_LIMITED);
                    assertThat(e.retryAfter()).contains(Duration.ofMillis(1520));
                });
        assertThat(pause.taken()).isEmpty();
    }

    @Test
    void waitingEndsWhenTheThreadIsInterrupted() {
        bucket.tell(cost(0, 2000, 100));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> bucket.take(152, Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT));
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"39/40, 0", "40/40, 500", "79/80, 0", "80/80, 250", "400/400, 50"})
    void theLeakyBucketOfRestIsReadFromItsHeader(String header, long millis) {
        bucket.tell(limit(header));

        bucket.take(1, Shops.soon());

        assertThat(pause.waited()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40", "/", "a/b", "1/0", "-1/40", "99999999999/40"})
    void aHeaderThatIsNoLimitSaysNothing(String header) {
        bucket.tell(limit(header));
        bucket.tell(Answers.JSON.createObjectNode());
        bucket.tell(cost(10, 100, 0));
        bucket.take(500, Shops.soon());

        assertThat(pause.taken()).isEmpty();
    }

    @Test
    void aShopThatWantsToBeLeftAloneIsLeftAlone() {
        bucket.tell(cost(2000, 2000, 100));
        bucket.closeFor(Duration.ofSeconds(4));

        bucket.take(1, Shops.soon());

        assertThat(pause.waited()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIs() throws Exception {
        bucket.tell(cost(100, 100, 1));
        AtomicInteger took = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 300; i++) {
            threads.execute(() -> {
                try {
                    bucket.take(1, Deadline.in(Duration.ofMillis(500)));
                    took.incrementAndGet();
                } catch (StoreException expected) {
                    assertThat(expected.problem()).isEqualTo(StoreProblem.STORE_RATE_LIMITED);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(took).hasValue(100);
    }

    /** A shop that reckons as Shopify does and says THROTTLED when its bucket is empty. */
    private final class Shopify {
        private double available = 300;
        private int throttled;
        private long asOf = pause.nanos();

        synchronized Response answer() {
            long now = pause.nanos();
            available = Math.min(300, available + (now - asOf) / 1e9 * 100);
            asOf = now;
            double requested = Documents.ORDERS_BY_SEARCH.cost();
            if (available + 0.001 < requested) { // For its rounding, not for ours.
                throttled++;
            } else {
                available -= requested;
            }
            ObjectNode body =
                    (ObjectNode) Fixture.json("graphql/order-1001.json").path("body");
            ((ObjectNode) body.path("extensions")).set("cost", cost(available, 300, 100));
            return ScriptedHttp.ok(body.toString());
        }
    }

    @Test
    void aShopThatIsAskedMoreThanItBearsIsNeverHit() {
        Shopify shop = new Shopify();
        ScriptedHttp http = ScriptedHttp.answering(shop::answer);
        Store store = new ShopifyPlatform(pause).open(Shops.access(Shops.token()), Shops.context(http, Map.of()));

        for (int i = 0; i < 20; i++) {
            store.find(NUMBER, Shops.soon());
        }

        assertThat(shop.throttled).isZero();
        assertThat(pause.taken()).isNotEmpty();
    }

    @Test
    void aShopIsRememberedFromOneRequestToTheNext() {
        ShopifyPlatform platform = new ShopifyPlatform(pause);
        Response empty = ScriptedHttp.whole(Fixture.json("errors/429-rest.json"));
        ScriptedHttp http = ScriptedHttp.answering(empty);
        Store first = platform.open(Shops.access(Shops.token()), Shops.context(http, Shops.REST));
        assertThatThrownBy(() -> first.find(NUMBER, Shops.soon())).isInstanceOf(StoreException.class);

        Store second = platform.open(Shops.access(Shops.token()), Shops.context(http, Shops.REST));
        assertThatThrownBy(() -> second.find(NUMBER, Deadline.in(Duration.ofMillis(1500))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(2)));

        assertThat(http.requests).as("the second did not ask").hasSize(1);
    }

    @Test
    void aMillionShopsAreNoLeak() {
        Memory memory = new Memory(pause);
        for (int i = 0; i < Memory.SHOPS + 500; i++) {
            memory.bucket(new ShopDomain("shop" + i + ".myshopify.com"), ShopifyApp.Mode.GRAPHQL);
        }

        assertThat(memory.shops()).isEqualTo(Memory.SHOPS);
    }

    @Test
    void theOperatorIsToldOnceOfEachVersionThatAnswersInThePlaceOfTheOneAskedFor() {
        Memory memory = new Memory(pause);
        List<Boolean> told = new ArrayList<>();
        for (String served : List.of("2026-10", "2026-01", "2026-01", "2026-04", "2026-01", "<b>")) {
            told.add(
                    memory.watch("2026-10", new Response(200, Map.of("X-Shopify-API-Version", List.of(served)), "{}")));
        }
        told.add(memory.watch("2026-10", new Response(200, Map.of(), "{}")));

        assertThat(told).containsExactly(false, true, false, true, false, false, false);
        for (int i = 0; i < 1000; i++) {
            memory.watch("2026-10", new Response(200, Map.of("X-Shopify-API-Version", List.of("v" + i)), "{}"));
        }
        assertThat(memory.watch(
                        "2026-10", new Response(200, Map.of("X-Shopify-API-Version", List.of("another")), "{}")))
                .isFalse();
    }

    @Test
    void everyAnswerIsLookedAtForItsVersion() {
        Memory memory = new Memory(pause);
        Response older = new Response(200, Map.of("X-Shopify-API-Version", List.of("2026-01")), "{}");
        ScriptedHttp http = ScriptedHttp.answering(older);
        ShopifyApp app = ShopifyApp.of(Shops.context(http, Map.of()));
        ShopSession session = new ShopSession(http, app, new ShopDomain(Shops.DOMAIN), Shops.token(), memory);

        session.get("/orders.json", Shops.soon());

        assertThat(app.apiVersion()).isEqualTo("2026-10");
        assertThat(memory.watch("2026-10", older)).as("it was told already").isFalse();
    }
}
