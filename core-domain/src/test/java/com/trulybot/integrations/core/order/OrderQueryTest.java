package com.trulybot.integrations.core.order;

import static com.trulybot.integrations.core.order.OrderFixture.EVE;
import static com.trulybot.integrations.core.order.OrderFixture.ORDERED;
import static com.trulybot.integrations.core.order.OrderFixture.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.core.integration.IntegrationFixture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderQueryTest {
    private static final Instant LATER = ORDERED.plusSeconds(3_600);
    private static final OrderReference N1001 = OrderReference.parse("1001");

    @Test
    void theExactNumberIsMeantBeforeANewerOneWithAPrefix() {
        Order exact = numbered("1001", ORDERED);
        Order prefixed = numbered("EU-1001", LATER);
        assertThat(OrderQuery.byNumber(N1001).pick(List.of(exact, prefixed))).contains(exact);
        assertThat(OrderQuery.byNumber(N1001).pick(List.of(prefixed, exact))).contains(exact);
        assertThat(OrderQuery.byNumber(N1001).pick(List.of(prefixed))).contains(prefixed);
    }

    @Test
    void ofTwoWithThatNumberTheNewerIsMeant() {
        Order older = numbered("1001", ORDERED);
        Order newer = numbered("1001", LATER);
        Order undated = numbered("1001", (Instant) null);
        assertThat(OrderQuery.byNumber(N1001).pick(List.of(undated, newer, older)))
                .contains(newer);
        assertThat(OrderQuery.byNumber(N1001).pick(List.of(older, newer, undated)))
                .contains(newer);
        assertThat(OrderQuery.byNumber(N1001).pick(List.of(undated, older))).contains(older);
        assertThat(OrderQuery.byNumber(N1001).pick(List.of(undated))).contains(undated);
    }

    @Test
    void whatAPlatformAnswersBesideTheQuestionIsLeft() {
        List<Order> everything = List.of(numbered("1002"), numbered("10010"), numbered("2024-1001"));
        assertThat(OrderQuery.byNumber(N1001).pick(everything)).isEmpty();
        assertThat(OrderQuery.byNumber(N1001).pick(List.of())).isEmpty();
    }

    @Test
    void onlyTheOwnersOrderIsAcceptedWhereAnOwnerIsNamed() {
        Order order = numbered("1001");
        assertThat(OrderQuery.byNumber(N1001, "EVE@example.com").accepts(order)).isTrue();
        assertThat(OrderQuery.byNumber(N1001, "eva@example.com").accepts(order)).isFalse();
        assertThat(OrderQuery.byNumber(N1001).of(EVE).accepts(order)).isTrue();
        assertThat(OrderQuery.byNumber(N1001).of("eva@example.com").accepts(order))
                .isFalse();
        assertThat(OrderQuery.byNumber(OrderReference.parse("1002"), EVE).accepts(order))
                .isFalse();
    }

    @Test
    void anOwnersOrderIsMeantBeforeAStrangersNewerOne() {
        Order eves = numbered("EU-1001", ORDERED);
        Order strangers = OrderFixture.of(IntegrationFixture.woo(), "1001", "ben@example.com");
        assertThat(OrderQuery.byNumber(N1001, EVE).pick(List.of(strangers, eves)))
                .contains(eves);
    }

    @Test
    void byIdItIsTheIdThatCounts() {
        Order order = numbered("1001");
        assertThat(OrderQuery.byId("id-1001").pick(List.of(numbered("1002"), order)))
                .contains(order);
        assertThat(OrderQuery.byId("1001").accepts(order)).isFalse();
        assertThat(OrderQuery.byId("id-1001").of("eva@example.com").accepts(order))
                .isFalse();
    }

    @Test
    void eitherANumberOrAnIdIsGiven() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderQuery(null, null, EVE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderQuery(N1001, "1", null))
                .withMessage("either reference or id must be given");
    }

    @Test
    void itsTextNamesTheOrderAndNotTheShopper() {
        assertThat(OrderQuery.byNumber(N1001, EVE)).hasToString("OrderQuery[1001]");
        assertThat(OrderQuery.byId("77").of(EVE)).hasToString("OrderQuery[id 77]");
    }
}
