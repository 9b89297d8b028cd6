package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.TimelineEntry.Kind;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunds, and the shopper's own note that is not told. */
class RefundsTest {
    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Store store = Shop.of(fake).store();

    @Test
    void aRefundInPartChangesNeitherStatusNorTotalAndIsTold() {
        refund(27, "refunds/order_27_refunded_partial_refunds");

        Order order = find("27");

        assertThat(order.platformStatus()).isEqualTo("completed");
        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_REFUNDED);
        assertThat(order.totals().total().amount())
                .isEqualByComparingTo(amount(Recording.of("fulfillments/order_27_feature_off")
                        .body()
                        .path("total")
                        .asText()));
        assertThat(order.totals().refunded()).isEqualTo(Money.of("13.61", "USD"));
        assertThat(order.timeline())
                .extracting(entry -> entry.at().toString(), TimelineEntry::kind, TimelineEntry::label)
                .contains(tuple("2026-11-23T04:23:43Z", Kind.REFUNDED, "Refunded 13.61 USD"));
        assertThat(order.toString() + order.timeline()).doesNotContain("One mug broken");
    }

    @Test
    void aRefundOfAllIsTold() {
        refund(25, "refunds/order_25_refunded_full_refunds");

        assertThat(find("25").timeline()).extracting(TimelineEntry::label).contains("Refunded 35.39 USD");
    }

    /** Negative in the order, positive in the refund itself. */
    @Test
    void theSignsAreWhatTheRealShopSends() {
        assertThat(Recording.of("orders/order_25_refunded_full")
                        .body()
                        .at("/refunds/0/total")
                        .asText())
                .isEqualTo("-35.39");
        assertThat(Recording.of("refunds/order_25_refunded_full_refunds")
                        .body()
                        .at("/0/amount")
                        .asText())
                .isEqualTo("35.39");
    }

    @Test
    void anOrderWithoutRefundsIsNotAskedForThem() {
        find("20");

        assertThat(fake.asked()).containsExactly("/wp-json/wc/v3/orders/20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"broken/mode_waf403", "broken/upstream_down_502", "auth/https_wrong_key", "broken/mode_maint200"
            })
    void refundsThatCantBeReadLeaveTheOrderAsItIs(String recording) {
        Response broken = Recording.of(recording).response();
        fake.fault(request -> request.uri().getPath().endsWith("/refunds") ? Optional.of(broken) : Optional.empty());

        assertThat(find("25").status()).isEqualTo(OrderStatus.REFUNDED);
        assertThat(find("25").timeline()).noneMatch(entry -> entry.kind() == Kind.REFUNDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "{}", "null", "1e999", "\"\""})
    void anAmountThatIsNoneIsLeftOut(String amount) {
        fake.fault(request -> request.uri().getPath().endsWith("/refunds")
                ? Optional.of(new Response(
                        200, Map.of(), "[{\"amount\":" + amount + ",\"date_created_gmt\":\"2026-11-23T04:23:43\"}]"))
                : Optional.empty());

        assertThat(find("25").timeline()).extracting(TimelineEntry::label).contains("Refunded");
    }

    @Test
    void theShoppersOwnNoteIsNotAskedFor() {
        assertThat(OrderJson.FIELDS).doesNotContain("customer_note");
    }

    @Test
    void aMissingOrderHasNoRefunds() {
        assertThat(Recording.of("refunds/missing_order_refunds").response().body())
                .isEqualTo("[]");
    }

    private Order find(String id) {
        return store.find(OrderQuery.byId(id), Shop.soon())
                .match(
                        order -> order,
                        () -> {
                            throw new AssertionError("not found");
                        },
                        () -> {
                            throw new AssertionError("out of reach");
                        });
    }

    private void refund(long order, String recording) {
        Recording.of(recording).body().forEach(refund -> fake.part(order, "refunds", refund));
    }

    private static BigDecimal amount(String text) {
        assertThat(List.of(text)).isNotEmpty();
        return new BigDecimal(text);
    }
}
