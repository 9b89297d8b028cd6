package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static com.trulybot.integrations.persistence.Fixture.SHOPIFY;
import static com.trulybot.integrations.persistence.Fixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.StoreUrl;
import org.junit.jupiter.api.Test;

class JdbiInstallationsTest {
    @Test
    void aShopIsPendingFromItsInstallationUntilItIsForgotten() {
        try (Database database = Database.open(TestPostgres.empty())) {
            JdbiInstallations installations = new JdbiInstallations(database);
            StoreUrl shop = StoreUrl.parse("https://a.myshopify.com");
            assertThat(installations.pending(SHOPIFY, shop)).isFalse();

            installations.note(SHOPIFY, shop, NOW);
            installations.note(SHOPIFY, shop, NOW.plusSeconds(9));

            assertThat(installations.pending(SHOPIFY, shop)).isTrue();
            assertThat(installations.pending(WOO, shop)).isFalse();
            assertThat(installations.pending(SHOPIFY, StoreUrl.parse("https://b.myshopify.com")))
                    .isFalse();
            installations.forget(SHOPIFY, shop);
            installations.forget(SHOPIFY, shop);
            assertThat(installations.pending(SHOPIFY, shop)).isFalse();
        }
    }
}
