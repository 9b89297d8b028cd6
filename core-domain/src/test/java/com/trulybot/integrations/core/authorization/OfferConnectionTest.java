package com.trulybot.integrations.core.authorization;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.authorization.OfferConnection.Offer;
import com.trulybot.integrations.core.authorization.OfferConnection.Onward;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Ticket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferConnectionTest {
    private final SettableClock clock = new SettableClock();
    private final FakePlatforms platforms = new FakePlatforms();
    private final InMemoryConnectionRequests requests = new InMemoryConnectionRequests();
    private final OfferConnection offerConnection = new OfferConnection(platforms, requests, addresses(), clock);

    private static OfferConnection.Addresses addresses() {
        return new OfferConnection.Addresses() {
            @Override
            public URI callback(PlatformId platform) {
                return URI.create("https://ours.example/callback/" + platform);
            }

            @Override
            public URI back(PlatformId platform) {
                return URI.create("https://ours.example/back/" + platform);
            }
        };
    }

    private Optional<Offer> offer(PlatformId platform, String address) {
        return offerConnection.offer(ANNA, "anna@example.com", platform, address);
    }

    private Ticket page() {
        return offer(SHOPIFY, "Mugs.example/")
                .orElseThrow()
                .match(
                        page -> page,
                        invalid -> {
                            throw new AssertionError(invalid);
                        },
                        () -> {
                            throw new AssertionError("not configured");
                        });
    }

    private static Ticket state(Onward onward) {
        return new Ticket(onward.address().getQuery());
    }

    @Test
    void thePageTellsWhichStoreWouldGoToWhichAccountAsOftenAsItIsLookedAt() {
        Ticket page = page();
        ConnectionRequest shown = offerConnection.look(page).orElseThrow();
        assertThat(shown)
                .isEqualTo(new ConnectionRequest(
                        SHOPIFY,
                        StoreUrl.parse("https://mugs.example"),
                        "Mugs.example/",
                        ANNA,
                        "anna@example.com",
                        clock.instant().plus(Duration.ofMinutes(10))));
        assertThat(offerConnection.look(page)).contains(shown);
    }

    @Test
    void whatCanBeNoStoreIsNamedAndKeepsNothing() {
        assertThat(offer(SHOPIFY, "no store")
                        .orElseThrow()
                        .match(page -> "", invalid -> invalid.problems().get(0).field(), () -> ""))
                .isEqualTo("storeUrl");
        assertThat(requests.size()).isZero();
    }

    @Test
    void aPlatformWithoutAnAppOfOursIsSaidToBeSo() {
        platforms.notConfigured();
        assertThat(offer(SHOPIFY, "mugs.example").orElseThrow().match(page -> false, invalid -> false, () -> true))
                .isEqualTo(true);
        assertThat(offerConnection.install(SHOPIFY, "signed&mugs.example")).isEmpty();
        assertThat(requests.size()).isZero();
    }

    @Test
    void aPlatformWithoutAPageOffersNothing() {
        assertThat(offer(PlatformId.of("magento"), "mugs.example")).isEmpty();
        assertThat(requests.size()).isZero();
    }

    @Test
    void whoAgreesIsSentToThePlatformWithAStateAndABrowserOfItsOwn() {
        Ticket page = page();
        Onward onward = offerConnection.agree(page).orElseThrow();
        assertThat(onward.address().toString()).startsWith("https://mugs.example/authorize?");
        assertThat(onward).hasToString("Onward[]");
        assertThat(state(onward)).isNotEqualTo(page).isNotEqualTo(onward.browser());
        assertThat(requests.take(state(onward), Optional.of(onward.browser()), clock.instant()))
                .map(ConnectionRequest::merchant)
                .contains(ANNA);
    }

    @Test
    void aPageIsUsedOnce() {
        Ticket page = page();
        assertThat(offerConnection.agree(page)).isPresent();
        assertThat(offerConnection.agree(page)).isEmpty();
        assertThat(offerConnection.look(page)).isEmpty();
    }

    @Test
    void thePagesTicketIsNoState() {
        Ticket page = page();
        assertThat(requests.take(page, Optional.empty(), clock.instant())).isEmpty();
        assertThat(offerConnection.look(Ticket.random())).isEmpty();
        assertThat(offerConnection.agree(Ticket.random())).isEmpty();
    }

    @Test
    void allOfItMayTakeTenMinutes() {
        Ticket first = page();
        Ticket second = page();
        clock.advance(Duration.ofMinutes(10).minusNanos(1));
        Onward onward = offerConnection.agree(first).orElseThrow();
        clock.advance(Duration.ofNanos(1));
        assertThat(offerConnection.look(second)).isEmpty();
        assertThat(offerConnection.agree(second)).isEmpty();
        assertThat(requests.take(state(onward), Optional.of(onward.browser()), clock.instant()))
                .isEmpty();
    }

    @Test
    void settingsThatAreTakenAwayInBetweenEndIt() {
        Ticket page = page();
        platforms.notConfigured();
        assertThat(offerConnection.agree(page)).isEmpty();
    }

    @Test
    void whoComesFromThePlatformGoesOnToItsPageForNoAccount() {
        Onward onward = offerConnection.install(SHOPIFY, "signed&mugs.example").orElseThrow();
        ConnectionRequest request = requests.take(state(onward), Optional.of(onward.browser()), clock.instant())
                .orElseThrow();
        assertThat(request)
                .isEqualTo(new ConnectionRequest(
                        SHOPIFY,
                        StoreUrl.parse("https://mugs.example"),
                        "https://mugs.example",
                        null,
                        "",
                        clock.instant().plus(Duration.ofMinutes(10))));
    }

    @Test
    void anInstallationThatNobodySignedGoesNowhere() {
        assertThat(offerConnection.install(SHOPIFY, "mugs.example")).isEmpty();
        assertThat(requests.size()).isZero();
    }

    @Test
    void thePlatformIsToldWhereToBringItsAnswer() {
        OfferConnection.Addresses ours = addresses();
        StoreAuthorizer asked = new Asked(platforms);
        new OfferConnection(asked, requests, ours, clock).offer(ANNA, "", WOO, "mugs.example");
        assertThat(((Asked) asked).last.callback()).isEqualTo(ours.callback(WOO));
        assertThat(((Asked) asked).last.back()).isEqualTo(ours.back(WOO));
    }

    private static final class Asked implements StoreAuthorizer {
        private final StoreAuthorizer good;
        private AuthorizationRequest last;

        Asked(StoreAuthorizer good) {
            this.good = good;
        }

        @Override
        public Optional<AuthorizationStart> start(PlatformId platform, AuthorizationRequest request) {
            last = request;
            return good.start(platform, request);
        }

        @Override
        public Optional<AuthorizationGrant> read(PlatformId platform, AuthorizationCallback callback) {
            return good.read(platform, callback);
        }

        @Override
        public Optional<StoreUrl> store(PlatformId platform, String query) {
            return good.store(platform, query);
        }

        @Override
        public Optional<AccessGrant> session(PlatformId platform, String token) {
            return good.session(platform, token);
        }

        @Override
        public Optional<EmbeddedFrame> frame(PlatformId platform, StoreUrl store) {
            return good.frame(platform, store);
        }
    }
}
