package com.trulybot.integrations.core.integration;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckStoreTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    private final FakeStores stores = new FakeStores(confirmed());
    private final WatchStore watch = new WatchStore(integrations, clock);
    private final CheckStore checkStore = new CheckStore(integrations, stores, watch);
    private final Integration woo = integrations.given(IntegrationFixture.woo());

    private static ConnectionCheck confirmed() {
        return new ConnectionCheck.Confirmed(
                new StoreProfile(StoreUrl.parse("https://shop.example"), "Mugs", null, null, "read", Map.of()),
                Credentials.of(Map.of()));
    }

    private StoreException fault() {
        return catchThrowableOfType(StoreException.class, () -> checkStore.check(ANNA, WOO, woo.id(), SOON));
    }

    @Test
    void aStoreThatAnswersIsWell() {
        clock.advance(Duration.ofHours(1));
        Integration checked = checkStore.check(ANNA, WOO, woo.id(), SOON).orElseThrow();
        assertThat(checked).isEqualTo(integrations.now(woo.id()));
        assertThat(checked.health().checkedAt()).isEqualTo(clock.instant());
        assertThat(checked.lastSyncAt()).isEqualTo(clock.instant());
    }

    @Test
    void whatIsWrongIsToldAndNoted() {
        stores.answer(new ConnectionCheck.Refused(StoreProblem.STORE_REDIRECTS, "It leads to https://new.example"));
        assertThat(fault().problem()).isEqualTo(StoreProblem.STORE_REDIRECTS);
        assertThat(fault().detail()).contains("It leads to https://new.example");
        assertThat(integrations.now(woo.id()).status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
        assertThat(integrations.now(woo.id()).health().problem()).isEqualTo(StoreProblem.STORE_REDIRECTS);
    }

    @Test
    void keptCredentialsThatCanNotBeRightAreRejectedOnes() {
        stores.answer(ConnectionCheck.Invalid.of("apiKey", "Give a key."));
        assertThat(fault().problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED);
    }

    @Test
    void aSettingOfOursThatIsMissingSaysNothingOfTheStore() {
        stores.answer(new ConnectionCheck.NotConfigured());
        assertThatIllegalStateException()
                .isThrownBy(() -> checkStore.check(ANNA, WOO, woo.id(), SOON))
                .withMessage("settings of this server for woocommerce are missing");
        assertThat(integrations.now(woo.id())).isEqualTo(woo);
    }

    @Test
    void aMendedStoreHasRecovered() {
        stores.answer(new ConnectionCheck.Refused(StoreProblem.STORE_FROZEN, null));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> checkStore.check(ANNA, WOO, woo.id(), SOON));
        stores.answer(confirmed());
        assertThat(checkStore.check(ANNA, WOO, woo.id(), SOON))
                .map(Integration::status)
                .contains(IntegrationStatus.ACTIVE);
        assertThat(activities.types()).containsExactly("store_needs_attention", "store_recovered");
    }

    @Test
    void aStoreOfAnotherWorkspaceOrPlatformIsNoneNorIsADisconnectedOne() {
        stores.answer(new ConnectionCheck.Refused(StoreProblem.STORE_FROZEN, null));
        assertThat(checkStore.check(BEN, WOO, woo.id(), SOON)).isEmpty();
        assertThat(checkStore.check(ANNA, SHOPIFY, woo.id(), SOON)).isEmpty();
        assertThat(checkStore.check(ANNA, WOO, IntegrationId.random(), SOON)).isEmpty();
        integrations.given(woo.disconnected(clock.instant()));
        assertThat(checkStore.check(ANNA, WOO, woo.id(), SOON)).isEmpty();
    }
}
