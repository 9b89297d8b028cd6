package com.trulybot.integrations.core.conversation;

import static com.trulybot.integrations.core.conversation.ConversationState.ANSWERED;
import static com.trulybot.integrations.core.conversation.ConversationState.HANDED_OVER;
import static com.trulybot.integrations.core.conversation.ConversationState.NEEDS_ORDER_NUMBER;
import static com.trulybot.integrations.core.conversation.ConversationState.NEEDS_VERIFICATION;
import static com.trulybot.integrations.core.conversation.ConversationState.OPEN;
import static com.trulybot.integrations.core.conversation.ConversationState.STORE_UNAVAILABLE;
import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static com.trulybot.integrations.core.order.OrderFixture.EVE;
import static com.trulybot.integrations.core.order.OrderFixture.euro;
import static com.trulybot.integrations.core.order.OrderFixture.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.trulybot.integrations.core.conversation.Reply.Message;
import com.trulybot.integrations.core.conversation.Reply.Said;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.DisconnectStore;
import com.trulybot.integrations.core.integration.FakeStores;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderFixture;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.workspace.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerShopperTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private final Widget widget = new Widget(Duration.ZERO);
    private final Integration woo = widget.woo(ANNA, "https://shop.example");
    private final Order order = widget.stores.has(OrderFixture.of(woo, "1001", EVE));
    private final Shopper eve = widget.shopper();

    @Test
    void aShopperIsAskedForNumberAndAddressAndThenSeesTheOrder() {
        Said first = eve.says("Where is my order?");
        assertThat(first.state()).isEqualTo(NEEDS_ORDER_NUMBER);
        assertThat(first.messages())
                .extracting(Message::text)
                .containsExactly("I'm happy to look. What is your order number? It is in your order confirmation.");
        Said second = eve.says("1001");
        assertThat(second.state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(second.messages())
                .extracting(Message::text)
                .containsExactly("Thank you. To make sure that order 1001 is yours, "
                        + "which e-mail address did you order with?");
        assertThat(widget.stores.asked()).isZero();
        Said third = eve.says("It's EVE@example.com");
        assertThat(third.state()).isEqualTo(ANSWERED);
        assertThat(third.holdBack()).isZero();
        assertThat(third.conversation()).isEqualTo(first.conversation());
        assertThat(third.token()).isEqualTo(first.token());
        assertThat(third.messages()).hasSize(1);
        assertThat(third.messages().get(0).text()).isEqualTo("Your order 1001: It is on its way to you.");
        OrderCard card = third.messages().get(0).order();
        assertThat(card.number()).isEqualTo("1001");
        assertThat(card.status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(card.statusText()).isEqualTo("It is on its way to you.");
        assertThat(card.createdAt()).isEqualTo(order.createdAt());
        assertThat(card.updatedAt()).isEqualTo(order.updatedAt());
        assertThat(card.items()).containsExactly(new OrderCard.Item("Mug", 2, null));
        assertThat(card.shipments()).isEqualTo(order.shipments());
        assertThat(card.total()).isEqualTo(euro("30.70"));
        assertThat(card.refunded()).isNull();
        assertThat(card.email()).isEqualTo("e***@example.com");
        assertThat(card.timeline()).isEqualTo(order.timeline());
    }

    @Test
    void theCardHoldsNothingElseOfTheShopper() {
        Message answer = eve.hears("1001 " + EVE);
        assertThat(answer.toString()).doesNotContain("Eve", EVE, "Street", "Berlin", "10115", "1234567", "MUG-1");
    }

    @Test
    void cancelledParcelsAreNotShownAndWhatWasGivenBackIs() {
        Shipment parcel = parcel(Shipment.Status.DELIVERED);
        widget.stores.has(OrderFixture.sentAs(order, parcel(Shipment.Status.CANCELLED), parcel));
        assertThat(eve.hears("1001 " + EVE).order().shipments()).containsExactly(parcel);
        Order other = widget.stores.has(OrderFixture.refunded(OrderFixture.of(woo, "1002", EVE), "5.00"));
        assertThat(eve.hears("1002").order().refunded())
                .isEqualTo(other.totals().refunded());
    }

    @Test
    void allInOneMessageIsAnsweredAtOnce() {
        Said said = eve.says("Hi, where is order #1001? I'm eve@example.com");
        assertThat(said.state()).isEqualTo(ANSWERED);
    }

    @Test
    void theAddressMayComeFirst() {
        Said asked = eve.says("My address is eve@example.com");
        assertThat(asked.state()).isEqualTo(NEEDS_ORDER_NUMBER);
        assertThat(eve.says("1001").state()).isEqualTo(ANSWERED);
    }

    @Test
    void aNumberAsShortAsOneDigitDoesWhenItWasAskedFor() {
        widget.stores.has(OrderFixture.of(woo, "7", EVE));
        eve.says("Where is my order?");
        assertThat(eve.says("7").state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(eve.says(EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void theShopsPrefixMayBeLeftOut() {
        widget.stores.has(OrderFixture.of(woo, "EU-2002", EVE));
        assertThat(eve.hears("2002 " + EVE).order().number()).isEqualTo("EU-2002");
    }

    @Test
    void whoWasAnsweredMayAskForTheNextOrderByItsNumberAlone() {
        widget.stores.has(OrderFixture.of(woo, "1002", EVE));
        eve.says("1001 " + EVE);
        assertThat(eve.hears("and 1002?").order().number()).isEqualTo("1002");
        assertThat(eve.hears("where is my order?").order().number()).isEqualTo("1002");
    }

    @Test
    void anotherMessageWhileANumberIsAwaitedAsksAgain() {
        eve.says("Where is my order?");
        Said said = eve.says("I don't know");
        assertThat(said.state()).isEqualTo(NEEDS_ORDER_NUMBER);
        assertThat(said.messages().get(0).text()).isEqualTo(Wording.askNumber());
    }

    @Test
    void anotherMessageWhileAnAddressIsAwaitedAsksAgain() {
        eve.says("#1001");
        Said said = eve.says("Why do you ask?");
        assertThat(said.state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(said.messages().get(0).text()).isEqualTo(Wording.askEmail("1001"));
    }

    @Test
    void smallTalkIsAnsweredWithWhatTheWidgetCanDo() {
        Said hello = eve.says("Hello!");
        assertThat(hello.state()).isEqualTo(OPEN);
        assertThat(hello.messages())
                .containsExactly(new Message(
                        "Hello! I can tell you where your order is. Just send me its number.",
                        null,
                        List.of(Wording.WHERE_IS_IT, Wording.PERSON)));
        assertThat(eve.hears("Thanks!").text()).startsWith("You're welcome!");
        assertThat(eve.hears("Do you sell plates?").text()).startsWith("Sorry, I did not understand that.");
        assertThat(widget.stores.asked()).isZero();
    }

    @Test
    void thanksAfterAnAnswerAskTheStoreNothing() {
        eve.says("1001 " + EVE);
        Said said = eve.says("Thank you so much");
        assertThat(said.state()).isEqualTo(OPEN);
        assertThat(said.messages().get(0).order()).isNull();
        assertThat(widget.stores.asked()).isOne();
    }

    @Test
    void whoWantsAPersonIsShownTheWay() {
        widget.handover(Handover.by("help@shop.example", "+49 30 1", "https://shop.example/help"));
        Said said = eve.says("I want to talk to someone about order 1001");
        assertThat(said.state()).isEqualTo(HANDED_OVER);
        assertThat(said.messages().get(0).text())
                .isEqualTo("The people of this store can help you: write to help@shop.example, or call +49 30 1, "
                        + "or go to https://shop.example/help.");
        assertThat(eve.says(EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void whereNoWayIsGivenTheContactPageIs() {
        assertThat(eve.hears("human please").text()).contains("contact page");
        widget.handover(Handover.by(null, "+49 30 1", null));
        assertThat(eve.hears("human please").text()).endsWith("can help you: call +49 30 1.");
    }

    @Test
    void aStoresFaultIsSaidKindlyAndTriedAgainWhenAsked() {
        widget.stores.ails(woo, StoreProblem.STORE_UNAVAILABLE);
        Said said = eve.says("1001 " + EVE);
        assertThat(said.state()).isEqualTo(STORE_UNAVAILABLE);
        assertThat(said.holdBack()).isZero();
        assertThat(said.messages().get(0).text())
                .isEqualTo("I can't reach the store's order system right now. Please try again in a few minutes.");
        assertThat(said.messages().get(0).quickReplies()).containsExactly(Wording.AGAIN, Wording.PERSON);
        assertThat(eve.says("Thanks anyway").state()).isEqualTo(OPEN);
        assertThat(eve.says(Wording.AGAIN.text()).state()).isEqualTo(STORE_UNAVAILABLE);
        widget.stores.recovers(woo);
        assertThat(eve.says("and now").state()).isEqualTo(ANSWERED);
    }

    @Test
    void aBugOfOursIsNoAnswerAndLeavesTheConversation() {
        eve.says("#1001");
        widget.stores.ails(woo, () -> {
            throw new IllegalStateException("a bug");
        });
        assertThatIllegalStateException().isThrownBy(() -> eve.says(EVE));
        widget.stores.recovers(woo);
        assertThat(eve.says(EVE).state()).isEqualTo(ANSWERED);
    }

    @Test
    void theConversationIsKeptUnderItsDigestOnly() {
        Said said = eve.says("#1001");
        widget.clock.advance(Duration.ofMinutes(1));
        eve.says("hm");
        Conversation kept = widget.conversations.find(said.conversation()).orElseThrow();
        assertThat(kept.tokenDigest())
                .matches("[0-9a-f]{64}")
                .doesNotContain(said.token().value());
        assertThat(kept.integration()).isEqualTo(woo.id());
        assertThat(kept.orderNumber()).isEqualTo("1001");
        assertThat(kept.email()).isNull();
        assertThat(kept.updatedAt()).isEqualTo(widget.clock.instant());
        assertThat(kept.createdAt()).isEqualTo(widget.clock.instant().minus(Duration.ofMinutes(1)));
        assertThat(kept).hasToString("Conversation[" + kept.id() + ", NEEDS_VERIFICATION]");
    }

    @Test
    void aTokenOfAnotherConversationOpensNone() {
        eve.says("#1001");
        Shopper mallory = widget.shopper();
        mallory.says("hello");
        ConversationToken mallorys = mallory.token();
        assertThat(mallory.posingAs(eve.conversation(), mallorys).sends(EVE)).isEqualTo(new Reply.NoSuchConversation());
        assertThat(mallory.posingAs(ConversationId.parse("7f9c24e8-3b12-4a3c-9a77-1d2f0c5e8b61"), mallorys)
                        .sends(EVE))
                .isEqualTo(new Reply.NoSuchConversation());
        assertThat(mallory.posingAs(eve.conversation(), eve.token()).says(EVE).state())
                .isEqualTo(ANSWERED);
    }

    @Test
    void aConversationOfAnotherAccountsStoreIsNone() {
        widget.woo(BEN, "https://ben.example");
        eve.says("#1001");
        assertThat(widget.shopper(BEN, WOO, "203.0.113.9")
                        .posingAs(eve.conversation(), eve.token())
                        .sends(EVE))
                .isEqualTo(new Reply.NoSuchConversation());
    }

    @Test
    void withSeveralStoresTheOneMustBeNamedAtTheBeginning() {
        Integration second = widget.woo(ANNA, "https://second.example/en");
        widget.stores.has(OrderFixture.of(second, "1001", "ben@example.com"));
        assertThat(eve.sends("1001 " + EVE)).isEqualTo(new Reply.WhichStore());
        assertThat(eve.at("http://Second.example/en/").says("1001").state()).isEqualTo(NEEDS_VERIFICATION);
        assertThat(eve.says("ben@example.com").state()).isEqualTo(ANSWERED);
        // From then on the conversation says which.
        assertThat(eve.at(null).says("where is my order").state()).isEqualTo(ANSWERED);
        assertThat(eve.at("https://shop.example").sends("where is my order")).isEqualTo(new Reply.NoSuchConversation());
    }

    @Test
    void aStoreThatIsNotTheAccountsIsNone() {
        assertThat(eve.at("https://shop.example").says("hi").state()).isEqualTo(OPEN);
        Reply none = new Reply.NoSuchStore();
        assertThat(widget.shopper().at("https://other.example").sends("hi")).isEqualTo(none);
        assertThat(widget.shopper().at("not a store").sends("hi")).isEqualTo(none);
        assertThat(widget.shopper().at("").sends("hi")).isEqualTo(none);
        assertThat(widget.shopper(BEN, WOO, "203.0.113.9").sends("hi")).isEqualTo(none);
        assertThat(widget.shopper(ANNA, SHOPIFY, "203.0.113.9").sends("hi")).isEqualTo(none);
    }

    @Test
    void aShopMayBeNamedByItsDomainAtThePlatform() {
        Integration shop = widget.integrations.given(IntegrationFixture.shopify(ANNA, "mugs.myshopify.com"));
        widget.integrations.given(IntegrationFixture.shopify(ANNA, "plates.myshopify.com"));
        widget.stores.has(OrderFixture.of(shop, "1001", EVE));
        assertThat(widget.shopper(ANNA, SHOPIFY, "203.0.113.9")
                        .at(" Mugs.MyShopify.com ")
                        .says("1001 " + EVE)
                        .state())
                .isEqualTo(ANSWERED);
    }

    @Test
    void aConversationEndsWithItsStoresConnection() {
        eve.says("#1001");
        new DisconnectStore(widget.integrations, new FakeStores(new ConnectionCheck.NotConfigured()), widget.clock)
                .disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON);
        assertThat(eve.sends(EVE)).isEqualTo(new Reply.NoSuchStore());
        widget.woo(ANNA, "https://second.example");
        assertThat(eve.sends(EVE)).isEqualTo(new Reply.NoSuchConversation());
    }

    @Test
    void eachOutcomeIsMatchedByItsOwnFunction() {
        assertThat(word(eve.sends("hi"))).isEqualTo("OPEN");
        assertThat(word(new Reply.NoSuchStore())).isEqualTo("no store");
        assertThat(word(new Reply.WhichStore())).isEqualTo("which");
        assertThat(word(new Reply.NoSuchConversation())).isEqualTo("no conversation");
    }

    private static String word(Reply reply) {
        return reply.match(said -> said.state().name(), () -> "no store", () -> "which", () -> "no conversation");
    }
}
