package com.trulybot.integrations.core.webhook;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.InMemoryIntegrations;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.webhook.ReceiveDelivery.Receipt;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiveDeliveryTest {
    private static final String SHOP = "mugs.myshopify.com";

    private final SettableClock clock = new SettableClock();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(new InMemoryActivities());
    private final List<ReceivedEvent> inbox = new ArrayList<>();
    private final Verifier verifier = new Verifier();
    private final ReceiveDelivery receive = new ReceiveDelivery(verifier, this::keep, integrations, clock);
    private final Integration woo = integrations.given(IntegrationFixture.woo());
    private final Integration shop = integrations.given(IntegrationFixture.shopify(ANNA, SHOP));

    /** By the port's rules. */
    private boolean keep(ReceivedEvent event) {
        boolean seen = inbox.stream()
                .anyMatch(kept -> kept.event()
                                .deliveryKey()
                                .equals(event.event().deliveryKey())
                        && (event.integration() == null
                                ? event.event().shopDomain().equals(kept.event().shopDomain())
                                : event.integration().equals(kept.integration())));
        return !seen && inbox.add(event);
    }

    /** Judges as the test says, and remembers with whose secret. */
    private static final class Verifier implements DeliveryVerifier {
        private DeliveryVerdict verdict = DeliveryVerdict.FORGED;
        private Optional<Integration> asked = Optional.empty();
        private int times;

        @Override
        public boolean listens(PlatformId platform) {
            return true;
        }

        @Override
        public Optional<String> shopDomain(PlatformId platform, Delivery delivery) {
            return delivery.label("Shop");
        }

        @Override
        public DeliveryVerdict judge(PlatformId platform, Delivery delivery, Optional<Integration> integration) {
            asked = integration;
            times++;
            return verdict;
        }
    }

    private static Delivery from(String shop) {
        return Delivery.of(Map.of("shop", List.of(shop)), "{}".getBytes(StandardCharsets.UTF_8));
    }

    private void genuine(Kind kind, String shopDomain) {
        verifier.verdict =
                new DeliveryVerdict.Genuine(new StoreEvent(kind, "topic", "key-1", shopDomain, "15", clock.instant()));
    }

    private Receipt byAddress(IntegrationId id) {
        return receive.receive(WOO, Optional.of(id), from(SHOP));
    }

    private Receipt byShop(String name) {
        return receive.receive(SHOPIFY, Optional.empty(), from(name));
    }

    @Test
    void whatAStoreProvesIsKeptForLater() {
        genuine(Kind.ORDER_CHANGED, null);
        assertThat(byAddress(woo.id())).isEqualTo(Receipt.TAKEN);
        assertThat(verifier.asked).contains(woo);
        assertThat(inbox).singleElement().satisfies(kept -> {
            assertThat(kept.platform()).isEqualTo(WOO);
            assertThat(kept.integration()).isEqualTo(woo.id());
            assertThat(kept.receivedAt()).isEqualTo(clock.instant());
            assertThat(kept.event().orderId()).isEqualTo("15");
        });
    }

    @Test
    void theSameDeliveryAgainIsSeenBefore() {
        genuine(Kind.ORDER_CHANGED, null);
        byAddress(woo.id());
        assertThat(byAddress(woo.id())).isEqualTo(Receipt.SEEN_BEFORE);
        assertThat(inbox).hasSize(1);
    }

    @Test
    void whatIsForgedIsKeptByNobody() {
        assertThat(byAddress(woo.id())).isEqualTo(Receipt.FORGED);
        assertThat(byShop(SHOP)).isEqualTo(Receipt.FORGED);
        assertThat(byShop("unknown.myshopify.com")).isEqualTo(Receipt.FORGED);
        assertThat(inbox).isEmpty();
    }

    @Test
    void aPingIsAnsweredWellAndDoesNothing() {
        verifier.verdict = DeliveryVerdict.PING;
        assertThat(byAddress(woo.id())).isEqualTo(Receipt.DROPPED);
        assertThat(inbox).isEmpty();
    }

    @Test
    void anAddressThatIsNoConnectedStoresIsDroppedUnjudged() {
        genuine(Kind.ORDER_CHANGED, null);
        assertThat(byAddress(IntegrationId.random())).isEqualTo(Receipt.DROPPED);
        assertThat(byAddress(shop.id())).isEqualTo(Receipt.DROPPED);
        integrations.given(woo.disconnected(clock.instant()));
        assertThat(byAddress(woo.id())).isEqualTo(Receipt.DROPPED);
        assertThat(verifier.times).isZero();
        assertThat(inbox).isEmpty();
    }

    @Test
    void aShopThatIsNamedIsJudgedWithItsPresentConnection() {
        Integration former =
                integrations.given(IntegrationFixture.shopify(BEN, SHOP).disconnected(clock.instant()));
        genuine(Kind.ORDER_CHANGED, SHOP);
        assertThat(byShop(SHOP)).isEqualTo(Receipt.TAKEN);
        assertThat(verifier.asked).contains(shop);
        assertThat(inbox).extracting(ReceivedEvent::integration).containsExactly(shop.id());
        assertThat(former.connected()).isFalse();
    }

    @Test
    void whoHasOneShopsSecretMaySpeakOfThatShopOnly() {
        genuine(Kind.CUSTOMER_REDACTED, "another.myshopify.com");
        assertThat(byShop(SHOP)).isEqualTo(Receipt.FORGED);
        assertThat(byAddress(woo.id())).isEqualTo(Receipt.FORGED);
        assertThat(inbox).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNINSTALLED", "CUSTOMER_DATA_REQUESTED", "CUSTOMER_REDACTED", "SHOP_REDACTED"})
    void whatMustBeDoneForFormerShopsIsKeptWithoutAConnection(Kind kind) {
        genuine(kind, "gone.myshopify.com");
        assertThat(byShop("gone.myshopify.com")).isEqualTo(Receipt.TAKEN);
        assertThat(verifier.asked).isEmpty();
        assertThat(inbox).singleElement().satisfies(kept -> {
            assertThat(kept.integration()).isNull();
            assertThat(kept.event().shopDomain()).isEqualTo("gone.myshopify.com");
        });
        assertThat(byShop("gone.myshopify.com")).isEqualTo(Receipt.SEEN_BEFORE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ORDER_CHANGED", "ORDER_DELETED", "PERMISSIONS_CHANGED", "OTHER"})
    void whatConcernsOnlyConnectedShopsIsDroppedWithoutAConnection(Kind kind) {
        genuine(kind, "gone.myshopify.com");
        assertThat(byShop("gone.myshopify.com")).isEqualTo(Receipt.DROPPED);
        assertThat(inbox).isEmpty();
    }

    @Test
    void whatNamesNoShopAndComesFromNoneWeKnowIsDropped() {
        genuine(Kind.UNINSTALLED, null);
        assertThat(byShop("gone.myshopify.com")).isEqualTo(Receipt.DROPPED);
    }

    @Test
    void whatWeDoNotActOnIsDropped() {
        genuine(Kind.OTHER, SHOP);
        assertThat(byShop(SHOP)).isEqualTo(Receipt.DROPPED);
        assertThat(inbox).isEmpty();
    }

    private static StoreEvent order(String key) {
        return new StoreEvent(Kind.ORDER_CHANGED, "order.updated", key, null, "15", null);
    }

    @Test
    void aProvenProgramTellsOfItsOwnStore() {
        assertThat(receive.receive(ANNA, WOO, woo.id(), List.of(order("a"), order("b"), order("a"))))
                .isTrue();
        assertThat(inbox).extracting(kept -> kept.event().deliveryKey()).containsExactly("a", "b");
        assertThat(inbox).extracting(ReceivedEvent::integration).containsOnly(woo.id());
    }

    @Test
    void aProvenProgramTellsOfNobodyElsesStore() {
        assertThat(receive.receive(BEN, WOO, woo.id(), List.of(order("a")))).isFalse();
        assertThat(receive.receive(ANNA, SHOPIFY, woo.id(), List.of(order("a"))))
                .isFalse();
        assertThat(receive.receive(ANNA, WOO, IntegrationId.random(), List.of(order("a"))))
                .isFalse();
        integrations.given(woo.disconnected(clock.instant()));
        assertThat(receive.receive(ANNA, WOO, woo.id(), List.of(order("a")))).isFalse();
        assertThat(inbox).isEmpty();
    }

    @Test
    void anEventHasAKeyOfSensibleLength() {
        assertThat(order("k".repeat(200)).deliveryKey()).hasSize(200);
        for (String key : List.of("", " ", "k".repeat(201))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> order(key))
                    .withMessage("deliveryKey must have 1 to 200 characters");
        }
    }

    @Test
    void aReceivedEventTellsWhoseItIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReceivedEvent(UUID.randomUUID(), WOO, null, order("a"), clock.instant()))
                .withMessage("integration or event.shopDomain must be given");
    }

    @Test
    void aShopperIsNotNamedInText() {
        Shopper ann = new Shopper("ann@shop.test", "+49 1", List.of("15", "16"));
        StoreEvent event = new StoreEvent(Kind.CUSTOMER_REDACTED, "customers/redact", "k", SHOP, null, null, ann);
        ShopperExport.Talk talk =
                new ShopperExport.Talk(clock.instant(), clock.instant(), "answered", "1001", "ann@shop.test");
        assertThat(event + " " + talk)
                .contains("Shopper[2 orders]")
                .doesNotContain("ann@")
                .doesNotContain("+49");
    }
}
