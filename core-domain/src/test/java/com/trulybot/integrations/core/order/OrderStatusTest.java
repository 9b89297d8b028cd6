package com.trulybot.integrations.core.order;

import static com.trulybot.integrations.core.order.OrderFixture.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.order.OrderStatus.Signs;
import com.trulybot.integrations.core.order.OrderStatus.Signs.Sent;
import com.trulybot.integrations.core.order.Shipment.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderStatusTest {
    /** Each sign by the status it stands for, in the order of the HTTP contract: the first that is true counts. */
    private static final List<OrderStatus> PRECEDENCE = List.of(
            OrderStatus.CANCELLED,
            OrderStatus.REFUNDED,
            OrderStatus.FAILED,
            OrderStatus.ON_HOLD,
            OrderStatus.PARTIALLY_REFUNDED,
            OrderStatus.DELIVERED,
            OrderStatus.SHIPPED,
            OrderStatus.PARTIALLY_SHIPPED,
            OrderStatus.COMPLETED,
            OrderStatus.PENDING,
            OrderStatus.PROCESSING);

    private static OrderStatus status(Set<OrderStatus> signs) {
        boolean all = signs.contains(OrderStatus.DELIVERED) || signs.contains(OrderStatus.SHIPPED);
        Sent part = signs.contains(OrderStatus.PARTIALLY_SHIPPED) ? Sent.PART : Sent.NOTHING;
        List<Shipment> parcels = new ArrayList<>();
        if (signs.contains(OrderStatus.DELIVERED)) {
            parcels.add(parcel(Status.DELIVERED));
        } else if (all) {
            parcels.add(parcel(Status.IN_TRANSIT));
        }
        return new Signs(
                        signs.contains(OrderStatus.CANCELLED),
                        signs.contains(OrderStatus.REFUNDED),
                        signs.contains(OrderStatus.FAILED),
                        signs.contains(OrderStatus.ON_HOLD),
                        signs.contains(OrderStatus.PARTIALLY_REFUNDED),
                        all ? Sent.ALL : part,
                        signs.contains(OrderStatus.COMPLETED),
                        signs.contains(OrderStatus.PENDING),
                        parcels)
                .status();
    }

    static Stream<Arguments> pairs() {
        return PRECEDENCE.stream()
                .flatMap(first ->
                        PRECEDENCE.stream().skip(PRECEDENCE.indexOf(first)).map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofTwoSignsTheFormerCounts(OrderStatus first, OrderStatus second) {
        assertThat(status(EnumSet.of(first, second))).isEqualTo(first);
    }

    @Test
    void theContractNamesEveryStatus() {
        assertThat(PRECEDENCE).containsExactlyInAnyOrder(OrderStatus.values());
    }

    @Test
    void withoutAnySignItIsInTheWorks() {
        assertThat(status(EnumSet.noneOf(OrderStatus.class))).isEqualTo(OrderStatus.PROCESSING);
    }

    private static OrderStatus sent(Sent sent, Status... parcels) {
        return new Signs(
                        false,
                        false,
                        false,
                        false,
                        false,
                        sent,
                        false,
                        false,
                        Arrays.stream(parcels).map(OrderFixture::parcel).toList())
                .status();
    }

    @Test
    void itIsDeliveredOnceEveryParcelIs() {
        assertThat(sent(Sent.ALL, Status.DELIVERED, Status.DELIVERED)).isEqualTo(OrderStatus.DELIVERED);
        assertThat(sent(Sent.ALL, Status.DELIVERED, Status.IN_TRANSIT)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(sent(Sent.PART, Status.DELIVERED)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
    }

    @Test
    void cancelledParcelsDoNotCount() {
        assertThat(sent(Sent.ALL, Status.DELIVERED, Status.CANCELLED)).isEqualTo(OrderStatus.DELIVERED);
        assertThat(sent(Sent.ALL, Status.CANCELLED)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void whatIsSentWithoutAKnownParcelIsOnItsWay() {
        assertThat(sent(Sent.ALL)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void theWordsAreThoseOfTheContract() {
        assertThat(Arrays.stream(OrderStatus.values()).map(OrderStatus::code))
                .containsExactly(
                        "pending",
                        "on_hold",
                        "processing",
                        "partially_shipped",
                        "shipped",
                        "delivered",
                        "completed",
                        "cancelled",
                        "refunded",
                        "partially_refunded",
                        "failed");
        assertThat(Arrays.stream(PaymentStatus.values()).map(PaymentStatus::code))
                .containsExactly(
                        "pending",
                        "authorized",
                        "paid",
                        "partially_paid",
                        "partially_refunded",
                        "refunded",
                        "voided",
                        "expired",
                        "failed",
                        "unknown");
        assertThat(Arrays.stream(Status.values()).map(Status::code))
                .containsExactly(
                        "pending",
                        "in_transit",
                        "out_for_delivery",
                        "delivered",
                        "ready_for_pickup",
                        "failed",
                        "cancelled",
                        "unknown");
        assertThat(Arrays.stream(TimelineEntry.Kind.values()).map(TimelineEntry.Kind::code))
                .containsExactly(
                        "created", "paid", "shipped", "delivered", "completed", "refunded", "cancelled", "note");
        assertThat(Arrays.stream(SearchOrders.Status.values()).map(SearchOrders.Status::code))
                .containsExactly("ok", "timeout", "error");
    }
}
