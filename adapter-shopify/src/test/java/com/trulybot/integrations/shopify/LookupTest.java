package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an order is asked for, and what of the answers is believed. */
class LookupTest {
    private static final Response NO_ORDERS = ScriptedHttp.whole(Fixture.json("graphql/order-9999.json"));
    private static final Response NO_REST_ORDERS = ScriptedHttp.ok("{\"orders\":[]}");

    private static OrderQuery number(String text) {
        return OrderQuery.byNumber(OrderReference.parse(text));
    }

    private static Response oldest(String name, String createdAt) {
        return ScriptedHttp.ok("{\"data\":{\"orders\":{\"nodes\":[{\"id\":\"gid://shopify/Order/1\",\"name\":\"" + name
                + "\",\"email\":\"a@b.example\",\"createdAt\":\"" + createdAt + "\"}]}}}");
    }

    private static Response oldestRest(String name, String createdAt) {
        return ScriptedHttp.ok(
                "{\"orders\":[{\"id\":1,\"name\":\"" + name + "\",\"created_at\":\"" + createdAt + "\"}]}");
    }

    private static ScriptedHttp graphQl(Response search, Response oldest) {
        return new ScriptedHttp(request -> ScriptedHttp.search(request).isEmpty() ? oldest : search);
    }

    private static ScriptedHttp rest(Response search, Response oldest) {
        return new ScriptedHttp(request -> request.uri().getRawQuery().contains("created_at%20asc") ? oldest : search);
    }

    @Test
    void graphQlIsAskedWithTheShopsToken() {
        ScriptedHttp http = ScriptedHttp.answering(ScriptedHttp.whole(Fixture.json("graphql/order-1001.json")));

        Order order = Shops.found(Shops.open(http, Shops.GRAPHQL).find(number("#1001"), Shops.soon()));

        assertThat(order.integration()).isEqualTo(Shops.INTEGRATION);
        Request request = http.requests.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("https://snowdevil.myshopify.com/admin/api/2026-10/graphql.json");
        assertThat(request.headers()).containsEntry("X-Shopify-Access-Token", "shpat_fixture");
        assertThat(request.repeatable()).isTrue();
        assertThat(http.searches()).containsExactly("name:\"1001\"");
    }

