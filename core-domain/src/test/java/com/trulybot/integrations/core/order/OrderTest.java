package com.trulybot.integrations.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.trulybot.integrations.core.order.OrderLookup.Found;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "#1001"})
    void anOrderHasANumberWithoutALeadingHash(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderFixture.numbered(number))
                .withMessage("an order has an id, and a number without a leading #");
    }

    @Test
    void anOrderHasAnId() {
        Order order = OrderFixture.shipped();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order(
                        " ",
                        order.number(),
                        order.platform(),
                        order.integration(),
                        order.status(),
                        order.platformStatus(),
                        order.paymentStatus(),
                        null,
                        null,
                        order.totals(),
                        order.items(),
                        order.shipments(),
                        order.customer(),
                        null,
                        order.timeline()));
    }

    @Test
    void anOrderWithAnotherTimelineIsOtherwiseTheSame() {
        Order order = OrderFixture.shipped();
        TimelineEntry note = new TimelineEntry(Instant.EPOCH, TimelineEntry.Kind.NOTE, "Packed with care");

        Order noted = order.withTimeline(List.of(note));

        assertThat(noted.timeline()).containsExactly(note);
        assertThat(noted.withTimeline(order.timeline())).isEqualTo(order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://track.example/JD01?a=b&c=d", "http://track.example", "HTTPS://track.example"})
    void aTrackingAddressIsAWebAddress(String url) {
        assertThat(tracked(url).trackingUrl()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "//track.example",
                "https://",
                "https://track.example/\"onclick=",
                "https://track.example/<b>",
                "https://track.example/a b",
                "https://track.example\n",
                " https://track.example",
                "ftp://track.example"
            })
    void whatIsNoWebAddressNeverBecomesALink(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracked(url))
                .withMessage("a tracking address begins with https:// or http://");
    }

    @Test
    void aParcelMayHaveNoTrackingAddressButHasAStatus() {
        assertThat(tracked(null).trackingUrl()).isNull();
        assertThatNullPointerException()
                .isThrownBy(() -> new Shipment(null, null, null, null, null, null, null))
                .withMessage("status");
    }

    private static Shipment tracked(String url) {
        return new Shipment("DHL", "JD01", url, Shipment.Status.IN_TRANSIT, null, null, null);
    }

    @Test
    void aLookupIsOneOfThree() {
        Order order = OrderFixture.shipped();
        assertThat(OrderLookup.of(Optional.of(order))).isEqualTo(new Found(order));
        assertThat(OrderLookup.of(Optional.empty())).isEqualTo(OrderLookup.NOT_FOUND);
        assertThat(word(new Found(order))).isEqualTo("1001");
        assertThat(word(OrderLookup.NOT_FOUND)).isEqualTo("not found");
        assertThat(word(OrderLookup.OUT_OF_REACH)).isEqualTo("out of reach");
    }

    private static String word(OrderLookup lookup) {
        return lookup.match(Order::number, () -> "not found", () -> "out of reach");
    }
}
