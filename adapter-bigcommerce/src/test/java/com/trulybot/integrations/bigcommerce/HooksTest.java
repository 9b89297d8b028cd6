package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.bigcommerce.FakeBigCommerce.Canned;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WebhookRegistration.Changes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract kit doesn't look at. */
class HooksTest {
    private static final URI ADDRESS = URI.create("https://ours.example/api/webhooks/bigcommerce");

    private final Shop shop = new Shop();
    private final Hooks hooks = new Hooks();

    @AfterEach
    void close() {
        shop.close();
    }

    private Changes register(URI address) {
        return hooks.register(shop.access(), address, shop, Shop.ample());
    }

    @Test
    void eachWebhookSendsOurSecretAlong() {
        assertThat(register(ADDRESS)).isEqualTo(new Changes(3, 0, 0));

        assertThat(shop.api.hooks.all().values()).allSatisfy(hook -> {
            assertThat(hook.path("headers").path(Deliveries.PROOF).asText()).isEqualTo(Shop.HOOK_SECRET.expose());
            assertThat(hook.path("destination").asText()).isEqualTo(ADDRESS.toString());
            assertThat(hook.path("is_active").asBoolean()).isTrue();
        });
        assertThat(shop.api.hooks.all().values())
                .extracting(hook -> hook.path("scope").asText())
                .containsExactly("store/order/*", "store/shipment/*", "store/app/uninstalled");
    }

    @Test
    void aSecretThatChangedIsToldAnew() {
        register(ADDRESS);
        shop.api.hooks.all().values().iterator().next().putObject("headers").put("x-trulybot-hook-secret", "old");

        assertThat(register(ADDRESS)).isEqualTo(new Changes(0, 1, 0));
        assertThat(register(ADDRESS)).isEqualTo(Changes.NONE);
    }

    @Test
    void webhooksOfTheFollowingPagesAreSeen() {
        for (int i = 0; i < 7; i++) {
            shop.api.hooks.add(Json.parse("{\"scope\":\"store/cart/*\",\"destination\":\"https://another.example/" + i
                    + "\",\"is_active\":true,\"headers\":null}"));
        }
        register(ADDRESS);

        assertThat(register(ADDRESS)).isEqualTo(Changes.NONE);
        assertThat(shop.api.targets()).contains("/v3/hooks?page=4");
    }

    @Test
    void anAddressThatBigCommerceCannotCallIsSaidToBeOne() {
        for (String address : List.of("http://ours.example/hooks", "https://ours.example:8443/hooks")) {
            assertThat(Problems.of(() -> register(URI.create(address)))).isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
        }
        assertThat(shop.api.targets()).isEmpty();
        assertThat(register(URI.create("https://ours.example:443/hooks")).made())
                .isEqualTo(3);
    }

    @Test
    void onlyWhatBeginsWithOurAddressIsRemoved() {
        register(ADDRESS);
        shop.api.hooks.add(Json.parse("{\"scope\":\"store/order/*\",\"destination\":\"https://ours.example.org/\"}"));

        assertThat(hooks.unregister(shop.access(), URI.create("https://ours.example"), shop, Shop.ample()))
                .isEqualTo(new Changes(0, 0, 3));
        assertThat(shop.api.hooks.all()).hasSize(1);
    }

    @Test
    void oneThatIsGoneAlreadyIsAsGoodAsRemoved() {
        register(ADDRESS);
        shop.api.canned.put("/v3/hooks/", new Canned(404, "{\"status\":404}"));

        assertThat(hooks.unregister(shop.access(), ADDRESS, shop, Shop.ample()).removed())
                .isEqualTo(3);
    }

    @Test
    void aPlanThatHasReachedItsLimitIsAFault() {
        shop.api.canned.put("/v3/hooks", new Canned(507, ""));

        assertThat(Problems.of(() -> register(ADDRESS))).isEqualTo(StoreProblem.STORE_UNAVAILABLE);
    }

    @Test
    void eachRequestSaysWhichOfTheStoresAtTheAddressItIsFor() {
        hooks.register(shop.access(), ADDRESS, shop, Shop.ample());
        shop.open().find(OrderQuery.byNumber(OrderReference.parse("247")), Shop.ample());

        assertThat(shop.stores).hasSizeGreaterThan(2).containsOnly("abc123");
    }

    @Test
    void withoutASecretNoWebhookIsMade() {
        StoreAccess whole = shop.access();
        StoreAccess access = new StoreAccess(
                whole.integration(), whole.url(), whole.shopDomain(), Credentials.of(Shop.token()), Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> hooks.register(access, ADDRESS, shop, Shop.ample()));
        assertThat(shop.api.hooks.all()).isEmpty();
    }
}
