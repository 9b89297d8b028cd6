package com.trulybot.integrations.core.integration;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeepUpStoresTest {
    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    private final FakeStores stores = new FakeStores(confirmed());
    private final Calendar calendar = new Calendar();
    private final KeepUpStores keepUp = new KeepUpStores(calendar, stores, new WatchStore(integrations, clock), clock);
    private final Integration woo = integrations.given(IntegrationFixture.woo());

    private static ConnectionCheck confirmed() {
        return new ConnectionCheck.Confirmed(
                new StoreProfile(StoreUrl.parse("https://shop.example"), "Mugs", null, null, "read", Map.of()),
                Credentials.of(Map.of()));
    }

    /** When each store is due, by the port's rules. */
    private final class Calendar implements Upkeep {
        private final Map<IntegrationId, Instant> due = new LinkedHashMap<>();

        @Override
        public List<Integration> take(int limit, Instant now, Duration lease) {
            List<Integration> taken = due.entrySet().stream()
                    .filter(entry -> !now.isBefore(entry.getValue()))
                    .sorted(Comparator.comparing(Map.Entry::getValue))
                    .limit(limit)
                    .map(entry -> integrations.now(entry.getKey()))
                    .filter(Integration::connected)
                    .toList();
            taken.forEach(store -> due.put(store.id(), now.plus(lease)));
            return taken;
        }

        @Override
        public void next(Integration seen, Instant at) {
            Integration now = integrations.now(seen.id());
            if (now.connected() && now.connectedAt().equals(seen.connectedAt())) {
                due.put(seen.id(), at);
            }
        }

        Duration pause(Integration store) {
            return Duration.between(clock.instant(), due.get(store.id()));
        }
    }

    private boolean now() {
        calendar.due.put(woo.id(), clock.instant());
        return keepUp.one();
    }

    @Test
    void aStoreThatIsDueIsAskedSetUpAndLeftAloneForSixHours() {
        clock.advance(Duration.ofDays(1));
        assertThat(now()).isTrue();
        assertThat(stores.setUp()).containsExactly(woo.id());
        assertThat(integrations.now(woo.id()).health().checkedAt()).isEqualTo(clock.instant());
        assertThat(calendar.pause(woo)).isEqualTo(Duration.ofHours(6));
        assertThat(keepUp.one()).isFalse();
    }

    @Test
    void oneIsDoneAtATimeTheLongestWaitingFirst() {
        Integration other = integrations.given(IntegrationFixture.woo(ANNA, "https://other.example"));
        calendar.due.put(woo.id(), clock.instant());
        calendar.due.put(other.id(), clock.instant().minusSeconds(1));
        assertThat(keepUp.one()).isTrue();
        assertThat(stores.setUp()).containsExactly(other.id());
        assertThat(keepUp.one()).isTrue();
        assertThat(keepUp.one()).isFalse();
        assertThat(stores.setUp()).containsExactly(other.id(), woo.id());
    }

    @Test
    void aPassingFaultIsTriedAgainSoon() {
        stores.fault(StoreProblem.STORE_TIMEOUT);
        assertThat(now()).isTrue();
        assertThat(calendar.pause(woo)).isEqualTo(Duration.ofMinutes(10));
        assertThat(integrations.now(woo.id()).health().problem()).isEqualTo(StoreProblem.STORE_TIMEOUT);
    }

    @Test
    void whatTheMerchantMustMendIsLookedAtEachHour() {
        stores.fault(StoreProblem.STORE_FROZEN);
        assertThat(now()).isTrue();
        assertThat(calendar.pause(woo)).isEqualTo(Duration.ofHours(1));
        assertThat(integrations.now(woo.id()).status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
    }

    /** A store with the plugin has nothing to set up: that the call ends well shows nothing. */
    @Test
    void aStoreThatRefusesItsKeysIsNotCalledWellBecauseThereWasNothingToSetUp() {
        stores.answer(new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
        now();
        assertThat(integrations.now(woo.id()).status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
        assertThat(stores.setUp()).isEmpty();
    }

    @Test
    void keysThatWereTakenAwayAreNoticedWithoutAnyShopper() {
        stores.answer(new ConnectionCheck.Refused(StoreProblem.STORE_CREDENTIALS_REJECTED, null));
        now();
        for (int hour = 1; hour <= 2; hour++) {
            clock.advance(Duration.ofHours(1));
            assertThat(keepUp.one()).isTrue();
        }
        assertThat(integrations.now(woo.id()).status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        clock.advance(Duration.ofDays(1));
        assertThat(keepUp.one()).isFalse();
        assertThat(activities.types()).containsExactly("store_needs_attention", "store_uninstalled");
    }

    @Test
    void aBugOfOursIsThrownAndHoldsNobodyUp() {
        stores.answer(new ConnectionCheck.NotConfigured());
        assertThatIllegalStateException().isThrownBy(this::now);
        assertThat(calendar.pause(woo)).isEqualTo(Duration.ofMinutes(10));
        assertThat(integrations.now(woo.id())).isEqualTo(woo);
    }
}
