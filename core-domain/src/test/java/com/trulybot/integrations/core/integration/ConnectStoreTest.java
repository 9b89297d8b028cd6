package com.trulybot.integrations.core.integration;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.ConnectStore.Proof;
import com.trulybot.integrations.core.integration.Connection.Connected;
import com.trulybot.integrations.core.integration.Connection.NotConnected;
import com.trulybot.integrations.core.integration.Connection.Taken;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.ConnectionCheck.Invalid;
import com.trulybot.integrations.core.integration.ConnectionCheck.NotConfigured;
import com.trulybot.integrations.core.integration.ConnectionCheck.Refused;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectStoreTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private static final Credentials KEYS = Credentials.of(
            Map.of(Field.API_KEY, Secret.of("ck_0123456789abcdef"), Field.API_SECRET, Secret.of("cs_1")));

    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    private final FakeVault vault = new FakeVault();
    private final FakeStores stores = new FakeStores(confirmed("https://shop.example", null));
    private final ConnectStore connectStore = new ConnectStore(stores, stores, vault, integrations, activities, clock);
    private final DisconnectStore disconnectStore = new DisconnectStore(integrations, stores, clock);

    private static Confirmed confirmed(String url, String shopDomain) {
        return new Confirmed(
                new StoreProfile(
                        StoreUrl.parse(url), "Mugs", "mugs@shop.example", shopDomain, null, Map.of("currency", "EUR")),
                KEYS);
    }

    private static StoreProposal proposal(PlatformId platform, String address) {
        return new StoreProposal(platform, address, KEYS.secrets(), null, null, "read");
    }

    private Connection connect(Merchant merchant, PlatformId platform) {
        return connectStore.connect(
                merchant, Origin.NONE, proposal(platform, "shop.example"), Deadline.in(Duration.ofMinutes(1)));
    }

    private static Integration connected(Connection connection, boolean created) {
        return connection.match(
                it -> {
                    assertThat(it.created()).isEqualTo(created);
                    return it.integration();
                },
                invalid -> null,
                refused -> null,
                () -> null,
                () -> null);
    }

    private Credentials opened(Integration integration) {
        return vault.open(integration.id(), integration.credentials());
    }

    private Secret webhookSecret(Integration integration) {
        return opened(integration).require(Field.WEBHOOK_SECRET);
    }

    private Credentials withoutWebhookSecret(Integration integration) {
        Map<Field, Secret> secrets = new EnumMap<>(opened(integration).secrets());
        secrets.remove(Field.WEBHOOK_SECRET);
        return Credentials.of(secrets);
    }

    private Connection proven(Merchant merchant) {
        return connectStore.connect(
                merchant,
                Origin.NONE,
                proposal(SHOPIFY, "mugs.myshopify.com"),
                Proof.PLATFORM,
                confirmed("https://mugs.myshopify.com", "mugs.myshopify.com"),
                Duration.ofMillis(340));
    }

    @Test
    void aStoreThatIsToSignItsWebhooksGetsASecretOfItsOwn() {
        Integration annas = connected(connect(ANNA, WOO), true);
        Integration bens = connected(connect(BEN, WOO), true);
        assertThat(webhookSecret(annas).expose()).matches("[0-9a-f]{64}");
        assertThat(webhookSecret(bens)).isNotEqualTo(webhookSecret(annas));
        assertThat(opened(connected(connect(ANNA, SHOPIFY), true)).get(Field.WEBHOOK_SECRET))
                .isEmpty();
    }

    @Test
    void aWebhookSecretThatIsGivenIsTaken() {
        Credentials given = KEYS.with(Field.WEBHOOK_SECRET, Secret.of("given-by-the-platform"));
        stores.answer(new Confirmed(confirmed("https://shop.example", null).profile(), given));
        assertThat(opened(connected(connect(ANNA, WOO), true))).isEqualTo(given);
    }

    @Test
    void connectedAnewAStoreKeepsItsWebhookSecret() {
        Secret first = webhookSecret(connected(connect(ANNA, WOO), true));
        assertThat(webhookSecret(connected(connect(ANNA, WOO), false))).isEqualTo(first);
    }

    @Test
    void afterDisconnectingTheWebhookSecretIsANewOne() {
        Integration first = connected(connect(ANNA, WOO), true);
        Secret before = webhookSecret(first);
        disconnectStore.disconnect(ANNA, Origin.NONE, WOO, first.id(), SOON);
        assertThat(webhookSecret(connected(connect(ANNA, WOO), false))).isNotEqualTo(before);
    }

    @Test
    void aStoreWhoseCredentialsNoLongerOpenIsMendedByConnectingAnew() {
        Integration unreadable = integrations.given(IntegrationFixture.woo());
        assertThatIllegalStateException().isThrownBy(() -> opened(unreadable));
        Integration again = connected(connect(ANNA, WOO), false);
        assertThat(again.id()).isEqualTo(unreadable.id());
        assertThat(webhookSecret(again).expose()).matches("[0-9a-f]{64}");
    }

    @Test
    void whereACallCameFromIsToldWithEachOutcome() {
        Origin origin = new Origin("203.0.113.9", "curl/8");
        stores.answer(confirmed("https://mugs.myshopify.com", "mugs.myshopify.com"));
        connectStore.connect(BEN, origin, proposal(SHOPIFY, "mugs.myshopify.com"), SOON);
        assertThat(activities.last().metadata())
                .containsEntry("address", "203.0.113.9")
                .containsEntry("agent", "curl/8");
        connectStore.connect(ANNA, origin, proposal(SHOPIFY, "mugs.myshopify.com"), SOON);
        assertThat(activities.last().type()).isEqualTo("store_connect_refused");
        assertThat(activities.last().metadata())
                .containsEntry("address", "203.0.113.9")
                .containsEntry("agent", "curl/8");
        stores.answer(new Refused(StoreProblem.STORE_TIMEOUT, null));
        connectStore.connect(ANNA, origin, proposal(WOO, "shop.example"), SOON);
        assertThat(activities.last().metadata())
                .containsEntry("address", "203.0.113.9")
                .containsEntry("agent", "curl/8");
    }

    @Test
    void aFaultThatIsThrownIsARefusal() {
        stores.broken(new StoreException(StoreProblem.STORE_TIMEOUT, null, "It took 15 seconds.", null));
        assertThat(connect(ANNA, WOO))
                .isEqualTo(new NotConnected(new Refused(StoreProblem.STORE_TIMEOUT, "It took 15 seconds.")));
        assertThat(activities.last().metadata()).containsEntry("code", "store_timeout");
    }

    @Test
    void whoProvesAShopByThePlatformTakesItOver() {
        Integration bens = connected(proven(BEN), true);
        clock.advance(Duration.ofDays(1));
        Integration annas = connected(proven(ANNA), true);
        assertThat(annas.health().answerTime()).isEqualTo(Duration.ofMillis(340));
        Integration former = integrations.now(bens.id());
        assertThat(former.status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        assertThat(former.credentials()).isEqualTo(SealedCredentials.NONE);
        assertThat(former.disconnectedAt()).isEqualTo(clock.instant());
        assertThat(integrations.ofShop(SHOPIFY, "mugs.myshopify.com")).containsExactly(annas, former);
        assertThat(activities.types()).containsExactly("store_connected", "store_moved", "store_connected");
        Activity farewell = activities
                .list(BEN.workspace(), new Page.Request(20, null))
                .items()
                .get(0);
        assertThat(farewell.type()).isEqualTo("store_moved");
        assertThat(farewell.merchant()).isEqualTo(BEN);
        assertThat(farewell.description())
                .isEqualTo("Mugs was connected to another account by someone who proved that the shop is theirs.");
        assertThat(farewell.createdAt()).isEqualTo(clock.instant());
        assertThat(farewell.metadata())
                .containsOnly(
                        Map.entry("integrationId", bens.id().toString()),
                        Map.entry("platform", "shopify"),
                        Map.entry("storeUrl", "https://mugs.myshopify.com"));
    }

    @Test
    void whoeverProvesItLastHasTheShopAndNobodyHasItTwice() {
        Integration bens = connected(proven(BEN), true);
        Integration annas = connected(proven(ANNA), true);
        Integration again = connected(proven(BEN), false);
        assertThat(again.id()).isEqualTo(bens.id());
        assertThat(integrations.now(annas.id()).connected()).isFalse();
        assertThat(integrations.ofShop(SHOPIFY, "mugs.myshopify.com"))
                .filteredOn(Integration::connected)
                .containsExactly(again);
        assertThat(activities.types())
                .containsExactly("store_connected", "store_moved", "store_connected", "store_moved", "store_updated");
    }

    @Test
    void whoProvesTheirOwnShopOnceMoreIsToldNoFarewell() {
        connected(proven(ANNA), true);
        connected(proven(ANNA), false);
        assertThat(activities.types()).containsExactly("store_connected", "store_updated");
    }

    @Test
    void ofTwoWhoProveAShopForOneWorkspaceAtOnceTheSecondBringsTheFirstsRowUpToDate() {
        Merchant colleague = new Merchant(new UserId(new UUID(9, 9)), ANNA.workspace());
        integrations.beforeNextMove(() -> connected(proven(colleague), true));
        Integration annas = connected(proven(ANNA), false);
        assertThat(integrations.size()).isOne();
        assertThat(integrations.now(annas.id())).isEqualTo(annas);
    }

    @Test
    void aConfirmedStoreIsKeptAndTold() {
        Integration woo = connected(connect(ANNA, WOO), true);
        assertThat(integrations.find(ANNA.workspace(), woo.id())).contains(woo);
        assertThat(woo.merchant()).isEqualTo(ANNA);
        assertThat(woo.platform()).isEqualTo(WOO);
        assertThat(woo.storeUrl()).hasToString("https://shop.example");
        assertThat(woo.status()).isEqualTo(IntegrationStatus.ACTIVE);
        assertThat(woo.config()).containsExactly(Map.entry("currency", "EUR"));
        assertThat(woo.credentialHint()).isEqualTo("…cdef");
        assertThat(withoutWebhookSecret(woo)).isEqualTo(KEYS);
        assertThat(List.of(woo.connectedAt(), woo.createdAt(), woo.updatedAt(), woo.lastSyncAt()))
                .containsOnly(clock.instant());
        assertThat(woo.disconnectedAt()).isNull();
        assertThat(woo.health().state()).isEqualTo(Health.State.OK);
        assertThat(woo.health().checkedAt()).isEqualTo(clock.instant());
        assertThat(woo.health().answerTime()).isBetween(Duration.ZERO, Duration.ofMinutes(1));

        assertThat(activities.types()).containsExactly("store_connected");
        Activity told = activities.last();
        assertThat(told.merchant()).isEqualTo(ANNA);
        assertThat(told.description()).isEqualTo("Mugs was connected.");
        assertThat(told.createdAt()).isEqualTo(clock.instant());
        assertThat(told.metadata())
                .containsOnly(
                        Map.entry("integrationId", woo.id().toString()),
                        Map.entry("platform", "woocommerce"),
                        Map.entry("storeUrl", "https://shop.example"));
    }

    @Test
    void whatTheMerchantSaysOfItselfGoesBeforeWhatTheStoreSays() {
        StoreProposal said = new StoreProposal(WOO, "shop.example", Map.of(), " Anna's ", " a@x.example ", " read ");
        Integration woo =
                connected(connectStore.connect(ANNA, Origin.NONE, said, Deadline.in(Duration.ofMinutes(1))), true);
        assertThat(woo.storeName()).isEqualTo("Anna's");
        assertThat(woo.storeEmail()).isEqualTo("a@x.example");
        assertThat(woo.permissions()).isEqualTo(" read ");
    }

    @Test
    void whatTheMerchantLeavesOutTheStoreSays() {
        StoreProposal silent = new StoreProposal(WOO, "shop.example", Map.of(), " ", "", null);
        Integration woo =
                connected(connectStore.connect(ANNA, Origin.NONE, silent, Deadline.in(Duration.ofMinutes(1))), true);
        assertThat(woo.storeName()).isEqualTo("Mugs");
        assertThat(woo.storeEmail()).isEqualTo("mugs@shop.example");
        assertThat(woo.permissions()).isNull();
    }

    @Test
    void theStoreKnowsBestWhatItsKeysMayDo() {
        stores.answer(new Confirmed(
                new StoreProfile(StoreUrl.parse("shop.example"), "Mugs", null, null, " read_write ", Map.of()), KEYS));
        Integration woo = connected(connect(ANNA, WOO), true);
        assertThat(woo.permissions()).isEqualTo("read_write");
        assertThat(woo.storeEmail()).isNull();
    }

    @Test
    void theSameStoreAgainIsBroughtUpToDate() {
        Integration first = connected(connect(ANNA, WOO), true);
        clock.advance(Duration.ofDays(1));
        Credentials newKeys = Credentials.of(Map.of(Field.API_KEY, Secret.of("ck_9999999999999999")));
        stores.answer(new Confirmed(confirmed("http://shop.example", null).profile(), newKeys));
        Integration again = connected(connect(ANNA, WOO), false);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.createdAt()).isEqualTo(first.createdAt());
        assertThat(again.connectedAt()).isEqualTo(clock.instant());
        assertThat(again.storeUrl()).hasToString("http://shop.example");
        assertThat(withoutWebhookSecret(again)).isEqualTo(newKeys);
        assertThat(integrations.now(first.id())).isEqualTo(again);
        assertThat(integrations.size()).isOne();
        assertThat(activities.types()).containsExactly("store_connected", "store_updated");
        assertThat(activities.last().description()).isEqualTo("Mugs was connected anew.");
    }

    @Test
    void aDisconnectedStoreConnectedAgainKeepsItsIdAndBeginning() {
        Integration first = connected(connect(ANNA, WOO), true);
        clock.advance(Duration.ofDays(1));
        disconnectStore.disconnect(ANNA, Origin.NONE, WOO, first.id(), SOON);
        clock.advance(Duration.ofDays(1));
        Integration again = connected(connect(ANNA, WOO), false);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.createdAt()).isEqualTo(first.createdAt());
        assertThat(again.status()).isEqualTo(IntegrationStatus.ACTIVE);
        assertThat(again.disconnectedAt()).isNull();
        assertThat(withoutWebhookSecret(again)).isEqualTo(KEYS);
        assertThat(activities.types()).containsExactly("store_connected", "store_disconnected", "store_updated");
    }

    @Test
    void twoAccountsMayConnectOneStoreOfAPlatformWithoutShopDomains() {
        Integration annas = connected(connect(ANNA, WOO), true);
        Integration bens = connected(connect(BEN, WOO), true);
        assertThat(bens.id()).isNotEqualTo(annas.id());
        assertThat(integrations.find(BEN.workspace(), annas.id())).isEmpty();
    }

    @Test
    void aShopThatAnotherAccountHasIsTakenAndNothingIsStored() {
        stores.answer(confirmed("https://mugs.myshopify.com", "mugs.myshopify.com"));
        connected(connect(BEN, SHOPIFY), true);
        assertThat(connect(ANNA, SHOPIFY)).isEqualTo(new Taken());
        assertThat(integrations.size()).isOne();
        assertThat(activities.types()).containsExactly("store_connected", "store_connect_refused");
        assertThat(activities.last().merchant()).isEqualTo(ANNA);
        assertThat(activities.last().description())
                .isEqualTo("Mugs could not be connected: it belongs to another account.");
        assertThat(activities.last().metadata())
                .containsOnly(
                        Map.entry("platform", "shopify"),
                        Map.entry("code", "store_already_connected"),
                        Map.entry("storeUrl", "https://mugs.myshopify.com"));
    }

    @Test
    void aShopThatAnotherAccountLetGoOfCanBeConnected() {
        stores.answer(confirmed("https://mugs.myshopify.com", "mugs.myshopify.com"));
        Integration bens = connected(connect(BEN, SHOPIFY), true);
        disconnectStore.disconnect(BEN, Origin.NONE, SHOPIFY, bens.id(), SOON);
        assertThat(connected(connect(ANNA, SHOPIFY), true).shopDomain()).isEqualTo("mugs.myshopify.com");
        assertThat(connect(BEN, SHOPIFY)).isEqualTo(new Taken());
    }

    @Test
    void ofTwoRequestsAtOnceTheSecondBringsTheFirstsRowUpToDate() {
        Merchant colleague = new Merchant(new UserId(new UUID(9, 9)), ANNA.workspace());
        integrations.beforeNextAdd(() -> connected(connect(colleague, WOO), true));
        Integration annas = connected(connect(ANNA, WOO), false);
        assertThat(integrations.size()).isOne();
        assertThat(integrations.now(annas.id())).isEqualTo(annas);
        assertThat(withoutWebhookSecret(annas)).isEqualTo(KEYS);
        assertThat(activities.types()).containsExactly("store_connected", "store_updated");
    }

    @Test
    void aStoreThatRefusesIsToldAndNothingIsStored() {
        Refused refused = new Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null);
        stores.answer(refused);
        assertThat(connect(ANNA, WOO)).isEqualTo(new NotConnected(refused));
        assertThat(integrations.size()).isZero();
        assertThat(activities.types()).containsExactly("store_connect_refused");
        Activity told = activities.last();
        assertThat(told.description())
                .isEqualTo("A store could not be connected. "
                        + "The store does not accept the keys. Make a new key and connect again.");
        assertThat(told.createdAt()).isEqualTo(clock.instant());
        assertThat(told.metadata())
                .containsOnly(
                        Map.entry("platform", "woocommerce"),
                        Map.entry("code", "store_credentials_rejected"),
                        Map.entry("storeUrl", "https://shop.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://anna:geheim@shop.example",
                "anna:geheim@shop.example",
                "https://geheim@shop.example",
                "https://shop.example/?consumer_secret=geheim",
                "https://shop.example/#geheim",
                "änna:geheim@shop.example",
                "geheim geheim"
            })
    void aPasswordInTheTypedAddressIsNotTold(String typed) {
        stores.answer(new Refused(StoreProblem.STORE_UNREACHABLE, null));
        connectStore.connect(ANNA, Origin.NONE, proposal(WOO, typed), Deadline.in(Duration.ofMinutes(1)));
        assertThat(activities.last().toString()).doesNotContain("geheim");
        assertThat(activities.last().metadata()).containsEntry("storeUrl", "");
    }

    @Test
    void aProposalWithoutAnAddressCanBeRefusedToo() {
        stores.answer(new Refused(StoreProblem.STORE_UNREACHABLE, null));
        connectStore.connect(ANNA, Origin.NONE, proposal(WOO, null), Deadline.in(Duration.ofMinutes(1)));
        assertThat(activities.last().metadata()).containsEntry("storeUrl", "");
    }

    @Test
    void whatCanNotBeRightIsSaidAndLeavesNoTrace() {
        Invalid invalid = Invalid.of("storeUrl", "give an address such as https://shop.example");
        stores.answer(invalid);
        Connection connection = connect(ANNA, WOO);
        assertThat(connection).isEqualTo(new NotConnected(invalid));
        assertThat(invalid.problems())
                .containsExactly(
                        new ConnectionCheck.FieldProblem("storeUrl", "give an address such as https://shop.example"));
        assertThat(activities.types()).isEmpty();
        assertThat(integrations.size()).isZero();
    }

    @Test
    void aServerWithoutAnAppAtThePlatformSaysSo() {
        stores.answer(new NotConfigured());
        assertThat(connect(ANNA, SHOPIFY)).isEqualTo(new NotConnected(new NotConfigured()));
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void aPlatformThatDoesNotExistIsAnIllegalArgument() {
        assertThatIllegalArgumentException().isThrownBy(() -> connect(ANNA, PlatformId.of("magento")));
    }

    @Test
    void eachOutcomeIsMatchedByItsOwnFunction() {
        Refused refused = new Refused(StoreProblem.STORE_TIMEOUT, "It took 15 seconds.");
        assertThat(word(new Connected(IntegrationFixture.woo(), true))).isEqualTo("connected");
        assertThat(word(new NotConnected(Invalid.of("storeUrl", "no")))).isEqualTo("invalid storeUrl");
        assertThat(word(new NotConnected(refused))).isEqualTo("refused It took 15 seconds.");
        assertThat(word(new NotConnected(new NotConfigured()))).isEqualTo("not configured");
        assertThat(word(new Taken())).isEqualTo("taken");
    }

    private static String word(Connection connection) {
        return connection.match(
                it -> "connected",
                it -> "invalid " + it.problems().get(0).field(),
                it -> "refused " + it.detail(),
                () -> "not configured",
                () -> "taken");
    }

    @Test
    void outcomesThatContradictThemselvesCanNotBeMade() {
        Confirmed confirmed = confirmed("https://shop.example", null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NotConnected(confirmed))
                .withMessage("check must not be a confirmed one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Invalid(List.of()))
                .withMessage("problems must not be empty");
        assertThatNullPointerException()
                .isThrownBy(() -> new Connected(null, true))
                .withMessage("integration");
        assertThatNullPointerException()
                .isThrownBy(() -> new Refused(null, null))
                .withMessage("problem");
    }
}
