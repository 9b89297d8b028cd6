package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer of Shopify's that is not an order, and what is made of it. */
class FaultsTest {
    private static final OrderQuery NUMBER = OrderQuery.byNumber(OrderReference.parse("1001"));

    private static Response fault(String name) {
        return ScriptedHttp.whole(Fixture.json("errors/" + name + ".json"));
    }

    private static StoreException thrown(Response answer, Map<String, String> mode, OrderQuery query) {
        Throwable thrown = catchThrowable(
                () -> Shops.open(ScriptedHttp.answering(answer), mode).find(query, Deadline.in(Duration.ofSeconds(5))));
        assertThat(thrown).isInstanceOf(StoreException.class);
        return (StoreException) thrown;
    }

    @Test
    void theScopeThatIsMissingIsNamed() {
        assertThat(thrown(fault("403-scope"), Shops.REST, NUMBER).detail())
                .contains("The scope read_orders is missing.");
        assertThat(thrown(fault("200-gql-access-denied-scope"), Shops.GRAPHQL, NUMBER)
                        .detail())
                .contains("The scope read_orders is missing.");
    }

    @Test
    void aPageWith403IsNotShopifysOwn() {
        assertThat(thrown(ScriptedHttp.status(403, "<html>"), Shops.REST, NUMBER)
                        .problem())
                .isEqualTo(StoreProblem.STORE_REFUSED_US);
    }

    @Test
    void aFrozenShopMaySaySoInGraphQl() {
        String body = "{\"errors\":[{\"message\":\"x\",\"extensions\":{\"code\":\"SHOP_INACTIVE\"}}]}";

        assertThat(thrown(ScriptedHttp.ok(body), Shops.GRAPHQL, NUMBER).problem())
                .isEqualTo(StoreProblem.STORE_FROZEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-gql-access-denied-customer-partial", "200-gql-pcd-object-on-subfield"})
    void anOrderWithoutItsCustomerIsStillAnOrder(String file) {
        Order order = Shops.found(
                Shops.open(ScriptedHttp.answering(fault(file)), Shops.GRAPHQL).find(NUMBER, Shops.soon()));

        assertThat(order.id()).isEqualTo("8938018537778");
        assertThat(order.customer().name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors/200-gql-pcd-field", "graphql/pcd-level1"})
    void anEmailThatIsKeptBackVerifiesNobodyAndIsTheMerchantsToMend(String file) {
        Response answer = ScriptedHttp.whole(Fixture.json(file + ".json"));

        assertThat(thrown(answer, Shops.GRAPHQL, NUMBER.of("bob.norman@mail.example.com"))
                        .problem())
                .isEqualTo(StoreProblem.STORE_DATA_NOT_APPROVED);
        assertThat(Shops.found(Shops.open(ScriptedHttp.answering(answer), Shops.GRAPHQL)
                                .find(NUMBER, Shops.soon()))
                        .customer()
                        .email())
                .isNull();
    }

    @Test
    void anOrderThatIsNotThereDoesNotTellWhetherTheEmailIsKeptBack() {
        // The oldest order shows that it is, so that an existing number answers no differently.
        ScriptedHttp http = ScriptedHttp.answering(
                ScriptedHttp.whole(Fixture.json("graphql/order-9999.json")), fault("200-gql-pcd-field"));

        assertThatThrownBy(() ->
                        Shops.open(http, Shops.GRAPHQL).find(NUMBER.of("bob.norman@mail.example.com"), Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_DATA_NOT_APPROVED));
    }

    @Test
    void noApprovalForOrdersIsToldAsThat() {
        assertThat(thrown(ScriptedHttp.whole(Fixture.json("graphql/pcd-none.json")), Shops.GRAPHQL, NUMBER)
                        .problem())
                .isEqualTo(StoreProblem.STORE_DATA_NOT_APPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors/200-gql-search-warning", "graphql/bad-search-field"})
    void aSearchThatWasNotUnderstoodMatchesNothing(String file) {
        ScriptedHttp http = ScriptedHttp.answering(
                ScriptedHttp.whole(Fixture.json(file + ".json")),
                ScriptedHttp.whole(Fixture.json("graphql/order-9999.json")));
        OrderQuery shown = OrderQuery.byNumber(OrderReference.parse("1002"));

        assertThat(Shops.open(http, Shops.GRAPHQL).find(shown, Shops.soon())).isEqualTo(OrderLookup.NOT_FOUND);
    }

    private static Response throttled(int requested, int available, int perSecond) {
        JsonNode answer = Fixture.json("errors/200-gql-throttled.json");
        ObjectNode cost = (ObjectNode) answer.at("/body/extensions/cost");
        cost.put("requestedQueryCost", requested);
        ((ObjectNode) cost.path("throttleStatus"))
                .put("currentlyAvailable", available)
                .put("restoreRate", perSecond);
        return ScriptedHttp.whole(answer);
    }

    @Test
    void anEmptyBucketIsWaitedFor() {
        Response order = ScriptedHttp.whole(Fixture.json("graphql/order-1001.json"));
        ScriptedHttp http = ScriptedHttp.answering(throttled(110, 100, 1000), throttled(105, 100, 1000), order);

        assertThat(Shops.found(Shops.open(http, Shops.GRAPHQL).find(NUMBER, Shops.soon()))
                        .number())
                .isEqualTo("1001");
        assertThat(http.requests).hasSize(3);
    }

    @Test
    void aBucketThatStaysEmptyIsWaitedForTwice() {
        ScriptedHttp http = ScriptedHttp.answering(throttled(110, 100, 1000));

        assertThatThrownBy(() -> Shops.open(http, Shops.GRAPHQL).find(NUMBER, Shops.soon()))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.problem()).isEqualTo(StoreProblem.STORE_RATE_LIMITED);
                    assertThat(e.retryAfter()).contains(Duration.ofMillis(10));
                });
        assertThat(http.requests).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"200-gql-throttled, PT1.45S", "200-gql-throttled-no-extensions, PT1S"})
    void aBucketThatFillsTooLateIsNotWaitedFor(String file, Duration retryAfter) {
        ScriptedHttp http = ScriptedHttp.answering(fault(file));

        assertThatThrownBy(() -> Shops.open(http, Shops.GRAPHQL).find(NUMBER, Deadline.in(Duration.ofMillis(900))))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.problem()).isEqualTo(StoreProblem.STORE_RATE_LIMITED);
                    assertThat(e.retryAfter()).contains(retryAfter);
                });
        assertThat(http.requests).hasSize(1);
    }

    @Test
    void waitingEndsWhenTheThreadIsInterrupted() {
        ScriptedHttp http = ScriptedHttp.answering(throttled(5100, 100, 1000));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Shops.open(http, Shops.GRAPHQL).find(NUMBER, Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_TIMEOUT));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFailureInsideShopifyIsTriedAgain() {
        ScriptedHttp http = ScriptedHttp.answering(
                fault("200-gql-internal"), ScriptedHttp.whole(Fixture.json("graphql/order-1001.json")));

        assertThat(Shops.found(Shops.open(http, Shops.GRAPHQL).find(NUMBER, Shops.soon()))
                        .number())
                .isEqualTo("1001");
    }
}
