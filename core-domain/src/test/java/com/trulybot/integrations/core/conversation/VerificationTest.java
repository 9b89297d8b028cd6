package com.trulybot.integrations.core.conversation;

import static com.trulybot.integrations.core.conversation.ConversationState.ANSWERED;
import static com.trulybot.integrations.core.conversation.ConversationState.NEEDS_VERIFICATION;
import static com.trulybot.integrations.core.conversation.ConversationState.STORE_UNAVAILABLE;
import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.order.OrderFixture.EVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.trulybot.integrations.core.conversation.Reply.Message;
import com.trulybot.integrations.core.conversation.Reply.Said;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.OrderFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paragraph "Verification" of the HTTP contract, number by number. */
class VerificationTest {
    private static final String STRANGER = "mallory@example.com";

    private final Widget widget = new Widget(Duration.ZERO);
    private final Integration woo = widget.woo(ANNA, "https://shop.example");

    VerificationTest() {
        widget.stores.has(OrderFixture.of(woo, "1001", EVE));
        widget.stores.hasTooOld("7");
    }

    private void fails(Shopper shopper, int times, String number) {
        for (int i = 0; i < times; i++) {
            assertThat(shopper.says(number + " " + STRANGER).state()).isEqualTo(NEEDS_VERIFICATION);
        }
    }

    @Test
    void aWrongEmailAWrongNumberAndAnOrderTooOldAreAnsweredAlike() {
        List<List<Message>> answers = List.of(
                widget.shopper().says("#1001 " + STRANGER).messages(),
                widget.shopper().says("#9999 " + EVE).messages(),
                widget.shopper().says("#7 " + EVE).messages());
        assertThat(answers)
                .containsOnly(List.of(new Message(
                        "I couldn't find an order with that number and that e-mail address. "
                                + "Please check both and send me the one to correct.",
                        null,
                        List.of())));
    }

    @Test
    void whereAPlatformShowsOnlySomeDaysTheWordsAlwaysSaySo() {
        Integration shop = widget.integrations.given(IntegrationFixture.shopify(ANNA, "mugs.myshopify.com"));
        widget.stores.has(OrderFixture.of(shop, "1001", EVE));
        for (String tried : List.of("#1001 " + STRANGER, "#9999 " + EVE, "#7 " + EVE)) {
            assertThat(widget.shopper(ANNA, SHOPIFY, "203.0.113.9").hears(tried).text())
                    .isEqualTo(Wording.refused(0) + " Orders older than 60 days may not be visible to me.");
        }
    }

