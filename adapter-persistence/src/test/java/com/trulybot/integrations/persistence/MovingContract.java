package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static com.trulybot.integrations.persistence.Fixture.SHOPIFY;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.Integrations.Farewell;
import com.trulybot.integrations.core.integration.Integrations.Saved;
import com.trulybot.integrations.core.integration.SealedCredentials;
import com.trulybot.integrations.core.workspace.Merchant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link com.trulybot.integrations.core.integration.Integrations} promises where a connection ends or moves. */
interface MovingContract extends IntegrationsContract {
    Farewell FAREWELL = former -> Fixture.activity(former.merchant(), ActivityType.STORE_MOVED);

    static String domain() {
        return UUID.randomUUID() + ".myshopify.com";
    }

    default Saved move(Integration integration) {
        return integrations().move(integration, Fixture.connected(integration), FAREWELL);
    }

    @Test
    default void aShopThatNobodyHasIsAddedByMovingIt() {
        Integration shop = Fixture.shopify(someone(), domain());

        assertThat(move(shop)).isEqualTo(Saved.DONE);

        assertThat(kept(shop)).contains(shop);
        assertThat(told(shop.merchant())).containsExactly("store_connected");
    }

    @Test
    default void aShopThatMovesIsTakenFromWhoeverHadItAndTheyAreTold() {
        String domain = domain();
        Integration former = added(Fixture.shopify(someone(), domain));
        Integration next = Fixture.shopifyAt(someone(), domain, NOW.plusSeconds(60));

        assertThat(move(next)).isEqualTo(Saved.DONE);

        Integration ended = kept(former).orElseThrow();
        assertThat(ended.status()).isEqualTo(IntegrationStatus.DISCONNECTED);
        assertThat(ended.credentials()).isEqualTo(SealedCredentials.NONE);
        assertThat(ended.credentialHint()).isNull();
        assertThat(ended.disconnectedAt()).isEqualTo(next.connectedAt());
        assertThat(kept(next)).contains(next);
        assertThat(told(former.merchant())).containsExactlyInAnyOrder("store_connected", "store_moved");
        assertThat(told(next.merchant())).containsExactly("store_connected");
    }

    @Test
    default void whoeverHasTheShopAlreadyIsBroughtUpToDate() {
        Integration shop = added(Fixture.shopify(someone(), domain()));
        Integration anew = Fixture.reconnected(shop, NOW.plusSeconds(60));

        assertThat(move(anew)).isEqualTo(Saved.DONE);

        Integration kept = kept(shop).orElseThrow();
        assertThat(kept.createdAt()).isEqualTo(shop.createdAt());
        assertThat(kept).usingRecursiveComparison().ignoringFields("createdAt").isEqualTo(anew);
        assertThat(told(shop.merchant())).containsExactly("store_connected", "store_connected");
    }

    @Test
    default void aShopComesBackToWhomItWasTakenFrom() {
        String domain = domain();
        Integration first = added(Fixture.shopify(someone(), domain));
        Integration second = Fixture.shopifyAt(someone(), domain, NOW.plusSeconds(60));
        move(second);

        assertThat(move(Fixture.reconnected(first, NOW.plusSeconds(120)))).isEqualTo(Saved.DONE);

        assertThat(kept(first).map(Integration::connected)).contains(true);
        assertThat(kept(second).map(Integration::connected)).contains(false);
        assertThat(integrations().ofShop(SHOPIFY, domain))
                .extracting(Integration::id)
                .containsExactly(first.id(), second.id());
    }

    @Test
    default void aWorkspaceThatHasTheStoreUnderAnotherIdIsToldSo() {
        Integration there = added(Fixture.shopify(someone(), domain()));
        Integration again = Fixture.shopifyAt(there.merchant(), there.shopDomain(), NOW.plusSeconds(60));

        assertThat(move(again)).isEqualTo(Saved.SAME_STORE);

        assertThat(kept(there)).contains(there);
        assertThat(kept(again)).isEmpty();
        assertThat(told(there.merchant())).containsExactly("store_connected");
    }

