package com.trulybot.integrations.core.authorization;

import static com.trulybot.integrations.core.authorization.FakePlatforms.browserBrings;
import static com.trulybot.integrations.core.authorization.FakePlatforms.storePosts;
import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.authorization.OfferConnection.Onward;
import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.Connection;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.FakeStores;
import com.trulybot.integrations.core.integration.FakeVault;
import com.trulybot.integrations.core.integration.InMemoryIntegrations;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.Ticket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettleAuthorizationTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private static final Origin ORIGIN = new Origin("203.0.113.9", "Firefox");
    private static final StoreUrl MUGS = StoreUrl.parse("https://mugs.example");

    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    private final InMemoryConnectionRequests requests = new InMemoryConnectionRequests();
    private final InMemoryInstallations installations = new InMemoryInstallations();
    private final FakePlatforms platforms = new FakePlatforms();
    private final FakeStores stores = new FakeStores(new ConnectionCheck.NotConfigured());
    private final FakeVault vault = new FakeVault();
    private final OfferConnection offerConnection = new OfferConnection(platforms, requests, new Ours(), clock);
    private final SettleAuthorization settle = new SettleAuthorization(
            platforms,
            requests,
            installations,
            integrations,
            new ConnectStore(stores, stores, vault, integrations, activities, clock),
            clock);

    private static final class Ours implements OfferConnection.Addresses {
        @Override
        public URI callback(PlatformId platform) {
            return URI.create("https://ours.example/callback");
        }

        @Override
        public URI back(PlatformId platform) {
            return URI.create("https://ours.example/back");
        }
    }

    private Onward sentOut(Merchant merchant, PlatformId platform) {
        Ticket page = offerConnection
                .offer(merchant, "", platform, "mugs.example")
                .orElseThrow()
                .match(it -> it, invalid -> null, () -> null);
        return offerConnection.agree(page).orElseThrow();
    }

    private Onward installing() {
        return offerConnection.install(SHOPIFY, "signed&mugs.example").orElseThrow();
    }

    private static Ticket state(Onward onward) {
        return new Ticket(onward.address().getQuery());
    }

    private Settlement brings(Onward onward, String code) {
        return settle.settle(
                SHOPIFY,
                browserBrings(state(onward).value(), "mugs.example", code),
                Optional.of(onward.browser()),
                ORIGIN,
                SOON);
    }

    private Settlement posts(Onward onward, String key) {
        return settle.settle(WOO, storePosts(state(onward).value(), key), Optional.empty(), ORIGIN, SOON);
    }

    private static Connection connection(Settlement settlement) {
        return settlement.match(Settlement.Settled::connection, installed -> null, () -> null, () -> null, () -> null);
    }

    private static Integration connected(Settlement settlement) {
        return connection(settlement)
                .match(Connection.Connected::integration, invalid -> null, refused -> null, () -> null, () -> null);
    }

    private String outcome(Onward onward) {
        return requests.outcome(state(onward), onward.browser(), clock.instant())
                .orElse("nothing yet");
    }

    @Test
    void whatTheMerchantGrantedIsConnectedToTheirAccountAndTold() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        Integration shop = connected(brings(onward, "code"));
        assertThat(integrations.now(shop.id())).isEqualTo(shop);
        assertThat(shop.merchant()).isEqualTo(ANNA);
        assertThat(shop.shopDomain()).isEqualTo("mugs.example");
        assertThat(vault.open(shop.id(), shop.credentials())
                        .require(Field.ACCESS_TOKEN)
                        .expose())
                .isEqualTo("token-0123456789abcdef");
        assertThat(shop.health().answerTime()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(outcome(onward)).isEqualTo("connected");
        assertThat(activities.types()).containsExactly("store_connected");
        assertThat(activities.last().metadata())
                .containsEntry("address", "203.0.113.9")
                .containsEntry("agent", "Firefox");
    }

    @Test
    void whatTheStoresServerBringsNeedsNoBrowser() {
        Onward onward = sentOut(ANNA, WOO);
        assertThat(connected(posts(onward, "key")).merchant()).isEqualTo(ANNA);
        assertThat(outcome(onward)).isEqualTo("connected");
    }

    @Test
    void whatIsNotProvenIsNotEvenLookedUp() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        assertThat(settle.settle(
                        SHOPIFY,
                        new AuthorizationCallback("forged&" + state(onward).value() + "&mugs.example&code", ""),
                        Optional.of(onward.browser()),
                        ORIGIN,
                        SOON))
                .isEqualTo(Settlement.UNPROVEN);
        assertThat(connection(brings(onward, "code"))).isInstanceOf(Connection.Connected.class);
    }

    @Test
    void anotherBrowserCanNotUseTheStateAndTheRightOneStillCan() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        AuthorizationCallback callback = browserBrings(state(onward).value(), "mugs.example", "code");
        Ticket another = sentOut(BEN, SHOPIFY).browser();
        assertThat(settle.settle(SHOPIFY, callback, Optional.of(another), ORIGIN, SOON))
                .isEqualTo(Settlement.STATE_INVALID);
        assertThat(settle.settle(SHOPIFY, callback, Optional.empty(), ORIGIN, SOON))
                .isEqualTo(Settlement.STATE_INVALID);
        assertThat(integrations.size()).isZero();
        assertThat(outcome(onward)).isEqualTo("nothing yet");
        assertThat(connection(settle.settle(SHOPIFY, callback, Optional.of(onward.browser()), ORIGIN, SOON)))
                .isInstanceOf(Connection.Connected.class);
    }

    @Test
    void theCallbackHitTwiceConnectsOnce() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        Integration shop = connected(brings(onward, "code"));
        assertThat(brings(onward, "code")).isEqualTo(Settlement.STATE_INVALID);
        assertThat(brings(onward, "another code")).isEqualTo(Settlement.STATE_INVALID);
        assertThat(integrations.now(shop.id())).isEqualTo(shop);
        assertThat(outcome(onward)).isEqualTo("connected");
        assertThat(activities.types()).containsExactly("store_connected");
    }

    @Test
    void theCallbackHitOnceMoreWhileTheCodeIsRedeemedConnectsOnce() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        platforms.duringRedeem(() -> assertThat(brings(onward, "code")).isEqualTo(Settlement.STATE_INVALID));
        assertThat(connection(brings(onward, "code"))).isInstanceOf(Connection.Connected.class);
        assertThat(activities.types()).containsExactly("store_connected");
    }

    @Test
    void aGrantOfAnotherStoreIsRefusedAndTheStateIsUsedUp() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        AuthorizationCallback anothers = browserBrings(state(onward).value(), "another.example", "code");
        assertThat(settle.settle(SHOPIFY, anothers, Optional.of(onward.browser()), ORIGIN, SOON))
                .isEqualTo(Settlement.STATE_INVALID);
        assertThat(outcome(onward)).isEqualTo("oauth_state_invalid");
        assertThat(brings(onward, "code")).isEqualTo(Settlement.STATE_INVALID);
        assertThat(integrations.size()).isZero();
    }

    @Test
    void aStateOfAnotherPlatformIsRefusedAndUsedUp() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        assertThat(posts(onward, "key")).isEqualTo(Settlement.STATE_INVALID);
        assertThat(brings(onward, "code")).isEqualTo(Settlement.STATE_INVALID);
        assertThat(integrations.size()).isZero();
    }

    @Test
    void aStateThatExpiredIsRefused() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        clock.advance(OfferConnection.GOOD_FOR);
        assertThat(brings(onward, "code")).isEqualTo(Settlement.STATE_INVALID);
    }

    @Test
    void whatIsNoStateOfOursIsRefused() {
        Ticket browser = Ticket.random();
        for (String state : List.of("", "0", "no ticket", Ticket.random().value())) {
            assertThat(settle.settle(
                            SHOPIFY, browserBrings(state, "mugs.example", "c"), Optional.of(browser), ORIGIN, SOON))
                    .isEqualTo(Settlement.STATE_INVALID);
        }
    }

    @Test
    void aCodeThatIsNoLongerGoodConnectsNothingAndTheMerchantStartsAgain() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        assertThat(brings(onward, "dead")).isEqualTo(Settlement.GRANT_REFUSED);
        assertThat(outcome(onward)).isEqualTo("oauth_code_refused");
        assertThat(brings(onward, "code")).isEqualTo(Settlement.STATE_INVALID);
        assertThat(integrations.size()).isZero();
        assertThat(connection(brings(sentOut(ANNA, SHOPIFY), "code"))).isInstanceOf(Connection.Connected.class);
    }

    @Test
    void aStoresFaultIsToldAndNothingIsStored() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        platforms.fault(StoreProblem.STORE_TIMEOUT);
        assertThat(connection(brings(onward, "code")))
                .isEqualTo(new Connection.NotConnected(
                        new ConnectionCheck.Refused(StoreProblem.STORE_TIMEOUT, "so the store says")));
        assertThat(outcome(onward)).isEqualTo("store_timeout");
        assertThat(integrations.size()).isZero();
        assertThat(activities.types()).containsExactly("store_connect_refused");
        assertThat(activities.last().metadata()).containsEntry("storeUrl", "https://mugs.example");
    }

    @Test
    void eachOutcomeHasItsWordForThePageTheMerchantComesBackTo() {
        Onward invalid = sentOut(ANNA, WOO);
        platforms.redeemed(ConnectionCheck.Invalid.of("apiKey", "no key"));
        posts(invalid, "key");
        assertThat(outcome(invalid)).isEqualTo("validation_failed");
        Onward notConfigured = sentOut(ANNA, WOO);
        platforms.redeemed(new ConnectionCheck.NotConfigured());
        posts(notConfigured, "key");
        assertThat(outcome(notConfigured)).isEqualTo("not_configured");
    }

    /** As when the process is killed between the token and the storage: the state is gone, and nothing is half done. */
    @Test
    void afterACrashBetweenTheTokenAndTheStorageTheMerchantStartsAgain() {
        Onward onward = sentOut(ANNA, SHOPIFY);
        integrations.beforeNextMove(() -> {
            throw new IllegalStateException("killed");
        });
        assertThatIllegalStateException().isThrownBy(() -> brings(onward, "code"));
        assertThat(integrations.size()).isZero();
        assertThat(activities.types()).isEmpty();
        assertThat(outcome(onward)).isEqualTo("nothing yet");
        assertThat(brings(onward, "code")).isEqualTo(Settlement.STATE_INVALID);
        assertThat(connection(brings(sentOut(ANNA, SHOPIFY), "code 2"))).isInstanceOf(Connection.Connected.class);
    }

    @Test
    void aShopThatComesFromThePlatformBelongsToNobodyAndNoTokenOfItIsKept() {
        Onward onward = installing();
        assertThat(brings(onward, "code")).isEqualTo(new Settlement.Installed(MUGS));
        assertThat(installations.pending(SHOPIFY, MUGS)).isTrue();
        assertThat(integrations.size()).isZero();
        assertThat(activities.types()).isEmpty();
        assertThat(outcome(onward)).isEqualTo("installed");
    }

    @Test
    void aShopThatCouldNotBeAskedAtItsInstallationIsAskedOnTheEmbeddedPage() {
        platforms.fault(StoreProblem.STORE_TIMEOUT);
        assertThat(brings(installing(), "code")).isEqualTo(new Settlement.Installed(MUGS));
        assertThat(installations.pending(SHOPIFY, MUGS)).isFalse();
    }

    @Test
    void aShopThatIsInstalledAnewGoesOnWithTheNewAccessWhereItIs() {
        Integration bens = connected(brings(sentOut(BEN, SHOPIFY), "code 1"));
        clock.advance(Duration.ofDays(1));
        assertThat(brings(installing(), "code 2")).isEqualTo(new Settlement.Installed(MUGS));
        Integration now = integrations.now(bens.id());
        assertThat(now.merchant()).isEqualTo(BEN);
        assertThat(now.connectedAt()).isEqualTo(clock.instant());
        assertThat(installations.pending(SHOPIFY, MUGS)).isFalse();
        assertThat(activities.types()).containsExactly("store_connected", "store_updated");
    }

    @Test
    void aShopThatWasDisconnectedIsNotConnectedByBeingInstalledAnew() {
        Integration bens = connected(brings(sentOut(BEN, SHOPIFY), "code 1"));
        integrations.given(bens.disconnected(clock.instant()));
        brings(installing(), "code 2");
        assertThat(integrations.now(bens.id()).connected()).isFalse();
        assertThat(installations.pending(SHOPIFY, MUGS)).isTrue();
    }

    @Test
    void anInstallationNeverTakesAShopBackFromWhomItWentToMeanwhile() {
        Integration bens = connected(brings(sentOut(BEN, SHOPIFY), "code 1"));
        Onward annas = sentOut(ANNA, SHOPIFY);
        // Ben's row is read as connected, and Anna is quicker than the writing.
        integrations.beforeNextReplace(() -> brings(annas, "code 3"));
        brings(installing(), "code 2");
        assertThat(integrations.ofShop(SHOPIFY, "mugs.example"))
                .filteredOn(Integration::connected)
                .extracting(Integration::merchant)
                .containsExactly(ANNA);
        assertThat(integrations.now(bens.id()).connected()).isFalse();
    }

    @Test
    void ofTwoMerchantsWhoRaceForOneShopOneHasItAndTheOtherIsTold() {
        Onward annas = sentOut(ANNA, SHOPIFY);
        Onward bens = sentOut(BEN, SHOPIFY);
        integrations.beforeNextMove(
                () -> assertThat(connected(brings(bens, "code 2")).merchant()).isEqualTo(BEN));
        Integration shop = connected(brings(annas, "code 1"));
        assertThat(integrations.ofShop(SHOPIFY, "mugs.example"))
                .filteredOn(Integration::connected)
                .containsExactly(shop);
        assertThat(shop.merchant()).isEqualTo(ANNA);
        assertThat(activities.types()).containsExactly("store_connected", "store_moved", "store_connected");
    }

    /** A platform that signs nothing vouches for nobody: keys may have been found somewhere. */
    @Test
    void handedOverKeysMoveNoShopThatAnotherAccountHas() {
        platforms.redeemed(FakePlatforms.confirmed(MUGS, Optional.of(MUGS)));
        connected(posts(sentOut(BEN, WOO), "key"));
        Onward annas = sentOut(ANNA, WOO);
        assertThat(connection(posts(annas, "key"))).isEqualTo(new Connection.Taken());
        assertThat(outcome(annas)).isEqualTo("store_already_connected");
    }

    private AccessGrant session(String store) {
        return platforms.session(SHOPIFY, store).orElseThrow();
    }

    @Test
    void theEmbeddedPageConnectsAPendingShopToAProvenAccount() {
        brings(installing(), "code");
        Integration shop = connected(settle.settle(ANNA, ORIGIN, SHOPIFY, session("mugs.example"), SOON));
        assertThat(shop.merchant()).isEqualTo(ANNA);
        assertThat(integrations.now(shop.id())).isEqualTo(shop);
        assertThat(installations.pending(SHOPIFY, MUGS)).isFalse();
        assertThat(activities.types()).containsExactly("store_connected");
    }

    @Test
    void theEmbeddedPageMovesAShop() {
        Integration bens = connected(brings(sentOut(BEN, SHOPIFY), "code"));
        connected(settle.settle(ANNA, ORIGIN, SHOPIFY, session("mugs.example"), SOON));
        assertThat(integrations.now(bens.id()).connected()).isFalse();
        assertThat(activities.types()).containsExactly("store_connected", "store_moved", "store_connected");
    }

    @Test
    void aShopThatRefusesOnTheEmbeddedPageStaysPending() {
        brings(installing(), "code");
        platforms.fault(StoreProblem.STORE_FROZEN);
        assertThat(connection(settle.settle(ANNA, ORIGIN, SHOPIFY, session("mugs.example"), SOON)))
                .isInstanceOf(Connection.NotConnected.class);
        assertThat(installations.pending(SHOPIFY, MUGS)).isTrue();
    }

    @Test
    void aTokenThatIsNoLongerHonouredIsAGrantRefused() {
        AuthorizationGrant dead = platforms
                .read(SHOPIFY, browserBrings("", "mugs.example", "dead"))
                .orElseThrow();
        assertThat(settle.settle(ANNA, ORIGIN, SHOPIFY, dead, SOON)).isEqualTo(Settlement.GRANT_REFUSED);
    }

    @Test
    void aGrantThatTellsNoStoreIsNoneOfAnEmbeddedPage() {
        AuthorizationGrant storeless =
                platforms.read(WOO, storePosts("state", "key")).orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settle.settle(ANNA, ORIGIN, WOO, storeless, SOON))
                .withMessage("the grant must tell its store");
    }

    @Test
    void noSecretIsSaidAloud() {
        assertThat(new AuthorizationCallback("code=secret", "secret")).hasToString("AuthorizationCallback[]");
        assertThat(new AuthorizationRequest(
                        "mugs.example", "secret", URI.create("https://a.example"), URI.create("https://b.example")))
                .hasToString("AuthorizationRequest[mugs.example]");
        assertThat(new AuthorizationStart.Page(URI.create("https://mugs.example/?secret"), MUGS))
                .hasToString("Page[https://mugs.example]");
    }
}
