package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trulybot.integrations.bigcommerce.FakeBigCommerce.Canned;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.ConnectionCheck.Invalid;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BigCommercePlatformTest {
    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    private static StoreProfile profile(ConnectionCheck check) {
        assertThat(check).isInstanceOf(Confirmed.class);
        return ((Confirmed) check).profile();
    }

    @Test
    void aConnectedStoreTellsWhatItIs() {
        StoreProfile profile = profile(shop.check("https://store-abc123.mybigcommerce.com/manage", Shop.token()));

        assertThat(profile.url()).isEqualTo(StoreUrl.parse("https://store-abc123.mybigcommerce.com"));
        assertThat(profile.shopDomain()).isEqualTo("store-abc123.mybigcommerce.com");
        assertThat(profile.name()).isEqualTo("BigCommerce");
        assertThat(profile.email()).isEqualTo("info@janedoes.mybigcommerce.com");
        assertThat(profile.config())
                .isEqualTo(Map.of(
                        "currency", "USD",
                        "timezone", "America/Chicago",
                        "storefront", "https://my-awesome.store"));
    }

    @Test
    void theApisPathAndTheHashNameTheSameStore() {
        assertThat(List.of("abc123", "stores/abc123", "http://" + shop.api.address() + "/stores/abc123/v3/"))
                .allSatisfy(address -> assertThat(
                                profile(shop.check(address, Shop.token())).shopDomain())
                        .isEqualTo("store-abc123.mybigcommerce.com"));
    }

    @Test
    void anEmptyStoreIsConnectedToo() {
        profile(shop.check("abc123", Shop.token()));

        assertThat(shop.api.targets())
                .containsExactly("/v2/orders?include=fees&limit=1&page=1&sort=date_created:desc", "/v2/store");
    }

    @Test
    void aTokenThatReadsOrdersOnlyIsEnough() {
        shop.api.canned.put("/v2/store", new Canned(403, "{\"status\":403}"));
        StoreProfile profile = profile(shop.check("abc123", Shop.token()));

        assertThat(profile.name()).isEqualTo("store-abc123.mybigcommerce.com");
        assertThat(profile.config()).isEmpty();
    }

    @Test
    void aTokenThatDoesNotReadOrdersIsNotEnough() {
        shop.api.canned.put("/v2/orders", new Canned(403, "{\"status\":403}"));

        assertThat(Problems.of(() -> shop.check("abc123", Shop.token())))
                .isEqualTo(StoreProblem.STORE_PERMISSION_MISSING);
    }

    @Test
    void secretsAreKeptWithoutTheBlanksThatWerePastedAlong() {
        Map<Field, Secret> pasted = Map.of(
                Field.ACCESS_TOKEN, Secret.of("  " + FakeBigCommerce.TOKEN + "\n"),
                Field.API_SECRET, Secret.of(" client secret "));
        Confirmed confirmed = (Confirmed) shop.check("abc123", pasted);

        assertThat(confirmed.credentials().secrets())
                .isEqualTo(Map.of(
                        Field.ACCESS_TOKEN, Secret.of(FakeBigCommerce.TOKEN),
                        Field.API_SECRET, Secret.of("client secret")));
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        assertThat(shop.check(" ", Map.of()))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("storeUrl", "accessToken"));
    }

    @Test
    void aTokenThatNoHeaderCanHoldIsRefusedWithoutAsking() {
        for (String token : List.of("short", "token with blanks in it", "t0kenwithümlauts")) {
            assertThat(shop.check("abc123", Map.of(Field.ACCESS_TOKEN, Secret.of(token))))
                    .isInstanceOf(Invalid.class);
        }
        assertThat(shop.api.targets()).isEmpty();
    }

    @Test
    void aStorefrontsOwnDomainTellsNoStore() {
        assertThat(shop.check("https://my-awesome.store", Shop.token())).isInstanceOf(Invalid.class);
    }

    @Test
    void aStoreWithoutItsDomainCannotBeOpened() {
        StoreAccess access = new StoreAccess(
                IntegrationId.random(),
                StoreUrl.parse("https://my-awesome.store"),
                null,
                shop.access().credentials(),
                Map.of());

        assertThat(Problems.of(() -> shop.platform.open(access, shop))).isEqualTo(StoreProblem.STORE_NOT_FOUND);
    }

    @Test
    void theApiIsBigCommercesUnlessTheOperatorSaysOtherwise() {
        assertThat(StoreApi.base(with(Optional.empty()))).hasToString("https://api.bigcommerce.com");
        assertThat(StoreApi.base(with(Optional.of("http://127.0.0.1:8080//")))).hasToString("http://127.0.0.1:8080");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreApi.base(with(Optional.of("api.bigcommerce.com"))))
                .withMessageContaining("BIGCOMMERCE_API_BASE");
    }

    private PlatformContext with(Optional<String> base) {
        return new PlatformContext() {
            @Override
            public StoreHttp http() {
                return shop.http();
            }

            @Override
            public InstantSource clock() {
                return shop.clock();
            }

            @Override
            public Optional<String> setting(String name) {
                return name.equals("API_BASE") ? base : Optional.empty();
            }
        };
    }
}