    @Test
    void theOneToCorrectMayBeSentAlone() {
        Shopper eve = widget.shopper();
        assertThat(eve.says("1001 evv@example.com").state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(eve.says(EVE).state()).isEqualTo(ANSWERED);
        Shopper again = widget.shopper();
        assertThat(again.says("1010 " + EVE).state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(again.says("1001").state()).isEqualTo(ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ev\u0435@example.com", "ｅve@example.com", "eve@example.com.evil.example", "eve@\u212axample.com"
            })
    void anAddressThatOnlyLooksAlikeProvesNothing(String email) {
        assertThat(widget.shopper().says("1001 " + email).state()).isEqualTo(NEEDS_VERIFICATION);
    }

    @Test
    void theWayToAPersonIsOfferedFromTheThirdRefusalOn() {
        Shopper mallory = widget.shopper();
        Message first = mallory.hears("1001 " + STRANGER);
        Message second = mallory.hears("1001 " + STRANGER);
        Message third = mallory.hears("1001 " + STRANGER);
        assertThat(second).isEqualTo(first);
        assertThat(first.quickReplies()).isEmpty();
        assertThat(third.text()).startsWith(first.text()).contains("The people of this store can help you");
        assertThat(third.quickReplies()).containsExactly(Wording.PERSON);
        assertThat(mallory.hears("1001 " + STRANGER)).isEqualTo(third);
        Said fourth = mallory.says("where is my order");
        assertThat(fourth.messages()).containsExactly(third);
    }

    @Test
    void afterASuccessRefusalsAreCountedAnew() {
        Shopper eve = widget.shopper();
        fails(eve, 2, "1001");
        assertThat(eve.says(EVE).state()).isEqualTo(ANSWERED);
        assertThat(eve.hears("9999").quickReplies()).isEmpty();
        assertThat(eve.hears("9998").quickReplies()).isEmpty();
        assertThat(eve.hears("9997").quickReplies()).containsExactly(Wording.PERSON);
    }

    @Test
    void tenTimesMayFailInOneConversationAndThenNothingProves() {
        Shopper shopper = widget.shopper();
        for (int i = 0; i < 10; i++) {
            fails(shopper, 1, "#5" + i);
        }
        Said refused = shopper.says("1001 " + EVE);
        assertThat(refused.state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(refused.messages().get(0).quickReplies()).containsExactly(Wording.PERSON);
        assertThat(widget.stores.asked()).isEqualTo(10);
    }

    @Test
    void afterNineFailuresInAConversationTheTenthTryCounts() {
        Shopper shopper = widget.shopper();
        for (int i = 0; i < 9; i++) {
            fails(shopper, 1, "#5" + i);
        }
        assertThat(shopper.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void anHourLaterTheConversationMayTryAgain() {
        Shopper shopper = widget.shopper();
        fails(shopper, 10, "#55");
        assertThat(shopper.says("1001 " + EVE).state()).isEqualTo(NEEDS_VERIFICATION);
        widget.clock.advance(Duration.ofHours(1));
        assertThat(shopper.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void sixtyTimesMayFailFromOneAddressInWhateverConversations() {
        for (int i = 0; i < 59; i++) {
            fails(widget.shopper("198.51.100.1"), 1, "#5" + i);
        }
        assertThat(widget.shopper("198.51.100.1").says("1001 " + EVE).state()).isEqualTo(ANSWERED);
        fails(widget.shopper("198.51.100.1"), 1, "#59");
        Said refused = widget.shopper("198.51.100.1").says("1001 " + EVE);
        assertThat(refused.state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(refused.messages().get(0).quickReplies()).containsExactly(Wording.PERSON);
        assertThat(widget.shopper("198.51.100.2").says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void afterTenFailuresAtAnOrderOnlyWhoHasNotFailedMayTry() {
        for (int i = 0; i < 10; i++) {
            fails(widget.shopper(), 1, "#1001");
        }
        Shopper failed = widget.shopper("198.51.100.7");
        fails(failed, 1, "#9999");
        assertThat(failed.says("1001 " + EVE).state()).isEqualTo(NEEDS_VERIFICATION);
        // The same address in a new conversation has failed as well.
        assertThat(widget.shopper("198.51.100.7").says("1001 " + EVE).state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(widget.shopper().says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void atAnOrderWithNineFailuresWhoHasFailedElsewhereMayStillTry() {
        for (int i = 0; i < 9; i++) {
            fails(widget.shopper(), 1, "#1001");
        }
        Shopper eve = widget.shopper();
        fails(eve, 1, "#9999");
        assertThat(eve.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void aConversationThatFailedMayNotGoOnFromAnotherAddress() {
        for (int i = 0; i < 10; i++) {
            fails(widget.shopper(), 1, "#1001");
        }
        Shopper failed = widget.shopper("198.51.100.7");
        fails(failed, 1, "#9999");
        Shopper moved = widget.shopper("198.51.100.8").posingAs(failed.conversation(), failed.token());
        assertThat(moved.says("1001 " + EVE).state()).isEqualTo(NEEDS_VERIFICATION);
    }

    @Test
    void noNumberOfFailuresLocksTheOwnerOut() {
        for (int i = 0; i < 40; i++) {
            fails(widget.shopper(), 1, "#1001");
        }
        Shopper eve = widget.shopper();
        assertThat(eve.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
        assertThat(eve.says("where is my order").state()).isEqualTo(ANSWERED);
    }

    @Test
    void allSpellingsOfANumberAreCountedTogether() {
        widget.stores.has(OrderFixture.of(woo, "EU-2002", EVE));
        List<String> spellings = List.of("#2002", "EU-2002", "order 2002", "eu-2002", "２００２", "2002-A");
        for (int i = 0; i < 10; i++) {
            fails(widget.shopper(), 1, spellings.get(i % spellings.size()));
        }
        Shopper failed = widget.shopper();
        fails(failed, 1, "#9999");
        assertThat(failed.says("EU-2002 " + EVE).state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(failed.says("1001").state()).isEqualTo(ANSWERED);
    }

    @Test
    void numbersThatDoNotExistAreCountedAlike() {
        for (int i = 0; i < 10; i++) {
            fails(widget.shopper(), 1, "#3003");
        }
        Shopper failed = widget.shopper();
        fails(failed, 1, "#9999");
        int asked = widget.stores.asked();
        Message atNothing = failed.hears("3003 " + EVE);
        assertThat(widget.stores.asked()).isEqualTo(asked);

        for (int i = 0; i < 10; i++) {
            fails(widget.shopper(), 1, "#1001");
        }
        Shopper other = widget.shopper();
        fails(other, 1, "#9999");
        assertThat(other.hears("1001 " + EVE)).isEqualTo(atNothing);
    }

    @Test
    void oneStoresOrdersAreNotCountedWithAnothers() {
        Integration second = widget.woo(ANNA, "https://second.example");
        widget.stores.has(OrderFixture.of(second, "1001", EVE));
        for (int i = 0; i < 10; i++) {
            fails(widget.shopper().at("https://shop.example"), 1, "#1001");
        }
        Shopper eve = widget.shopper().at("https://second.example");
        fails(eve, 1, "#9999");
        assertThat(eve.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void aSuccessIsNoFailure() {
        Shopper eve = widget.shopper();
        for (int i = 0; i < 30; i++) {
            assertThat(eve.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
        }
        fails(eve, 1, "#9999");
        assertThat(eve.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void aStoresFaultIsNoFailure() {
        Shopper eve = widget.shopper();
        widget.stores.ails(woo, StoreProblem.STORE_TIMEOUT);
        for (int i = 0; i < 30; i++) {
            assertThat(eve.says("1001 " + EVE).state()).isEqualTo(STORE_UNAVAILABLE);
        }
        widget.stores.recovers(woo);
        fails(eve, 1, "#9999");
        assertThat(eve.says("1001 " + EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void aBugOfOursIsNoFailure() {
        Shopper eve = widget.shopper();
        widget.stores.ails(woo, () -> {
            throw new IllegalStateException("a bug");
        });
        eve.says("#1001");
        for (int i = 0; i < 30; i++) {
            assertThatIllegalStateException().isThrownBy(() -> eve.says(EVE));
        }
        widget.stores.recovers(woo);
        assertThat(eve.says(EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void askingAgainWithTheSameProofIsNotCountedOrTried() {
        Shopper mallory = widget.shopper();
        Message refused = mallory.hears("1001 " + STRANGER);
        for (int i = 0; i < 30; i++) {
            assertThat(mallory.hears("where is my order")).isEqualTo(refused);
        }
        assertThat(widget.stores.asked()).isOne();
        assertThat(mallory.says(EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void triesMadeAtOnceCanNotSlipThroughTogether() throws InterruptedException {
        Shopper shopper = widget.shopper();
        shopper.says("hello");
        CountDownLatch ten = new CountDownLatch(10);
        CountDownLatch go = new CountDownLatch(1);
        widget.stores.ails(woo, () -> {
            ten.countDown();
            try {
                assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<Thread> tries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Shopper tab = widget.shopper("198.51.100." + i).posingAs(shopper.conversation(), shopper.token());
            String text = "#5" + i + " " + EVE;
            Thread thread = new Thread(() -> tab.says(text));
            thread.start();
            tries.add(thread);
        }
        assertThat(ten.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(shopper.says("1001 " + EVE).state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(widget.stores.asked()).isEqualTo(10);
        go.countDown();
        for (Thread thread : tries) {
            thread.join();
        }
    }

    @Test
    void aRefusalIsHeldBackToAWholeMultipleOfThePace() {
        Duration pace = Duration.ofHours(2);
        Widget paced = new Widget(pace);
        Integration store = paced.woo(ANNA, "https://shop.example");
        paced.stores.has(OrderFixture.of(store, "1001", EVE));
        paced.stores.hasTooOld("7");
        Shopper shopper = paced.shopper();
        for (String tried : List.of("#1001 " + STRANGER, "#9999 " + EVE, "#7 " + EVE, "where is my order")) {
            assertThat(shopper.says(tried).holdBack()).isBetween(pace.minusMinutes(10), pace);
        }
        fails(shopper, 10, "#55");
        assertThat(shopper.says("1001 " + EVE).holdBack()).isBetween(pace.minusMinutes(10), pace);
        Shopper eve = paced.shopper();
        assertThat(eve.says("1001").holdBack()).isZero();
        assertThat(eve.says(EVE).holdBack()).isZero();
    }

    @Test
    void aStoreSlowerThanThePaceIsHeldBackToTheNextMultiple() {
        Duration pace = Duration.ofMillis(40);
        Widget paced = new Widget(pace);
        Integration store = paced.woo(ANNA, "https://shop.example");
        long[] began = new long[1];
        paced.stores.ails(store, () -> {
            began[0] = System.nanoTime();
            while (System.nanoTime() - began[0] < pace.toNanos() * 3 / 2) {
                Thread.onSpinWait();
            }
        });
        Duration holdBack = paced.shopper().says("#9999 " + EVE).holdBack();
        assertThat(holdBack).isGreaterThan(Duration.ZERO).isLessThanOrEqualTo(pace);
    }
}
