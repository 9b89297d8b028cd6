package com.trulybot.integrations.core.integration;

import static com.trulybot.integrations.core.integration.IntegrationFixture.ANNA;
import static com.trulybot.integrations.core.integration.IntegrationFixture.BEN;
import static com.trulybot.integrations.core.integration.IntegrationFixture.SHOPIFY;
import static com.trulybot.integrations.core.integration.IntegrationFixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.workspace.Origin;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisconnectStoreTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));
    private final SettableClock clock = new SettableClock();
    private final InMemoryActivities activities = new InMemoryActivities();
    private final InMemoryIntegrations integrations = new InMemoryIntegrations(activities);
    private final FakeStores stores = new FakeStores(new ConnectionCheck.NotConfigured());
    private final DisconnectStore disconnectStore = new DisconnectStore(integrations, stores, clock);
    private final Integration woo = integrations.given(IntegrationFixture.woo());

    @Test
    void theCredentialsAreErasedAndTheConnectionEnded() {
        clock.advance(Duration.ofDays(1));
        Integration ended = disconnectStore
                .disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON)
                .orElseThrow();
        assertThat(integrations.now(woo.id())).isEqualTo(ended);
        assertThat(ended.status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        assertThat(ended.credentials()).isEqualTo(SealedCredentials.NONE);
        assertThat(ended.credentialHint()).isNull();
        assertThat(ended.disconnectedAt()).isEqualTo(clock.instant());
        assertThat(ended.updatedAt()).isEqualTo(clock.instant());
        assertThat(ended.health()).isEqualTo(Health.unknown(clock.instant()));
        assertThat(ended.createdAt()).isEqualTo(woo.createdAt());
        assertThat(ended.connectedAt()).isEqualTo(woo.connectedAt());
        assertThat(ended.storeUrl()).isEqualTo(woo.storeUrl());
        assertThat(integrations.connected(ANNA.user(), WOO)).isEmpty();
        assertThat(activities.types()).containsExactly("store_disconnected");
        assertThat(activities.last().description()).isEqualTo("Anna's Mugs was disconnected.");
        assertThat(activities.last().createdAt()).isEqualTo(clock.instant());
        assertThat(activities.last().metadata())
                .containsOnly(
                        Map.entry("integrationId", woo.id().toString()),
                        Map.entry("platform", "woocommerce"),
                        Map.entry("storeUrl", "https://shop.example"));
    }

    @Test
    void whatIsEndedStaysAsItIs() {
        Integration ended = disconnectStore
                .disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON)
                .orElseThrow();
        clock.advance(Duration.ofDays(1));
        assertThat(disconnectStore.disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON))
                .contains(ended);
        assertThat(activities.types()).containsExactly("store_disconnected");
    }

    @Test
    void theCredentialsAreGoneBeforeTheStoreIsAskedToForgetUs() {
        stores.duringTakeDown(
                () -> assertThat(integrations.now(woo.id()).credentials()).isEqualTo(SealedCredentials.NONE));
        disconnectStore.disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON);
        assertThat(stores.takenDown()).containsExactly(woo.id());
    }

    @Test
    void aRowIsGoneBeforeTheStoreIsAskedToForgetUs() {
        stores.duringTakeDown(() -> assertThat(integrations.now(woo.id())).isNull());
        disconnectStore.delete(ANNA, Origin.NONE, woo.id(), SOON);
        assertThat(stores.takenDown()).containsExactly(woo.id());
    }

    @Test
    void aStoreThatIsDisconnectedAlreadyIsNotAskedAgain() {
        disconnectStore.disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON);
        disconnectStore.disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON);
        disconnectStore.delete(ANNA, Origin.NONE, woo.id(), SOON);
        assertThat(stores.takenDown()).containsExactly(woo.id());
    }

    @Test
    void whereTheCallCameFromIsTold() {
        Origin origin = new Origin("203.0.113.9", "curl/8");
        disconnectStore.disconnect(ANNA, origin, WOO, woo.id(), SOON);
        assertThat(activities.last().metadata())
                .containsEntry("address", "203.0.113.9")
                .containsEntry("agent", "curl/8");
        disconnectStore.delete(ANNA, origin, woo.id(), SOON);
        assertThat(activities.last().metadata())
                .containsEntry("address", "203.0.113.9")
                .containsEntry("agent", "curl/8");
    }

    @Test
    void aStoreThatIsConnectedAnewMeanwhileIsDisconnectedAllTheSame() {
        integrations.beforeNextEnd(() -> {
            clock.advance(Duration.ofSeconds(1));
            integrations.replace(IntegrationFixture.connectedAt(woo, clock.instant()), aWord());
        });
        Integration ended = disconnectStore
                .disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON)
                .orElseThrow();
        assertThat(ended.connectedAt()).isEqualTo(clock.instant());
        assertThat(integrations.now(woo.id())).isEqualTo(ended);
        assertThat(ended.connected()).isFalse();
    }

    @Test
    void aStoreThatIsConnectedAnewWhileItIsClearedStaysConnected() {
        stores.duringTakeDown(
                () -> integrations.replace(IntegrationFixture.connectedAt(woo, clock.instant()), aWord()));
        clock.advance(Duration.ofSeconds(1));
        disconnectStore.disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON);
        assertThat(integrations.now(woo.id()).connected()).isTrue();
    }

    @Test
    void ofTwoWhoDisconnectAtOnceOneDoesAndBothAreToldThatItIs() {
        integrations.beforeNextEnd(() -> disconnectStore.disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON));
        assertThat(disconnectStore.disconnect(ANNA, Origin.NONE, WOO, woo.id(), SOON))
                .contains(integrations.now(woo.id()));
        assertThat(integrations.now(woo.id()).connected()).isFalse();
        assertThat(activities.types()).containsExactly("store_disconnected");
        assertThat(stores.takenDown()).containsExactly(woo.id());
    }

    private Activity aWord() {
        return woo.activity(ANNA, ActivityType.STORE_UPDATED, " was connected anew.", Map.of(), clock.instant());
    }

    @Test
    void aStoreOfAnotherWorkspaceOrPlatformIsNone() {
        assertThat(disconnectStore.disconnect(BEN, Origin.NONE, WOO, woo.id(), SOON))
                .isEmpty();
        assertThat(disconnectStore.disconnect(ANNA, Origin.NONE, SHOPIFY, woo.id(), SOON))
                .isEmpty();
        assertThat(disconnectStore.disconnect(ANNA, Origin.NONE, WOO, IntegrationId.random(), SOON))
                .isEmpty();
        assertThat(integrations.now(woo.id())).isEqualTo(woo);
        assertThat(activities.types()).isEmpty();
    }

    @Test
    void whatIsDeletedIsGoneAndTold() {
        clock.advance(Duration.ofDays(1));
        assertThat(disconnectStore.delete(ANNA, Origin.NONE, woo.id(), SOON)).isTrue();
        assertThat(integrations.find(ANNA.workspace(), woo.id())).isEmpty();
        assertThat(activities.types()).containsExactly("store_deleted");
        assertThat(activities.last().description()).isEqualTo("Anna's Mugs was deleted.");
        assertThat(activities.last().createdAt()).isEqualTo(clock.instant());
        assertThat(disconnectStore.delete(ANNA, Origin.NONE, woo.id(), SOON)).isFalse();
    }

    @Test
    void ofTwoWhoDeleteAtOnceOneIsToldThatItWasGone() {
        integrations.beforeNextDelete(() -> disconnectStore.delete(ANNA, Origin.NONE, woo.id(), SOON));
        assertThat(disconnectStore.delete(ANNA, Origin.NONE, woo.id(), SOON)).isFalse();
        assertThat(activities.types()).containsExactly("store_deleted");
    }

    @Test
    void nobodyDeletesAnothersStore() {
        assertThat(disconnectStore.delete(BEN, Origin.NONE, woo.id(), SOON)).isFalse();
        assertThat(integrations.now(woo.id())).isEqualTo(woo);
        assertThat(activities.types()).isEmpty();
    }
}