    @Test
    default void whatHasNoNameAtItsPlatformTakesNothingFromOthers() {
        Integration other = added(Fixture.woo(someone(), "https://shop.example"));
        Integration mine = Fixture.woo(someone(), "https://shop.example");

        assertThat(move(mine)).isEqualTo(Saved.DONE);

        assertThat(kept(mine)).contains(mine);
        assertThat(kept(other)).contains(other);
    }

    @Test
    default void whatEndsLosesItsCredentialsAndIsToldOnce() {
        Integration seen = added(Fixture.shopify(someone(), domain()));
        Integration ended = Fixture.disconnected(seen);

        assertThat(integrations().end(seen, ended, Fixture.activity(seen.merchant(), ActivityType.STORE_UNINSTALLED)))
                .isTrue();
        assertThat(integrations().end(seen, ended, Fixture.connected(seen))).isFalse();

        assertThat(kept(seen)).contains(ended);
        assertThat(told(seen.merchant())).containsExactlyInAnyOrder("store_connected", "store_uninstalled");
    }

    @Test
    default void whatWasConnectedAnewOrDeletedDoesNotEnd() {
        Integration seen = added(Fixture.shopify(someone(), domain()));
        Integration anew = Fixture.reconnected(seen, NOW.plusSeconds(1));
        integrations().replace(anew, Fixture.connected(seen));

        assertThat(integrations().end(seen, Fixture.disconnected(seen), Fixture.connected(seen)))
                .isFalse();
        assertThat(kept(seen).map(Integration::connected)).contains(true);

        integrations().delete(seen.merchant().workspace(), seen.id(), Fixture.connected(seen));
        assertThat(integrations().end(anew, Fixture.disconnected(anew), Fixture.connected(seen)))
                .isFalse();
        assertThat(kept(seen)).isEmpty();
    }

    @Test
    default void permissionsAreNotedForTheConnectionThatWasAsked() {
        Integration seen = added(Fixture.shopify(someone(), domain()));
        integrations().notePermissions(seen, "read_orders,read_fulfillments");
        assertThat(kept(seen).map(Integration::permissions)).contains("read_orders,read_fulfillments");

        Integration anew = Fixture.reconnected(seen, NOW.plusSeconds(1));
        integrations().replace(anew, Fixture.connected(seen));
        integrations().notePermissions(seen, "write_everything");
        integrations().end(anew, Fixture.disconnected(anew), Fixture.connected(seen));
        integrations().notePermissions(anew, "write_everything");
        assertThat(kept(seen).map(Integration::permissions)).isEmpty();
    }

    @Test
    default void aStoreIsFoundByItsIdWhoeversItIs() {
        Integration woo = added(Fixture.woo(someone(), "https://shop.example"));

        assertThat(integrations().find(woo.id())).contains(woo);
        assertThat(integrations().find(IntegrationId.random())).isEmpty();
    }

    @Test
    default void ofAShopThereAreThoseWhoHaveItAndThoseWhoHadIt() {
        String domain = domain();
        Merchant merchant = someone();
        Integration first = added(Fixture.shopify(merchant, domain));
        Integration second = Fixture.shopifyAt(someone(), domain, NOW.plusSeconds(1));
        move(second);
        Integration third = Fixture.shopifyAt(someone(), domain, NOW.minusSeconds(1));
        move(third);

        List<Integration> all = integrations().ofShop(SHOPIFY, domain);

        assertThat(all).extracting(Integration::id).containsExactly(third.id(), second.id(), first.id());
        assertThat(all).extracting(Integration::connected).containsExactly(true, false, false);
        assertThat(integrations().ofShop(SHOPIFY, domain())).isEmpty();
        assertThat(integrations().ofShop(Fixture.WOO, domain)).isEmpty();
    }
}
