package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static com.trulybot.integrations.persistence.Fixture.SHOPIFY;
import static com.trulybot.integrations.persistence.Fixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.Integrations.Saved;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What {@link Integrations} promises, beside the activities it writes. */
interface IntegrationsContract {
    Integrations integrations();

    Activities activities();

    /** One whose account exists. */
    Merchant someone();

    default List<String> told(Merchant merchant) {
        return activities().list(merchant.workspace(), new Page.Request(100, null)).items().stream()
                .map(Activity::type)
                .toList();
    }

    default Optional<Integration> kept(Integration integration) {
        return integrations().find(integration.merchant().workspace(), integration.id());
    }

    default Integration added(Integration integration) {
        assertThat(integrations().add(integration, Fixture.connected(integration)))
                .isEqualTo(Saved.DONE);
        return integration;
    }

    @Test
    default void whatWasAddedIsFoundAsItWas() {
        Integration woo = added(Fixture.woo(someone(), "https://shop.example/store"));
        Integration shopify = added(Fixture.shopify(someone(), UUID.randomUUID() + ".myshopify.com"));

        assertThat(kept(woo)).contains(woo);
        assertThat(kept(shopify)).contains(shopify);
        assertThat(integrations().findStore(woo.merchant().workspace(), WOO, "shop.example/store"))
                .contains(woo);
        assertThat(told(woo.merchant())).containsExactly("store_connected");
    }

    @Test
    default void anotherWorkspaceSeesNothingOfIt() {
        Integration mine = added(Fixture.woo(someone(), "https://shop.example"));
        WorkspaceId other = someone().workspace();

        assertThat(integrations().find(other, mine.id())).isEmpty();
        assertThat(integrations().findStore(other, WOO, "shop.example")).isEmpty();
        assertThat(integrations().list(other, new Page.Request(10, null)).items())
                .isEmpty();
        assertThat(integrations().delete(other, mine.id(), Fixture.connected(mine)))
                .isFalse();
        assertThat(kept(mine)).isPresent();
        assertThat(told(mine.merchant())).containsExactly("store_connected");
    }

    @Test
    default void aStoreIsTheSameWhateverItsScheme() {
        Integration first = added(Fixture.woo(someone(), "https://shop.example"));
        Integration again = Fixture.woo(first.merchant(), "http://SHOP.example/");

        assertThat(integrations().add(again, Fixture.connected(again))).isEqualTo(Saved.SAME_STORE);
        assertThat(kept(again)).isEmpty();
        assertThat(told(first.merchant())).hasSize(1);
    }

    @Test
    default void severalWorkspacesMayHaveTheSameStore() {
        Integration one = added(Fixture.woo(someone(), "https://shop.example"));
        Integration two = added(Fixture.woo(someone(), "https://shop.example"));
        assertThat(kept(one)).isPresent();
        assertThat(kept(two)).isPresent();
    }

    @Test
    default void aShopThatItsPlatformNamesBelongsToOneAccount() {
        String domain = UUID.randomUUID() + ".myshopify.com";
        Integration first = added(Fixture.shopify(someone(), domain));
        Integration second = Fixture.shopify(someone(), domain);

        assertThat(integrations().add(second, Fixture.connected(second))).isEqualTo(Saved.TAKEN);
        Integration again = Fixture.shopify(first.merchant(), domain);
        assertThat(integrations().add(again, Fixture.connected(again))).isEqualTo(Saved.SAME_STORE);
        assertThat(told(second.merchant())).isEmpty();
    }

    @Test
    default void aShopIsFreeAgainOnceItIsDisconnected() {
        String domain = UUID.randomUUID() + ".myshopify.com";
        Integration first = added(Fixture.shopify(someone(), domain));
        integrations()
                .replace(
                        Fixture.disconnected(first),
                        Fixture.activity(first.merchant(), ActivityType.STORE_DISCONNECTED));
        added(Fixture.shopify(someone(), domain));

        assertThat(integrations().replace(first, Fixture.connected(first))).isEqualTo(Saved.TAKEN);
        assertThat(kept(first).map(Integration::status)).contains(IntegrationStatus.DISCONNECTED);
        assertThat(told(first.merchant())).containsExactlyInAnyOrder("store_disconnected", "store_connected");
    }

