package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that a plugin numbers, looked for by someone who has the number alone. */
class OwnNumbersTest {
    private static final int FIRST_ID = 7000;

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Store store = Shop.of(fake).store();

    @Test
    void aNumberOfThePluginsIsFoundAmongTheNewest() {
        orders(50, i -> "WEB-" + (1000 + i));

        for (String number : List.of("WEB-1007", "web-1007", "1007", "#1007")) {
            assertThat(find(number)).map(Order::id).contains(Integer.toString(FIRST_ID + 7));
        }
        assertThat(store.search("WEB-1007", 10, Shop.soon()))
                .extracting(Order::number)
                .contains("WEB-1007");
        assertThat(store.search("1007", 10, Shop.soon()))
                .extracting(Order::number)
                .contains("WEB-1007");
    }

    /** The plugin's number 25 is another order than the one whose id is 25. */
    @Test
    void theNumberThatIsShownIsMeantAndNotTheId() {
        orders(30, i -> Integer.toString(i + 1));

        assertThat(find("25"))
                .hasValueSatisfying(order -> assertThat(order.number()).isEqualTo("25"));
        assertThat(fake.asked()).contains("/wp-json/wc/v3/orders/25");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 99, 100, 101, 777, 1234, 1999, 2500})
    void numbersThatCountUpAreFoundFarBackInAFewRequests(int number) {
        orders(2500, i -> Integer.toString(500_000 + i + 1));

        assertThat(find(Integer.toString(500_000 + number)))
                .map(Order::id)
                .contains(Integer.toString(FIRST_ID + number - 1));
        assertThat(pages()).isLessThanOrEqualTo(4);
    }

    @Test
    void gapsThatTheBinLeftAreReckonedWith() {
        orders(1500, i -> Integer.toString(500_000 + 3 * i));

        assertThat(find(Integer.toString(500_000 + 3 * 200))).map(Order::id).contains(Integer.toString(FIRST_ID + 200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"499999", "503001", "1", "999999999999999999", "500000X7"})
    void aNumberThatNobodyHasCostsAFewRequestsAndNoMore(String number) {
        orders(2500, i -> Integer.toString(500_000 + i + 1));

        assertThat(find(number)).isEmpty();
        assertThat(pages()).isLessThanOrEqualTo(OwnNumbers.MAX_PAGES);
    }

    @Test
    void numbersThatDoNotCountUpAreFoundAmongTheNewestFewHundred() {
        orders(900, i -> "A" + (i * 7919) % 100_003 + "Z");

        assertThat(find("A" + (880 * 7919) % 100_003 + "Z")).isPresent();
        assertThat(pages()).isLessThanOrEqualTo(OwnNumbers.MAX_PAGES);
    }

    @Test
    void whereNumbersAreIdsOnePageTellsSo() {
        assertThat(find("98")).isEmpty();
        assertThat(fake.asked())
                .containsExactly(
                        "/wp-json/wc/v3/orders/98",
                        "/wp-json/wc/v3/orders?search=98&page=1&per_page=100",
                        "/wp-json/wc/v3/orders?page=1&per_page=100");
    }

    /** Many orders mention 50 somewhere; the one whose number it is comes before them. */
    @Test
    void theOrderOfThatNumberHasAPlaceAmongTheFirstFew() {
        orders(60, i -> Integer.toString(i + 1));
        for (int i = 0; i < 20; i++) {
            fake.copy(20, 9000 + i, Map.of("number", "9" + i, "transaction_id", "txn50"));
        }

        assertThat(store.search("50", 5, Shop.soon()))
                .hasSize(5)
                .extracting(Order::number)
                .contains("50");
    }

    @Test
    void aNameIsNoNumberAndIsNotLookedForSo() {
        orders(5, i -> "WEB-" + i);
        store.search("Anderson", 10, Shop.soon());

        assertThat(pages()).isZero();
    }

    /** With the shopper's address the ways are the same whether the number or the address is what doesn't fit. */
    @Test
    void withAnAddressTheNewestAreNotLookedThrough() {
        orders(300, i -> "WEB-" + (1000 + i));

        for (OrderQuery query : List.of(
                OrderQuery.byNumber(OrderReference.parse("WEB-1007"), "mallory@example.org"),
                OrderQuery.byNumber(OrderReference.parse("WEB-9999"), "alice@example.com"))) {
            store.find(query, Shop.soon());
        }

        assertThat(pages()).isZero();
    }

    /** The oldest first; each a minute after the one before. */
    private void orders(int count, IntFunction<String> number) {
        Instant first = Instant.parse("2026-11-23T10:00:00Z");
        for (int i = 0; i < count; i++) {
            String created = first.plusSeconds(60L * i).toString().replace("Z", "");
            fake.copy(20, FIRST_ID + i, Map.of("number", number.apply(i), "date_created_gmt", created));
        }
    }

    private long pages() {
        return fake.asked().stream()
                .filter(target -> target.startsWith("/wp-json/wc/v3/orders?page="))
                .count();
    }

    private Optional<Order> find(String number) {
        return store.find(OrderQuery.byNumber(OrderReference.parse(number)), Shop.soon())
                .match(Optional::of, Optional::empty, Optional::empty);
    }
}
