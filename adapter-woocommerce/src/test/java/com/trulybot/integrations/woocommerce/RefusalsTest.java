package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a merchant is told when no way into the shop is open. */
class RefusalsTest {
    private static final String SHOP = "https://shop.example";

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Shop shop = Shop.of(fake);

    @Test
    void anUnknownKeyIsNamedAsSuch() {
        Shop stranger = Shop.of(FakeWooCommerce.recorded("ck_other", "cs_other"));

        assertThat(refusal(stranger, SHOP, StoreProblem.STORE_CREDENTIALS_REJECTED))
                .contains("does not know this consumer key", "mistyped", "revoked", "Make a new one");
        assertThat(refusal(stranger, "http://shop.example", StoreProblem.STORE_CREDENTIALS_REJECTED))
                .contains("does not know this consumer key");
    }

    @Test
    void aWrongSecretIsNamedAsSuchAndNoOtherWayIsTried() {
        FakeWooCommerce other = FakeWooCommerce.recorded(Shop.KEY, "cs_other");

        assertThat(refusal(Shop.of(other), SHOP, StoreProblem.STORE_CREDENTIALS_REJECTED))
                .contains("consumer secret is not the one of this consumer key");
        assertThat(other.requests()).hasSize(2);
        assertThat(refusal(Shop.of(other), "http://shop.example", StoreProblem.STORE_CREDENTIALS_REJECTED))
                .contains("knows the consumer key", "consumer secret is wrong");
    }

    @Test
    void aWrongSecretWhereTheHeaderIsTakenAwayIsNamedAsSuch() {
        FakeWooCommerce other = FakeWooCommerce.recorded(Shop.KEY, "cs_other");
        other.gate().takeHeaderAway();

        assertThat(refusal(Shop.of(other), SHOP, StoreProblem.STORE_CREDENTIALS_REJECTED))
                .contains("consumer secret is not the one of this consumer key");
    }

    @Test
    void httpsThatIsNotNoticedIsNamedWhereNoSignatureHelpsEither() {
        FakeWooCommerce other = FakeWooCommerce.recorded(Shop.KEY, "cs_other");
        other.gate().overlookHttps();

        assertThat(refusal(Shop.of(other), SHOP, StoreProblem.STORE_CREDENTIALS_REJECTED))
                .contains("does not notice that it is asked over https", "X-Forwarded-Proto", "consumer secret");
    }

    @Test
    void aKeyThatMayOnlyWriteIsNamedAsSuch() {
        fake.permit(FakeWooCommerce.Permission.WRITE);

        assertThat(refusal(shop, SHOP, StoreProblem.STORE_PERMISSION_MISSING))
                .contains("The key's own permissions", "REST API");
        assertThat(refusal(shop, "http://shop.example", StoreProblem.STORE_PERMISSION_MISSING))
                .contains("The key's own permissions");
        fake.gate().overlookHttps();
        assertThat(refusal(shop, SHOP, StoreProblem.STORE_PERMISSION_MISSING)).contains("The key's own permissions");
    }

    @Test
    void anApiOfAnotherNameIsNamedAsSuch() {
        fake.fault(request -> Optional.of(new Response(
                404,
                Map.of("Link", List.of("<https://shop.example/api/>; rel=\"https://api.w.org/\"")),
                "<html>Not found</html>")));

        assertThat(refusal(shop, SHOP, StoreProblem.STORE_NOT_WOOCOMMERCE)).contains("/api/", "rest_url_prefix");
    }

    @Test
    void anOwnerWhoMayNotSeeOrdersIsNamedAsSuch() {
        fake.permit(FakeWooCommerce.Permission.NOTHING);

        assertThat(refusal(shop, SHOP, StoreProblem.STORE_PERMISSION_MISSING))
                .contains("The key's owner", "shop manager");
    }

    @Test
    void clocksThatAreApartAreNamedWhereTheyAreTheReason() {
        fake.fault(request -> request.uri().getPath().endsWith("/orders")
                ? Optional.of(new Response(
                        401,
                        Map.of("Date", List.of("Mon, 23 Nov 2026 04:30:00 GMT")),
                        "{\"code\":\"woocommerce_rest_authentication_error\",\"message\":\"Invalid timestamp.\"}"))
                : Optional.empty());

        assertThat(refusal(shop, "http://shop.example", StoreProblem.STORE_CREDENTIALS_REJECTED))
                .contains("clock");
    }

    @ParameterizedTest
    @CsvSource({
        "broken/mode_rest_disabled_wrong_secret, STORE_CREDENTIALS_REJECTED, plugin closes",
        "broken/mode_rest_disabled_early_wrong_secret, STORE_CREDENTIALS_REJECTED, plugin closes",
        "broken/mode_waf403, STORE_REFUSED_US, firewall",
        "auth/key_owner_demoted, STORE_PERMISSION_MISSING, owner",
        "auth/https_write_only_key_GET, STORE_PERMISSION_MISSING, permissions",
        "auth/https_wrong_secret, STORE_CREDENTIALS_REJECTED, consumer secret"
    })
    void theMerchantIsToldWhyAndHowToMendIt(String recording, StoreProblem problem, String words) {
        Response response = Recording.of(recording).response();
        fake.fault(request -> request.uri().getPath().contains("/wc/v3/") ? Optional.of(response) : Optional.empty());

        assertThat(refusal(shop, SHOP, problem)).contains(words);
    }

    @Test
    void aPasswordBeforeTheWholeSiteIsNamedAsSuch() {
        fake.fault(request -> Optional.of(new Response(401, Map.of(), "<h1>401 Authorization Required</h1>")));

        assertThat(refusal(shop, SHOP, StoreProblem.STORE_REFUSED_US)).contains("password of its own");
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void aSiteWithoutWordPressIsToldSoAndNeverSeesTheKeys() {
        fake.fault(request -> Optional.of(Recording.of("misc/html_404").response()));

        StoreException refused = catchThrowableOfType(StoreException.class, () -> shop.check(SHOP));

        assertThat(refused.problem()).isEqualTo(StoreProblem.STORE_NOT_WOOCOMMERCE);
        assertThat(fake.requests())
                .hasSize(3)
                .noneMatch(request -> request.headers().containsKey("Authorization"));
    }

    private static String refusal(Shop shop, String address, StoreProblem problem) {
        StoreException refused = catchThrowableOfType(StoreException.class, () -> shop.check(address));
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.detail()).isPresent();
        return refused.detail().orElseThrow();
    }
}