    @Test
    default void replacingKeepsOnlyTheTimeOfCreation() {
        Integration first = added(Fixture.woo(someone(), "https://shop.example"));
        Integration next = Fixture.reconnected(first, NOW.plusSeconds(60));

        assertThat(integrations().replace(next, Fixture.activity(first.merchant(), ActivityType.STORE_UPDATED)))
                .isEqualTo(Saved.DONE);
        Integration kept = kept(first).orElseThrow();
        assertThat(kept.createdAt()).isEqualTo(first.createdAt());
        assertThat(kept).usingRecursiveComparison().ignoringFields("createdAt").isEqualTo(next);
        assertThat(told(first.merchant())).containsExactlyInAnyOrder("store_connected", "store_updated");
    }

    @Test
    default void whatWasDeletedMeanwhileIsNotReplaced() {
        Integration gone = Fixture.woo(someone(), "https://shop.example");
        assertThatThrownBy(() -> integrations().replace(gone, Fixture.connected(gone)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("deleted");
        assertThat(told(gone.merchant())).isEmpty();
    }

    @Test
    default void whatIsDeletedIsGoneAndToldOf() {
        Integration first = added(Fixture.woo(someone(), "https://shop.example"));
        Activity deleted = Fixture.activity(first.merchant(), ActivityType.STORE_DELETED);

        assertThat(integrations().delete(first.merchant().workspace(), first.id(), deleted))
                .isTrue();
        assertThat(kept(first)).isEmpty();
        assertThat(integrations().delete(first.merchant().workspace(), first.id(), deleted))
                .isFalse();
        assertThat(told(first.merchant())).containsExactlyInAnyOrder("store_connected", "store_deleted");
    }

    @Test
    default void aListIsReadPageByPageAndNewestFirst() {
        Merchant merchant = someone();
        List<IntegrationId> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Pairs of one moment, which only their ids tell apart.
            Instant at = NOW.plusSeconds(i / 2);
            newestFirst.add(
                    0,
                    added(Fixture.woo(merchant, "https://shop" + i + ".example", at))
                            .id());
        }
        List<IntegrationId> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<Integration> page = integrations().list(merchant.workspace(), new Page.Request(3, cursor));
            assertThat(page.items()).hasSizeBetween(1, 3);
            page.items().forEach(item -> seen.add(item.id()));
            cursor = page.nextCursor();
            // What comes later does not move what is still to be read.
            added(Fixture.woo(merchant, "https://later" + seen.size() + ".example", NOW.plusSeconds(3_600)));
        } while (cursor != null);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(newestFirst);
        assertThat(seen.get(0)).isEqualTo(newestFirst.get(0));
    }

