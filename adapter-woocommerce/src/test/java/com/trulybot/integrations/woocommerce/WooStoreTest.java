package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooStoreTest {
    private static final String ALICE = "alice@example.com";

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Store store = Shop.of(fake).store();

    @Test
    void byIdOneRequestIsEnough() {
        assertThat(find(OrderQuery.byId("20")))
                .hasValueSatisfying(order -> assertThat(order.id()).isEqualTo("20"));

        assertThat(fake.asked()).containsExactly("/wp-json/wc/v3/orders/20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "00020",
                "-1",
                "+20",
                "abc",
                "20 ",
                "1e3",
                "9223372036854775808",
                "99999999999999999999",
                "20/refunds"
            })
    void whatIsNoIdIsNotEvenAskedFor(String id) {
        assertThat(find(OrderQuery.byId(id))).isEmpty();

        assertThat(fake.asked()).isEmpty();
    }

    /** Missing, a refund's, a product's, in the bin, a draft. */
    @ParameterizedTest
    @ValueSource(strings = {"999999", "26", "14", "36", "35", "9223372036854775807"})
    void whatIsNoOrderIsNotFound(String id) {
        assertThat(find(OrderQuery.byId(id))).isEmpty();
        assertThat(find(OrderQuery.byNumber(OrderReference.parse(id)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "#20", "Order #20", "２０", "No. 20"})
    void aNumberIsAskedForAsAnIdFirst(String number) {
        OrderQuery query = OrderQuery.byNumber(OrderReference.parse(number), "Alice@Example.com");

        assertThat(find(query))
                .hasValueSatisfying(order -> assertThat(order.number()).isEqualTo("20"));
        assertThat(fake.asked()).containsExactly("/wp-json/wc/v3/orders/20");
    }

    @Test
    void aWrongEmailCostsWhatAWrongNumberCosts() {
        find(OrderQuery.byNumber(OrderReference.parse("20"), "mallory@example.org"));
        List<String> wrongEmail = fake.asked();
        FakeWooCommerce other = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
        Shop.of(other)
                .store()
                .find(OrderQuery.byNumber(OrderReference.parse("98"), "mallory@example.org"), Shop.soon());

        assertThat(other.asked().stream().map(target -> target.replace("98", "20")))
                .containsExactlyElementsOf(wrongEmail);
        assertThat(wrongEmail)
                .containsExactly(
                        "/wp-json/wc/v3/orders/20",
                        "/wp-json/wc/v3/orders?search=20&page=1&per_page=100",
                        "/wp-json/wc/v3/orders?search=mallory%40example.org&page=1&per_page=100");
    }

    @Test
    void anOrderOfSomeoneElseIsNotFoundByItsId() {
        assertThat(find(OrderQuery.byId("20").of("bob@example.com"))).isEmpty();
    }

    @Test
    void aNumberWithAPrefixIsFoundWhereItIsTheId() {
        fake.copy(20, 1001, Map.of("number", "WC-1001"));

        for (String number : List.of("WC-1001", "wc-1001", "1001")) {
            assertThat(find(OrderQuery.byNumber(OrderReference.parse(number), ALICE)))
                    .hasValueSatisfying(order -> assertThat(order.number()).isEqualTo("WC-1001"));
        }
    }

    @Test
    void aNumberThatIsNeitherIdNorSearchableIsFoundThroughTheEmail() {
        fake.copy(20, 5023, Map.of("number", "2026-0007"));

        assertThat(find(OrderQuery.byNumber(OrderReference.parse("2026-0007"), ALICE)))
                .hasValueSatisfying(order -> assertThat(order.id()).isEqualTo("5023"));
        assertThat(fake.asked())
                .containsExactly(
                        "/wp-json/wc/v3/orders?search=2026-0007&page=1&per_page=100",
                        "/wp-json/wc/v3/orders?search=alice%40example.com&page=1&per_page=100",
                        "/wp-json/wc/v3/orders/5023");
    }

    @Test
    void anIdIsNotTakenForAnotherOrdersNumber() {
        fake.copy(20, 30, Map.of("number", "19"));

        assertThat(find(OrderQuery.byNumber(OrderReference.parse("30"), ALICE))).isEmpty();
    }

    @Test
    void aNumberWithZerosBeforeItIsFoundWhereTheShopWritesThem() {
        fake.copy(20, 77, Map.of("number", "WC-000077"));

        assertThat(find(OrderQuery.byNumber(OrderReference.parse("WC-000077")))).isPresent();
        assertThat(find(OrderQuery.byNumber(OrderReference.parse("0020")))).isEmpty();
    }

    @Test
    void aPlusInAnAddressStaysAPlus() {
        ObjectNode order = fake.copy(20, 5024, Map.of("number", "A1B2"));
        ((ObjectNode) order.path("billing")).put("email", "alice+shop@example.com");
        fake.put(order);

        assertThat(find(OrderQuery.byNumber(OrderReference.parse("A1B2"), "alice+shop@example.com")))
                .isPresent();
        assertThat(fake.asked()).anyMatch(target -> target.contains("search=alice%2Bshop%40example.com"));
    }

    @Test
    void moreThanOnePageIsReadButNotEndlessly() {
        for (int i = 0; i < 450; i++) {
            fake.copy(20, 6000 + i, Map.of("number", "N" + i + "X"));
        }

        // Newest first: number 300 stands on the second page, number 20 beyond the third.
        assertThat(find(OrderQuery.byNumber(OrderReference.parse("N300X"), ALICE)))
                .isPresent();
        assertThat(find(OrderQuery.byNumber(OrderReference.parse("N20X"), ALICE)))
                .isEmpty();
        assertThat(fake.asked()).filteredOn(target -> target.contains("page=3")).hasSize(1);
        assertThat(fake.asked()).noneMatch(target -> target.contains("page=4"));
    }

    @Test
    void anEmptyEmailFindsNothingAndSearchesForNothing() {
        assertThat(find(OrderQuery.byNumber(OrderReference.parse("20"), " "))).isEmpty();

        assertThat(fake.asked()).noneMatch(target -> target.contains("search=&") || target.contains("search=%20"));
    }

    @Test
    void parcelsOfWooCommercesOwnAreAskedForWhereThereAreSome() {
        fake.put(Recording.of("fulfillments/order_27_after").body());
        fake.fulfil(27, Recording.of("fulfillments/create").body());

        assertThat(find(OrderQuery.byId("27")))
                .hasValueSatisfying(order -> assertThat(order.shipments())
                        .containsExactly(new Shipment(
                                "UPS",
                                "1Z999AA10123456784",
                                "https://www.ups.com/track?tracknum=1Z999AA10123456784",
                                Shipment.Status.IN_TRANSIT,
                                Instant.parse("2026-11-23T04:40:13Z"),
                                null,
                                null)));
        assertThat(fake.asked())
                .containsExactly(
                        "/wp-json/wc/v3/orders/27",
                        "/wp-json/wc/v3/orders/27/fulfillments",
                        "/wp-json/wc/v3/orders/27/refunds");
    }

    @Test
    void anOrderIsToldWithoutItsParcelsWhenTheFeatureIsOff() {
        fake.put(Recording.of("fulfillments/order_27_feature_off").body());

        assertThat(find(OrderQuery.byId("27"))).hasValueSatisfying(order -> {
            assertThat(order.shipments()).isEmpty();
            assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        });
    }

    @Test
    void asksForNothingThatOpensThePaymentPage() {
        find(OrderQuery.byNumber(OrderReference.parse("98"), ALICE));
        store.search(ALICE, 10, Shop.soon());

        assertThat(fake.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.uri().getQuery())
                        .contains("_fields=id,number,")
                        .doesNotContain("order_key", "payment_url", "customer_ip_address", "customer_user_agent"));
    }

    /** Plugins keep megabytes there, and what is nobody's business. */
    @Test
    void asksForTheMetaDataThatIsReadAndNoOther() {
        find(OrderQuery.byId("20"));
        store.search(ALICE, 10, Shop.soon());

        assertThat(fake.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.uri().getQuery())
                        .contains(
                                "include_meta[00]=_wc_shipment_tracking_items",
                                "include_meta[01]=",
                                "=_fulfillment_status"));
        assertThat(Tracking.metas()).doesNotHaveDuplicates().hasSizeLessThan(100);
    }

    @Test
    void readsOfCandidatesOnlyWhatTellsThemApart() {
        find(OrderQuery.byNumber(OrderReference.parse("98"), ALICE));

        assertThat(fake.requests())
                .filteredOn(request -> request.uri().getPath().endsWith("/orders"))
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.uri().getQuery()).doesNotContain("line_items", "meta_data", "shipping"));
    }

    @Test
    void aFaultOfTheShopIsThrown() {
        for (String recording : List.of("broken/mode_waf403", "broken/upstream_down_502", "auth/https_revoked_key")) {
            Store broken =
                    Shop.alwaysAnswering(Recording.of(recording).response()).store();

            assertThatThrownBy(() -> broken.find(OrderQuery.byId("20"), Shop.soon()))
                    .isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> broken.search("20", 5, Shop.soon())).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void anAnswerThatIsNoOrderIsInvalid() {
        Store broken = Shop.alwaysAnswering(new Response(200, Map.of(), "{\"status\":\"ok\"}"))
                .store();

        assertThatThrownBy(() -> broken.find(OrderQuery.byId("20"), Shop.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.problem()).isEqualTo(StoreProblem.STORE_ANSWER_INVALID));
    }

    /** What the real shop found, for numbers, addresses and names. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "alice@example.com| 32 29 27 22 20 19",
                "ALICE@EXAMPLE.COM| 32 29 27 22 20 19",
                "Anderson| 32 29 27 22 20 19",
                "Núñez| 34 21",
                "O'Brien| 37 25 24 23",
                "山田| 31 30",
                "20| 37 25 24 23 20",
                "#20| 37 25 24 23 20",
                "' 20 '| 37 25 24 23 20",
                "Order #32| 32",
                "36| ''",
                "35| ''",
                "nobody@example.org| ''"
            },
            delimiter = '|')
    void searchFindsWhatTheShopsSearchFinds(String text, String ids) {
        assertThat(store.search(text, 100, Shop.soon()).stream().map(Order::id))
                .containsExactly(ids.isEmpty() ? new String[0] : ids.split(" ", -1));
    }

    @Test
    void theOrderOfThatNumberIsAmongTheFirstFew() {
        assertThat(store.search("20", 2, Shop.soon()).stream().map(Order::id)).containsExactly("37", "20");
        assertThat(store.search("20", 1, Shop.soon()).stream().map(Order::id)).containsExactly("20");
    }

    @Test
    void anOrderWhosePluginIsGoneIsStillFoundByItsNumber() {
        JsonNode shipped = Recording.of("broken/customstatus_get").body();
        fake.put(shipped);
        fake.fault(request -> request.uri().getPath().endsWith("/orders")
                ? Optional.of(new Response(200, Map.of(), "[]"))
                : Optional.empty());

        assertThat(store.search("20", 5, Shop.soon())).singleElement().satisfies(order -> {
            assertThat(order.platformStatus()).isEqualTo("shipped");
            assertThat(order.status()).isEqualTo(OrderStatus.SHIPPED);
        });
    }

    /** WordPress makes an empty search of each, which answers every order. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "<>", "\u00a0"})
    void aSearchForNothingFindsNothing(String text) {
        assertThat(store.search(text, 10, Shop.soon())).isEmpty();
        assertThat(fake.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>", "%20", "<script>alert(1)</script>", "%3Cb%3E"})
    void whatWordPressWouldTakeOutDoesNotBecomeASearchForEverything(String text) {
        assertThat(store.search(text, 100, Shop.soon())).hasSizeLessThan(15);

        assertThat(fake.asked()).noneMatch(target -> target.contains("search=%3C") || target.contains("search=%25"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void theLimitIsFromOneToAHundred(int limit) {
        assertThatThrownBy(() -> store.search("x", limit, Shop.soon())).isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<Order> find(OrderQuery query) {
        OrderLookup lookup = store.find(query, Shop.soon());
        return lookup.match(Optional::of, Optional::empty, Optional::empty);
    }
}