    @Test
    void restIsAskedForClosedOrdersTooAndForTheWholeName() {
        ScriptedHttp http = rest(NO_REST_ORDERS, NO_REST_ORDERS);
        Map<String, String> settings =
                Map.of("API_MODE", "REST", "API_VERSION", "2026-07", "ADMIN_BASE", "http://127.0.0.1:9311/{shop}");

        assertThat(Shops.open(http, settings).find(number("1001"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(http.targets())
                .containsExactly(
                        "/snowdevil.myshopify.com/admin/api/2026-07/orders.json?status=any&limit=50&name=1001",
                        "/snowdevil.myshopify.com/admin/api/2026-07/orders.json?status=any&limit=50&name=%231001",
                        "/snowdevil.myshopify.com/admin/api/2026-07/orders.json?status=any&limit=1"
                                + "&order=created_at%20asc&fields=id,name,created_at");
        assertThat(http.requests.get(0).uri().getPort()).isEqualTo(9311);
    }

    @Test
    void theShopsPrefixAndSuffixAreTried() {
        Map<String, String> config = Map.of("orderPrefix", "EU-", "orderSuffix", "/A", "visibleDays", "0");
        ScriptedHttp graphQl = graphQl(NO_ORDERS, NO_ORDERS);
        ScriptedHttp rest = rest(NO_REST_ORDERS, NO_REST_ORDERS);

        Shops.open(graphQl, Shops.GRAPHQL, config).find(number("1001"), Shops.soon());
        Shops.open(rest, Shops.REST, config).find(number("1001"), Shops.soon());

        assertThat(graphQl.searches()).startsWith("name:\"1001\"", "name:\"EU-1001/A\"");
        assertThat(rest.targets()).hasSize(2).last().asString().endsWith("name=EU-1001%2FA");
    }

    @Test
    void aLooseAnswerIsComparedByUs() {
        // Asked for #1001, Shopify may also bring #1001-A, EU-1001 and others.
        Response all = ScriptedHttp.ok(everything());
        Store store = Shops.open(graphQl(all, NO_ORDERS), Shops.GRAPHQL);

        assertThat(Shops.found(store.find(number("1001-A"), Shops.soon())).number())
                .isEqualTo("1001-A");
        assertThat(Shops.found(store.find(number("eu-1001"), Shops.soon())).number())
                .isEqualTo("EU-1001");
        assertThat(store.find(number("1"), Shops.soon())).isEqualTo(OrderLookup.NOT_FOUND);
    }

    /** Orders of a shop, without the warning that they were not searched for. */
    private static String everything() {
        ObjectNode body =
                (ObjectNode) Fixture.json("graphql/bad-search-field.json").path("body");
        body.remove("extensions");
        return body.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob.norman@mail.example.com", "BOB.Norman@mail.example.com"})
    void anEmailIsComparedByUs(String email) {
        ScriptedHttp http = ScriptedHttp.answering(ScriptedHttp.whole(Fixture.json("graphql/order-1001.json")));

        assertThat(Shops.found(Shops.open(http, Shops.GRAPHQL)
                                .find(number("1001").of(email), Shops.soon()))
                        .id())
                .isEqualTo("8938018537778");
    }

    @Test
    void anOrderFromATillIsNobodysWhoSaysAnEmail() {
        ScriptedHttp http = graphQl(ScriptedHttp.whole(Fixture.json("graphql/order-1006.json")), NO_ORDERS);

        assertThat(Shops.open(http, Shops.GRAPHQL).find(number("1006").of("a@b.example"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
    }

    @Test
    void aWrongEmailIsAskedForLikeAWrongNumber() {
        ScriptedHttp wrongEmail = graphQl(ScriptedHttp.whole(Fixture.json("graphql/order-1001.json")), NO_ORDERS);
        ScriptedHttp wrongNumber = graphQl(NO_ORDERS, NO_ORDERS);
        OrderQuery query = number("1001").of("mallory@example.com");

        assertThat(Shops.open(wrongEmail, Shops.GRAPHQL).find(query, Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(Shops.open(wrongNumber, Shops.GRAPHQL).find(query, Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(wrongEmail.requests).isEqualTo(wrongNumber.requests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "1011, #1500, 2026-10-01T00:00:00Z, true",
        "1500, #1500, 2026-10-01T00:00:00Z, false",
        "1501, #1500, 2026-10-01T00:00:00Z, false",
        // Orders of before the window are seen, so there is no window.
        "1011, #1500, 2026-09-01T00:00:00Z, false",
        // Numbers that can't be compared.
        "A1B2, #1500, 2026-10-01T00:00:00Z, false",
        "US/7, #1500, 2026-10-01T00:00:00Z, false",
    })
    void anOrderFromBeforeTheWindowIsOutOfReach(String number, String oldest, String since, boolean outOfReach) {
        OrderLookup expected = outOfReach ? OrderLookup.OUT_OF_REACH : OrderLookup.NOT_FOUND;

        assertThat(Shops.open(graphQl(NO_ORDERS, oldest(oldest, since)), Shops.GRAPHQL)
                        .find(number(number), Shops.soon()))
                .isEqualTo(expected);
        assertThat(Shops.open(rest(NO_REST_ORDERS, oldestRest(oldest, since)), Shops.REST)
                        .find(number(number), Shops.soon()))
                .isEqualTo(expected);
    }

    @Test
    void theShopsPrefixIsNoPartOfTheNumberThatTellsTheWindow() {
        Map<String, String> config = Map.of("orderPrefix", "2026-", "orderSuffix", "");
        ScriptedHttp http = graphQl(NO_ORDERS, oldest("2026-1500", "2026-10-01T00:00:00Z"));

        assertThat(Shops.open(http, Shops.GRAPHQL, config).find(number("1011"), Shops.soon()))
                .isEqualTo(OrderLookup.OUT_OF_REACH);
        assertThat(Shops.open(http, Shops.GRAPHQL, config).find(number("2026-1600"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
    }

    @Test
    void whoSeesAllOrdersHasNoWindow() {
        Map<String, String> all = Map.of("visibleDays", "0");
        ScriptedHttp graphQl = graphQl(NO_ORDERS, oldest("#1500", "2026-10-01T00:00:00Z"));
        ScriptedHttp rest = rest(NO_REST_ORDERS, oldestRest("#1500", "2026-10-01T00:00:00Z"));

        assertThat(Shops.open(graphQl, Shops.GRAPHQL, all).find(number("1001"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(Shops.open(rest, Shops.REST, all).find(number("1001"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(rest.targets()).noneMatch(target -> target.contains("created_at"));
    }

    @Test
    void anOrderThatTheSearchDoesNotKnowYetIsAmongTheNewest() {
        Response newest = ScriptedHttp.ok("{\"data\":{\"orders\":{\"nodes\":[]},\"newest\":{\"nodes\":["
                + Fixture.json("pair/graphql.json") + "]}}}");
        Store store = Shops.open(graphQl(NO_ORDERS, newest), Shops.GRAPHQL);

        assertThat(Shops.found(store.find(number("2001"), Shops.soon())).id()).isEqualTo("8938018537790123456");
        assertThat(store.find(number("2001").of("bob@example.com"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(store.find(number("2002"), Shops.soon())).isEqualTo(OrderLookup.NOT_FOUND);
    }

    @Test
    void anOrderIsFoundByItsConfirmationNumberToo() {
        Response order = ScriptedHttp.whole(Fixture.json("graphql/order-1003.json"));
        ScriptedHttp http = new ScriptedHttp(
                request -> ScriptedHttp.search(request).startsWith("confirmation_number:") ? order : NO_ORDERS);
        Store store = Shops.open(http, Shops.GRAPHQL);

        Order found = Shops.found(store.find(number("xpav284c3").of("bob.norman@mail.example.com"), Shops.soon()));

        assertThat(found.id()).isEqualTo("8938018537780");
        // That is the number that the shopper knows; by another the order would not be theirs.
        assertThat(found.number()).isEqualTo("XPAV284C3");
        assertThat(http.searches()).containsExactly("name:\"XPAV284C3\"", "confirmation_number:\"XPAV284C3\"");
        assertThat(store.find(number("XPAV284C3").of("mallory@example.com"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(store.find(number("XPAV284CX"), Shops.soon())).isEqualTo(OrderLookup.NOT_FOUND);
    }

    @Test
    void aConfirmationNumberOfManyLinesKeepsItsNumberWhenReadInFull() {
        ObjectNode whole = (ObjectNode) Fixture.json("graphql/order-1012.json").at("/body/data/orders/nodes/0");
        Response order = ScriptedHttp.whole(Fixture.json("graphql/order-1012.json"));
        ScriptedHttp http =
                new ScriptedHttp(request -> ScriptedHttp.search(request).startsWith("name:")
                        ? NO_ORDERS
                        : ScriptedHttp.search(request).isEmpty()
                                ? ScriptedHttp.ok("{\"data\":{\"order\":" + whole + "}}")
                                : order);

        assertThat(Shops.found(Shops.open(http, Shops.GRAPHQL).find(number("XPAV284C12"), Shops.soon()))
                        .number())
                .isEqualTo("XPAV284C12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "EU-1001", "A1B2", "ABCDEFGH", "2026/1001A"})
    void whatIsNoConfirmationNumberIsNotAskedForAsOne(String text) {
        ScriptedHttp http = graphQl(NO_ORDERS, NO_ORDERS);

        Shops.open(http, Shops.GRAPHQL).find(number(text), Shops.soon());

        assertThat(http.searches()).noneMatch(search -> search.startsWith("confirmation_number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8938018537790123456", "gid://shopify/Order/8938018537790123456"})
    void anOrderIsFoundByItsIdInBothApis(String id) {
        ScriptedHttp graphQl = ScriptedHttp.answering(
                ScriptedHttp.ok("{\"data\":{\"order\":" + Fixture.json("pair/graphql.json") + "}}"));
        ScriptedHttp rest =
                ScriptedHttp.answering(ScriptedHttp.ok("{\"order\":" + Fixture.json("pair/rest.json") + "}"));

        assertThat(Shops.found(Shops.open(graphQl, Shops.GRAPHQL).find(OrderQuery.byId(id), Shops.soon()))
                        .number())
                .isEqualTo("2001");
        assertThat(Shops.found(Shops.open(rest, Shops.REST).find(OrderQuery.byId(id), Shops.soon()))
                        .number())
                .isEqualTo("2001");
        assertThat(graphQl.requests.get(0).body()).contains("\"id\":\"gid://shopify/Order/8938018537790123456\"");
        assertThat(rest.targets()).containsExactly("/admin/api/2026-10/orders/8938018537790123456.json");
    }

    @Test
    void anIdThatNoOrderHasIsNotFound() {
        ScriptedHttp graphQl = ScriptedHttp.answering(ScriptedHttp.ok("{\"data\":{\"order\":null}}"));
        ScriptedHttp rest = ScriptedHttp.answering(ScriptedHttp.status(404, "{\"errors\":\"Not Found\"}"));

        assertThat(Shops.open(graphQl, Shops.GRAPHQL).find(OrderQuery.byId("5"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(Shops.open(rest, Shops.REST).find(OrderQuery.byId("5"), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "007", "-1", "1.0", "abc", "gid://shopify/Customer/1", "1/../2", "999999999999999999999"})
    void whatIsNoIdIsNotAskedFor(String id) {
        ScriptedHttp http = ScriptedHttp.answering(NO_ORDERS);

        assertThat(Shops.open(http, Shops.GRAPHQL).find(OrderQuery.byId(id), Shops.soon()))
                .isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void anOrderWithManyLinesIsReadOnceMoreInFull() {
        ObjectNode whole = (ObjectNode) Fixture.json("graphql/order-1012.json").at("/body/data/orders/nodes/0");
        ArrayNode lines = ((ObjectNode) whole.path("lineItems")).putArray("nodes");
        for (int i = 0; i < 60; i++) {
            lines.addObject().put("name", "Item " + i).put("quantity", 1);
        }
        ScriptedHttp http = ScriptedHttp.answering(
                ScriptedHttp.whole(Fixture.json("graphql/order-1012.json")),
                ScriptedHttp.ok("{\"data\":{\"order\":" + whole + "}}"));

        assertThat(Shops.found(Shops.open(http, Shops.GRAPHQL).find(number("1012"), Shops.soon()))
                        .items())
                .hasSize(60);
    }

    @Test
    void searchTakesAnEmailANumberOrWords() {
        ScriptedHttp http = graphQl(ScriptedHttp.ok(everything()), NO_ORDERS);
        Store store = Shops.open(http, Shops.GRAPHQL);

        List<Order> byEmail = store.search("collide@example.com", 100, Shops.soon());
        List<Order> byNumber = store.search("1001", 100, Shops.soon());
        List<Order> byWords = store.search("Bob \"the\" Norman: (x) \\", 2, Shops.soon());

        assertThat(byEmail).isNotEmpty().allMatch(order -> order.customer().hasEmail("collide@example.com"));
        assertThat(byNumber)
                .extracting(Order::number)
                .contains("1001-A", "EU-1001")
                .doesNotContain("1002");
        assertThat(byWords).hasSize(2);
        assertThat(http.searches())
                .containsExactly(
                        "email:\"collide@example.com\"", "name:\"1001\"", "\"Bob \\\"the\\\" Norman\\: \\(x\\) \\\\\"");
        assertThat(store.search("  ", 10, Shops.soon())).isEmpty();
    }

    @Test
    void aNumberThatIsNoOrdersIsSearchedForAsAWord() {
        ScriptedHttp http = graphQl(NO_ORDERS, NO_ORDERS);

        assertThat(Shops.open(http, Shops.GRAPHQL).search("50667", 10, Shops.soon()))
                .isEmpty();
        assertThat(http.searches()).containsExactly("name:\"50667\"", "\"50667\"");
    }

    @Test
    void restSearchComparesTheNewestOrders() {
        ScriptedHttp http = ScriptedHttp.answering(ScriptedHttp.ok("{\"orders\":[" + Fixture.json("pair/rest.json")
                + "," + Fixture.json("rest/2026-07/order_test_8.json").path("order") + "]}"));
        Store store = Shops.open(http, Shops.REST);

        assertThat(store.search("erika@example.com", 10, Shops.soon()))
                .extracting(Order::number)
                .containsExactly("2001");
        assertThat(store.search("norman", 10, Shops.soon()))
                .extracting(Order::number)
                .containsExactly("1001");
        assertThat(store.search("2001", 10, Shops.soon()))
                .extracting(Order::number)
                .containsExactly("2001");
        assertThat(store.search("nobody", 10, Shops.soon())).isEmpty();
        assertThat(http.targets().get(0)).contains("status=any").endsWith("email=erika%40example.com");
    }
}