    @Test
    default void aCursorThatIsNoneIsSaidToBe() {
        for (String bad :
                List.of("", "x", "AAAA", "not base64!", "/////////////////////////////////w", "a".repeat(900))) {
            assertThatThrownBy(() -> integrations().list(someone().workspace(), new Page.Request(10, bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor");
        }
    }

    @Test
    default void disconnectedOnesAreListedButNotConnected() {
        Merchant merchant = someone();
        Integration old = added(Fixture.woo(merchant, "https://old.example", NOW));
        Integration gone = added(Fixture.woo(merchant, "https://gone.example", NOW.plusSeconds(1)));
        Integration fresh = added(Fixture.woo(merchant, "https://fresh.example", NOW.plusSeconds(2)));
        Integration shop = added(Fixture.shopify(merchant, UUID.randomUUID() + ".myshopify.com"));
        integrations().replace(Fixture.disconnected(gone), Fixture.connected(gone));

        assertThat(integrations()
                        .list(merchant.workspace(), new Page.Request(10, null))
                        .items())
                .hasSize(4);
        assertThat(integrations().findStore(merchant.workspace(), WOO, "gone.example"))
                .isPresent();
        assertThat(integrations().connected(merchant.user(), WOO)).containsExactly(fresh, old);
        assertThat(integrations().connected(merchant.user(), SHOPIFY)).containsExactly(shop);
        assertThat(integrations().connected(merchant.workspace(), 10)).containsExactlyInAnyOrder(fresh, old, shop);
        assertThat(integrations().connected(merchant.workspace(), 1)).containsExactly(fresh);
    }

    @Test
    default void healthIsNotedAndAChangeOfStatusToldOnce() {
        Integration seen = added(Fixture.woo(someone(), "https://shop.example"));
        Health failing = new Health(
                Health.State.FAILING, StoreProblem.STORE_CREDENTIALS_REJECTED, NOW, NOW, Duration.ofMillis(7), 3);
        for (int node = 0; node < 2; node++) {
            integrations()
                    .noteHealth(
                            seen,
                            failing,
                            Optional.of(IntegrationStatus.NEEDS_ATTENTION),
                            Optional.empty(),
                            Optional.of(Fixture.activity(seen.merchant(), ActivityType.STORE_NEEDS_ATTENTION)));
        }
        Integration kept = kept(seen).orElseThrow();
        assertThat(kept.health()).isEqualTo(failing);
        assertThat(kept.status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
        assertThat(kept.lastSyncAt()).isEqualTo(seen.lastSyncAt());
        assertThat(told(seen.merchant())).containsExactlyInAnyOrder("store_connected", "store_needs_attention");

        Instant later = NOW.plusSeconds(60);
        Health ok = Health.ok(later, Duration.ofMillis(8));
        integrations()
                .noteHealth(seen, ok, Optional.of(IntegrationStatus.ACTIVE), Optional.of(later), Optional.empty());
        integrations().noteHealth(seen, ok, Optional.of(IntegrationStatus.ACTIVE), Optional.of(NOW), Optional.empty());
        kept = kept(seen).orElseThrow();
        assertThat(kept.health()).isEqualTo(ok);
        assertThat(kept.status()).isEqualTo(IntegrationStatus.ACTIVE);
        assertThat(kept.lastSyncAt()).isEqualTo(later);
    }

    @Test
    default void healthOfAConnectionThatIsNoMoreChangesNothing() {
        Integration seen = added(Fixture.woo(someone(), "https://shop.example"));
        Integration anew = Fixture.reconnected(seen, NOW.plusSeconds(1));
        integrations().replace(anew, Fixture.connected(seen));
        Health failing = new Health(Health.State.FAILING, StoreProblem.STORE_FROZEN, NOW, NOW, null, 1);
        Optional<Activity> activity = Optional.of(Fixture.connected(seen));

        integrations()
                .noteHealth(seen, failing, Optional.of(IntegrationStatus.NEEDS_ATTENTION), Optional.empty(), activity);
        assertThat(kept(seen).map(Integration::health)).contains(anew.health());

        Integration ended = Fixture.disconnected(anew);
        integrations().replace(ended, Fixture.connected(seen));
        integrations().noteHealth(anew, failing, Optional.of(IntegrationStatus.ACTIVE), Optional.empty(), activity);
        assertThat(kept(seen).map(Integration::status)).contains(IntegrationStatus.DISCONNECTED);
        assertThat(told(seen.merchant())).hasSize(3);
    }

    @Test
    default void healthIsNoWayToDisconnect() {
        Integration seen = added(Fixture.woo(someone(), "https://shop.example"));
        assertThatThrownBy(() -> integrations()
                        .noteHealth(
                                seen,
                                seen.health(),
                                Optional.of(IntegrationStatus.DISCONNECTED),
                                Optional.empty(),
                                Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(kept(seen)).contains(seen);
    }

    @Test
    default void ofManyWhoConnectTheSameStoreAtOnceOneIsFirst() throws Exception {
        int many = 4;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < 10; round++) {
                Merchant merchant = someone();
                CyclicBarrier together = new CyclicBarrier(many);
                List<Future<Saved>> outcomes = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    outcomes.add(threads.submit(() -> {
                        Integration mine = Fixture.woo(merchant, "https://shop.example");
                        together.await();
                        return integrations().add(mine, Fixture.connected(mine));
                    }));
                }
                List<Saved> saved = new ArrayList<>();
                for (Future<Saved> outcome : outcomes) {
                    saved.add(outcome.get());
                }
                assertThat(saved).containsOnlyOnce(Saved.DONE);
                assertThat(Set.copyOf(saved)).containsExactlyInAnyOrder(Saved.DONE, Saved.SAME_STORE);
                assertThat(told(merchant)).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
