package com.trulybot.integrations.core.webhook;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.FakeStores;
import com.trulybot.integrations.core.integration.InMemoryIntegrations;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderCache;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkEventTest {
    private static final String SHOP = "mugs.myshopify.com";
    private static final Shopper ANN = new Shopper("ann@shop.test", null, List.of("15", "16"));

    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    private final FakeStores stores = new FakeStores(confirmed("read_orders"));
    private final Forgotten orders = new Forgotten();
    private final Records records = new Records();
    private final WorkEvent work =
            new WorkEvent(integrations, stores, new WatchStore(integrations, clock), orders, records, clock);
    private final Integration woo = integrations.given(IntegrationFixture.woo());
    private final Integration bens =
            integrations.given(IntegrationFixture.shopify(BEN, SHOP).disconnected(SettableClock.START));
    private final Integration annas = integrations.given(IntegrationFixture.shopify(ANNA, SHOP));

    private static ConnectionCheck confirmed(String permissions) {
        return new ConnectionCheck.Confirmed(
                new StoreProfile(
                        IntegrationFixture.shopify(ANNA, SHOP).storeUrl(), "Mugs", null, SHOP, permissions, Map.of()),
                Credentials.of(Map.of()));
    }

    /** Which orders were forgotten. */
    private static final class Forgotten implements OrderCache {
        private final List<String> forgotten = new ArrayList<>();

        @Override
        public Optional<Order> get(IntegrationId integration, OrderReference reference) {
            return Optional.empty();
        }

        @Override
        public void put(IntegrationId integration, OrderReference reference, Order order) {}

        @Override
        public void forget(IntegrationId integration, String orderId) {
            forgotten.add(integration + " " + orderId);
        }
    }

    /** What was exported and erased, by the port's rules. */
    private final class Records implements ShopperRecords {
        private final Map<UUID, ShopperExport> exports = new LinkedHashMap<>();
        private final List<IntegrationId> erased = new ArrayList<>();

        @Override
        public void export(UUID id, Integration integration, Shopper shopper, Instant until, Activity activity) {
            if (!exports.containsKey(id)) {
                exports.put(id, new ShopperExport(id, integration.id(), shopper, List.of(), clock.instant(), until));
                activities.record(activity);
            }
        }

        @Override
        public void erase(Integration integration, Shopper shopper, Activity activity) {
            erased.add(integration.id());
            activities.record(activity);
        }

        @Override
        public Optional<ShopperExport> find(WorkspaceId workspace, UUID id, Instant now) {
            return Optional.ofNullable(exports.get(id));
        }
    }

    private ReceivedEvent event(PlatformId platform, IntegrationId id, StoreEvent event) {
        return new ReceivedEvent(UUID.randomUUID(), platform, id, event, clock.instant());
    }

    private ReceivedEvent ofShop(Kind kind, Instant at, Shopper shopper) {
        return event(SHOPIFY, annas.id(), new StoreEvent(kind, "topic", "key", SHOP, null, at, shopper));
    }

    private ReceivedEvent uninstalled(Instant at) {
        return ofShop(Kind.UNINSTALLED, at, null);
    }

    private void refuses(StoreProblem problem) {
        stores.answer(new ConnectionCheck.Refused(problem, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ORDER_CHANGED", "ORDER_DELETED"})
    void whatIsRememberedOfAnOrderIsForgottenWheneverTheNewsComes(Kind kind) {
        Instant late = clock.instant().minus(Duration.ofDays(9));
        work.work(event(WOO, woo.id(), new StoreEvent(kind, "order.updated", "k", null, "15", late)));
        work.work(event(SHOPIFY, annas.id(), new StoreEvent(kind, "orders/updated", "k", SHOP, "7", null)));
        assertThat(orders.forgotten).containsExactly(woo.id() + " 15", annas.id() + " 7", bens.id() + " 7");
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void newsOfNoOrderOrOfAStoreThatIsGoneAreNone() {
        work.work(event(WOO, woo.id(), new StoreEvent(Kind.ORDER_CHANGED, "t", "k", null, null, null)));
        work.work(event(WOO, IntegrationId.random(), new StoreEvent(Kind.ORDER_CHANGED, "t", "k", null, "15", null)));
        work.work(ofShop(Kind.OTHER, null, ANN));
        assertThat(orders.forgotten).isEmpty();
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void anUninstallationOlderThanTheConnectionIsIgnored() {
        refuses(StoreProblem.STORE_CREDENTIALS_REJECTED);
        work.work(uninstalled(annas.connectedAt().minusMillis(1)));
        assertThat(integrations.now(annas.id())).isEqualTo(annas);
    }

    @Test
    void whileTheTokenWorksTheAppIsNotUninstalled() {
        work.work(uninstalled(annas.connectedAt().plusSeconds(60)));
        work.work(uninstalled(null));
        assertThat(integrations.now(annas.id())).isEqualTo(annas);
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void aDeadTokenEndsTheConnectionAndIsTold() {
        refuses(StoreProblem.STORE_CREDENTIALS_REJECTED);
        clock.advance(Duration.ofHours(1));
        work.work(uninstalled(annas.connectedAt()));
        Integration ended = integrations.now(annas.id());
        assertThat(ended.status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        assertThat(ended.credentials()).isEqualTo(SealedCredentials.NONE);
        assertThat(ended.disconnectedAt()).isEqualTo(clock.instant());
        assertThat(integrations.now(bens.id())).isEqualTo(bens);
        assertThat(activities.types()).containsExactly("store_uninstalled");
        assertThat(activities.last().merchant()).isEqualTo(ANNA);
        assertThat(activities.last().createdAt()).isEqualTo(clock.instant());
        assertThat(activities.last().description())
                .isEqualTo("Anna's Mugs was disconnected: the app was uninstalled there.");
        work.work(uninstalled(annas.connectedAt()));
        assertThat(activities.types()).containsExactly("store_uninstalled");
    }

    @Test
    void aStoreThatCanNotBeAskedIsAskedAgainLater() {
        refuses(StoreProblem.STORE_UNREACHABLE);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> work.work(uninstalled(annas.connectedAt())))
                .extracting(StoreException::problem)
                .isEqualTo(StoreProblem.STORE_UNREACHABLE);
        assertThat(integrations.now(annas.id())).isEqualTo(annas);
    }

    @Test
    void aSettingOfOursThatIsMissingEndsNoConnection() {
        stores.answer(new ConnectionCheck.NotConfigured());
        assertThatIllegalStateException().isThrownBy(() -> work.work(uninstalled(annas.connectedAt())));
        assertThat(integrations.now(annas.id())).isEqualTo(annas);
    }

    @Test
    void newPermissionsAreNoted() {
        stores.answer(confirmed("read_orders,read_all_orders"));
        work.work(ofShop(Kind.PERMISSIONS_CHANGED, null, null));
        assertThat(integrations.now(annas.id()).permissions()).isEqualTo("read_orders,read_all_orders");
        assertThat(integrations.now(bens.id())).isEqualTo(bens);
        stores.answer(confirmed(null));
        work.work(ofShop(Kind.PERMISSIONS_CHANGED, null, null));
        assertThat(integrations.now(annas.id()).permissions()).isEqualTo("read_orders,read_all_orders");
    }

    @Test
    void permissionsThatNoLongerSufficeNeedAttention() {
        refuses(StoreProblem.STORE_PERMISSION_MISSING);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> work.work(ofShop(Kind.PERMISSIONS_CHANGED, null, null)));
        assertThat(integrations.now(annas.id()).status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
        assertThat(activities.types()).containsExactly("store_needs_attention");
    }

    @Test
    void aDataRequestIsExportedOnceForEachAccountThatHasOrHadTheShop() {
        ReceivedEvent request = ofShop(Kind.CUSTOMER_DATA_REQUESTED, null, ANN);
        work.work(request);
        work.work(request);
        assertThat(records.exports.values())
                .extracting(ShopperExport::integration)
                .containsExactly(annas.id(), bens.id());
        assertThat(records.exports.values()).allSatisfy(export -> {
            assertThat(export.shopper()).isEqualTo(ANN);
            assertThat(export.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        });
        assertThat(activities.types()).containsExactly("customer_data_requested", "customer_data_requested");
        assertThat(activities.last().merchant()).isEqualTo(BEN);
        assertThat(activities.last().description())
                .isEqualTo("Anna's Mugs: a shopper asked what is stored about them. The answer is ready for 30 days.");
        UUID last = List.copyOf(records.exports.keySet()).get(1);
        assertThat(activities.last().metadata()).containsEntry("exportId", last.toString());
        work.work(ofShop(Kind.CUSTOMER_DATA_REQUESTED, null, ANN));
        assertThat(records.exports).hasSize(4);
    }

    @Test
    void aShopperIsErasedEverywhereTheShopIsOrWas() {
        work.work(ofShop(Kind.CUSTOMER_REDACTED, null, ANN));
        assertThat(records.erased).containsExactly(annas.id(), bens.id());
        assertThat(orders.forgotten)
                .containsExactly(annas.id() + " 15", annas.id() + " 16", bens.id() + " 15", bens.id() + " 16");
        assertThat(activities.types()).containsExactly("customer_redacted", "customer_redacted");
        assertThat(activities.last().description())
                .isEqualTo("Anna's Mugs: what was stored about a shopper was erased.");
        assertThat(activities.last().toString()).doesNotContain("ann@");
    }

    @Test
    void aRequestThatNamesNobodyDoesNothing() {
        work.work(ofShop(Kind.CUSTOMER_DATA_REQUESTED, null, null));
        work.work(ofShop(Kind.CUSTOMER_REDACTED, null, null));
        assertThat(records.exports).isEmpty();
        assertThat(records.erased).isEmpty();
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void aShopThatIsRedactedIsDeletedAndItsPresentConnectionLeftAlone() {
        work.work(ofShop(Kind.SHOP_REDACTED, null, null));
        assertThat(integrations.now(bens.id())).isNull();
        assertThat(integrations.now(annas.id())).isEqualTo(annas);
        assertThat(activities.types()).containsExactly("shop_redacted");
        assertThat(activities.last().merchant()).isEqualTo(BEN);
        assertThat(activities.last().description())
                .isEqualTo("Anna's Mugs was erased with everything stored about its shoppers, as its platform asked.");
        work.work(ofShop(Kind.SHOP_REDACTED, null, null));
        assertThat(activities.types()).containsExactly("shop_redacted");
    }

    @Test
    void aShopThatBelongsToNoConnectionIsFoundByItsName() {
        integrations.given(annas.disconnected(clock.instant()));
        work.work(event(SHOPIFY, null, new StoreEvent(Kind.SHOP_REDACTED, "shop/redact", "key", SHOP, null, null)));
        assertThat(integrations.ofShop(SHOPIFY, SHOP)).isEmpty();
        assertThat(activities.types()).containsExactly("shop_redacted", "shop_redacted");
    }
}
