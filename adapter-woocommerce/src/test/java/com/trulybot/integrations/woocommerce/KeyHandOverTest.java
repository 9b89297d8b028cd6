package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.platform.StoreAuthorization;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHandOverTest {
    private static final String STATE = "state-0123456789";

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Shop shop = Shop.of(fake);
    private final StoreAuthorization handOver =
            new WooCommercePlatform().authorization().orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example",
        "shop.example/blog/, https://shop.example/blog",
        "http://shop.example, http://shop.example",
        "https://shop.example/wp-admin/admin.php?page=wc-settings, https://shop.example"
    })
    void theMerchantIsSentToTheShopsOwnPage(String typed, String store) {
        AuthorizationStart.Page page = (AuthorizationStart.Page)
                handOver.start(request(typed, "https://ours.example/callback"), shop.context());

        assertThat(page.store().value()).isEqualTo(store);
        assertThat(page.address())
                .isEqualTo(URI.create(store + "/wc-auth/v1/authorize?app_name=TrulyBot&scope=read_write&user_id="
                        + STATE + "&return_url=https%3A%2F%2Fours.example%2Fback"
                        + "&callback_url=https%3A%2F%2Fours.example%2Fcallback"));
    }

    /** The real shop refuses such a callback on its page, as it was recorded; a shop to try things out with may not. */
    @Test
    void aServerWithoutHttpsMaySendSomeoneThereAllTheSame() {
        assertThat(Recording.of("wcauth/err_http_callback").response().status()).isEqualTo(401);
        assertThat(handOver.start(request("https://shop.example", "http://127.0.0.1/callback"), shop.context()))
                .isInstanceOf(AuthorizationStart.Page.class);
    }

    @Test
    void whatTheShopPostsIsReadAndTheKeysAreCheckedAtTheLiveShop() {
        AuthorizationGrant grant =
                handOver.read(posted(Shop.KEY, Shop.SECRET), shop.context()).orElseThrow();

        assertThat(grant.state()).isEqualTo(STATE);
        assertThat(grant.store()).isEmpty();
        assertThat(fake.requests()).isEmpty();
        Confirmed confirmed =
                (Confirmed) grant.redeem("https://shop.example", Shop.soon()).orElseThrow();
        assertThat(confirmed.profile().permissions()).isEqualTo("read_write");
        assertThat(confirmed.credentials().require(Field.API_KEY)).isEqualTo(Secret.of(Shop.KEY));
        assertThat(fake.requests()).isNotEmpty();
    }

    /** What the real shop posted, keys and all. */
    @Test
    void theRealShopsPostIsRead() {
        AuthorizationCallback callback = new AuthorizationCallback(
                "tok=1",
                "{\"key_id\":14,\"user_id\":\"tenant-42.abc\",\"consumer_key\":\"ck_8c46d18fb7c6e0a6d9b1f3c2a4e5d6f7a8b9c0d1\","
                        + "\"consumer_secret\":\"cs_8c46d18fb7c6e0a6d9b1f3c2a4e5d6f7a8b9c0d1\",\"key_permissions\":\"read\"}");

        assertThat(handOver.read(callback, shop.context()))
                .hasValueSatisfying(grant -> assertThat(grant.state()).isEqualTo("tenant-42.abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "success=1&user_id=state",
                "{\"user_id\":\"s\",\"consumer_key\":\"ck_1\",\"consumer_secret\":\"cs_1\"}",
                "{\"user_id\":[\"s\"],\"consumer_key\":{},\"consumer_secret\":7}"
            })
    void whatIsNoHandOverIsNone(String body) {
        assertThat(handOver.read(new AuthorizationCallback("", body), shop.context()))
                .isEmpty();
    }

    @Test
    void aStateThatIsNoneOfOursIsNone() {
        AuthorizationCallback odd = new AuthorizationCallback(
                "", WooAuthorizationScenario.body("tenant-42|state=abc", Shop.KEY, Shop.SECRET));

        assertThat(handOver.read(odd, shop.context())).isEmpty();
    }

    @Test
    void aGrantTellsNothingOfItself() {
        assertThat(handOver.read(posted(Shop.KEY, Shop.SECRET), shop.context())
                        .orElseThrow()
                        .toString())
                .doesNotContain(STATE, Shop.KEY, Shop.SECRET);
    }

    private static AuthorizationRequest request(String address, String callback) {
        return new AuthorizationRequest(address, STATE, URI.create(callback), URI.create("https://ours.example/back"));
    }

    private static AuthorizationCallback posted(String key, String secret) {
        return new AuthorizationCallback("", WooAuthorizationScenario.body(STATE, key, secret));
    }
}
