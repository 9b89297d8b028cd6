package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways into a shop. */
class ConnectingTest {
    private static final String SHOP = "https://shop.example";

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Shop shop = Shop.of(fake);

    @Test
    void anOrdinaryShopIsAskedWithBasic() {
        assertThat(config(SHOP))
                .containsEntry("authentication", "basic")
                .containsEntry("route", "pretty")
                .doesNotContainKey("home");

        assertLookupsTakeOneRequest(SHOP);
        assertThat(last().uri().getQuery()).doesNotContain("consumer", "oauth");
    }

    @Test
    void whereTheHeaderIsTakenAwayTheKeysGoInTheQuery() {
        fake.gate().takeHeaderAway();

        assertThat(config(SHOP)).containsEntry("authentication", "query");

        assertLookupsTakeOneRequest(SHOP);
        assertThat(last().headers()).doesNotContainKey("Authorization");
        assertThat(last().uri().getQuery()).contains("consumer_key=" + Shop.KEY, "consumer_secret=" + Shop.SECRET);
        assertThat(last().toString()).isEqualTo("GET https://shop.example");
    }

    /** It is let in by the one way that is left: WooCommerce takes signatures over http. */
    @Test
    void whereHttpsIsNotNoticedRequestsAreSigned() {
        fake.gate().overlookHttps();

        assertThat(config(SHOP))
                .containsEntry("authentication", "oauth1")
                .containsEntry("home", "http://localhost:8443");

        assertLookupsTakeOneRequest(SHOP);
        assertThat(last().uri().toString()).doesNotContain(Shop.SECRET, Shop.KEY, "oauth");
        assertThat(last().headers().get("Authorization"))
                .startsWith("OAuth oauth_consumer_key=")
                .doesNotContain(Shop.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHOP, "http://shop.example"})
    void whereHeadersAreTakenAwayTooSignaturesGoInTheQuery(String address) {
        fake.gate().overlookHttps();
        fake.gate().takeHeaderAway();

        assertThat(config(address)).containsEntry("authentication", "oauth1-query");

        assertLookupsTakeOneRequest(address);
        assertThat(last().uri().toString()).contains("oauth_signature=").doesNotContain(Shop.SECRET);
    }

    @Test
    void overPlainHttpRequestsAreSignedAndNothingElseIsTried() {
        assertThat(config("http://shop.example")).containsEntry("authentication", "oauth1");

        assertLookupsTakeOneRequest("http://shop.example");
        assertThat(fake.requests()).allSatisfy(request -> {
            assertThat(request.headers().getOrDefault("Authorization", "OAuth "))
                    .startsWith("OAuth ");
            assertThat(request.uri().toString()).doesNotContain(Shop.SECRET, "consumer_secret");
        });
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void overPlainHttpNoSecretIsShownWhateverWasKept(Authentication kept) {
        Map<String, String> config = Map.of("authentication", kept.code(), "home", "http://localhost:8443");

        assertThat(order(shop.store("http://shop.example", config).find(OrderQuery.byId("20"), Shop.soon())))
                .isTrue();
        assertThat(last().headers().getOrDefault("Authorization", "OAuth ")).startsWith("OAuth ");
        assertThat(last().uri().getQuery()).doesNotContain("consumer_secret");
    }

    @Test
    void behindAProxyThatSaysHttpsTheShopSignsHttps() {
        fake.gate().takeHttpForHttps();

        assertThat(config("http://shop.example"))
                .containsEntry("authentication", "oauth1")
                .containsEntry("home", "https://localhost:8443");
        assertLookupsTakeOneRequest("http://shop.example");
    }

    @Test
    void aShopThatLivesAtHttpsIsAskedThereAlthoughHttpWasTyped() {
        fake.home(SHOP);

        StoreProfile profile = profile("http://shop.example");

        assertThat(profile.url().value()).isEqualTo(SHOP);
        assertThat(profile.config()).containsEntry("authentication", "basic");
    }

    @Test
    void aShopIsNeverAskedOverHttpWhereHttpsWasTyped() {
        fake.home("http://shop.example");

        assertThat(profile(SHOP).url().value()).isEqualTo(SHOP);
        assertThat(fake.requests())
                .allSatisfy(request -> assertThat(request.uri().getScheme()).isEqualTo("https"));
    }

    @Test
    void aSiteThatSaysItLivesOnAnotherHostIsAskedWhereItWasFound() {
        fake.home("https://evil.example");

        assertThat(profile(SHOP).url().value()).isEqualTo(SHOP);
        assertThat(hosts()).containsExactly("shop.example");
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, plain", "WITHOUT_REWRITING, index"})
    void plainPermalinksAreRecognised(FakeWooCommerce.Permalinks permalinks, String route) {
        fake.permalinks(permalinks);

        assertThat(config(SHOP)).containsEntry("route", route).containsEntry("authentication", "basic");

        assertLookupsTakeOneRequest(SHOP);
        assertThat(last().uri().toString())
                .contains("?rest_route=/wc/v3/orders/20&")
                .contains("wp-json/wc/");
    }

    @ParameterizedTest
    @EnumSource(FakeWooCommerce.Permalinks.class)
    void everyRouteAndEveryWayOfShowingKeysGoTogether(FakeWooCommerce.Permalinks permalinks) {
        for (String address : List.of(SHOP, "http://shop.example", SHOP + "/blog", "http://shop.example/blog")) {
            for (int trouble = 0; trouble < 3; trouble++) {
                FakeWooCommerce one = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
                one.permalinks(permalinks);
                one.home(address.endsWith("/blog") ? "https://elsewhere.example/blog" : "https://elsewhere.example");
                if (trouble == 1) {
                    one.gate().takeHeaderAway();
                } else if (trouble == 2) {
                    one.gate().overlookHttps();
                }
                Shop reached = Shop.of(one);
                StoreProfile profile = confirmed(reached.check(address)).profile();

                assertThat(order(reached.store(profile.url().value(), profile.config())
                                .find(
                                        OrderQuery.byNumber(OrderReference.parse("20"), "alice@example.com"),
                                        Shop.soon())))
                        .as("%s, trouble %s", address, trouble)
                        .isTrue();
            }
        }
    }

    /** As it was recorded: {@code /?rest_route=} never reaches WooCommerce's authentication. */
    @Test
    void theRouteThatIsAlwaysRefusedIsNotTaken() {
        fake.permalinks(FakeWooCommerce.Permalinks.PLAIN);
        config(SHOP);

        assertThat(Recording.of("plain_permalinks/rest_route_order_basic")
                        .response()
                        .status())
                .isEqualTo(401);
        assertThat(Recording.of("plain_permalinks/rest_route_order_trick_path")
                        .response()
                        .status())
                .isEqualTo(200);
        assertThat(fake.asked()).noneMatch(target -> target.startsWith("/?rest_route"));
    }

    @Test
    void aShopInAFolderIsAskedInItsFolder() {
        fake.home(SHOP + "/blog");

        assertThat(profile(SHOP + "/blog").url().value()).isEqualTo(SHOP + "/blog");
        assertThat(fake.asked()).allMatch(target -> target.startsWith("/blog/wp-json/"));
        assertLookupsTakeOneRequest(SHOP + "/blog");
    }

    @Test
    void theAddressOfAPageLeadsToTheShopItBelongsTo() {
        fake.home(SHOP);

        assertThat(profile(SHOP + "/checkout").url().value()).isEqualTo(SHOP);
        assertThat(config(SHOP + "/checkout")).containsEntry("route", "pretty");
    }

    /** Each page of WordPress tells where its API is, also one that is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example/blog/wp-json/", "https://shop.example/blog/index.php?rest_route=/"})
    void theAddressOfAPageIsFollowedToWhatThePageNames(String api) {
        fake.home(SHOP + "/blog");
        fake.fault(request -> request.uri().getPath().startsWith("/blog/")
                ? Optional.empty()
                : Optional.of(new Response(
                        404,
                        Map.of("Link", List.of("<" + api + ">; rel=\"https://api.w.org/\"")),
                        "<html>Not found</html>")));

        assertThat(profile(SHOP + "/my-account").url().value()).isEqualTo(SHOP + "/blog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wp-json/",
                "/wp-json/wc/v3",
                "/wp-admin/",
                "/wp-admin/admin.php?page=wc-settings",
                "/wp-login.php",
                "/index.php",
                "/wc-auth/v1/authorize"
            })
    void theAddressOfAPageOfWordPressesOwnIsTheShops(String page) {
        assertThat(profile(SHOP + page).url().value()).isEqualTo(SHOP);
    }

    @Test
    void anAddressThatOnlySendsUsOnIsToldAsTheMerchantWouldTypeTheNext() {
        fake.fault(request -> {
            throw new StoreException(
                    StoreProblem.STORE_REDIRECTS, null, "It sends us on to https://www.shop.example/wp-json/", null);
        });

        assertThat(refusal(shop, SHOP, StoreProblem.STORE_REDIRECTS))
                .isEqualTo("It sends us on to https://www.shop.example");
    }

    @Test
    void aSiteThatIsClosedToStrangersTellsItsNameToTheKeys() {
        fake.fault(request -> request.headers().containsKey("Authorization")
                ? Optional.empty()
                : Optional.of(
                        Recording.of("broken/mode_rest_disabled_noauth_index").response()));

        assertThat(profile(SHOP).name()).isEqualTo("Real Woo Lab");
        assertThat(config(SHOP)).containsEntry("timezone", "America/New_York");
    }

    @Test
    void aSignatureFromAnotherTimeIsRefused() {
        Shop late = Shop.of(fake);
        fake.gate().clock(InstantSource.fixed(Shop.NOW.plus(Duration.ofMinutes(16))));

        refusal(late, "http://shop.example", StoreProblem.STORE_CREDENTIALS_REJECTED);
    }

    @Test
    void noSignatureIsSentTwice() {
        config("http://shop.example");
        Map<String, String> config = config("http://shop.example");
        for (int i = 0; i < 20; i++) {
            shop.store("http://shop.example", config).find(OrderQuery.byId("20"), Shop.soon());
        }

        List<Request> signed = fake.requests().stream()
                .filter(request -> request.headers().containsKey("Authorization"))
                .toList();
        assertThat(signed).hasSizeGreaterThan(20).noneMatch(Request::repeatable);
        assertThat(signed.stream().map(request -> request.headers().get("Authorization")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSiteWhoseIndexIsAPageConnectsWhereItsOrdersCanBeRead() {
        Response page = Recording.of("plain_permalinks/wpjson_index").response();
        fake.fault(request -> request.uri().getPath().contains("/wc/v3/") ? Optional.empty() : Optional.of(page));

        assertThat(profile(SHOP).name()).isEqualTo("shop.example");
    }

    @Test
    void aSiteThatAnswersEverythingWithAPageIsToldSo() {
        fake.fault(request -> Optional.of(Recording.of("broken/mode_maint200").response()));

        assertThat(refusal(shop, SHOP, StoreProblem.STORE_ANSWER_INVALID)).contains("web page", "/wp-json/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "", "ftp://x", "https://shop.example/?a=b"})
    void aHomeThatIsNoAddressIsNotUsed(String home) {
        fake.fault(request -> request.uri().getPath().equals("/wp-json/")
                ? Optional.of(new Response(
                        200, Map.of(), "{\"namespaces\":[\"wc/v3\"],\"home\":\"" + home + "\",\"url\":\"\"}"))
                : Optional.empty());

        assertThat(profile(SHOP).url().value()).isEqualTo(SHOP);
    }

    /** A key revoked later, or a server changed: said plainly, for one request, and connecting anew finds out why. */
    @Test
    void aWayThatNoLongerWorksIsNotLookedForAtALookup() {
        Map<String, String> config = config(SHOP);
        int before = fake.requests().size();
        fake.gate().takeHeaderAway();

        StoreException refused = catchThrowableOfType(
                StoreException.class, () -> shop.store(SHOP, config).find(OrderQuery.byId("20"), Shop.soon()));

        assertThat(refused.problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED);
        assertThat(refused.detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("Connecting anew"));
        assertThat(fake.requests()).hasSize(before + 1);
    }

    @Test
    void whatWasKeptByAnEarlierVersionIsAskedAsUsual() {
        assertThat(order(shop.store(SHOP, Map.of("currency", "USD")).find(OrderQuery.byId("20"), Shop.soon())))
                .isTrue();
        assertThat(Way.of(Shop.access(SHOP, Map.of()).url(), Map.of("route", "?", "authentication", "?")))
                .isEqualTo(Way.usual(Shop.access(SHOP, Map.of()).url()));
    }

    private void assertLookupsTakeOneRequest(String address) {
        StoreProfile profile = profile(address);
        int before = fake.requests().size();

        assertThat(order(shop.store(profile.url().value(), profile.config())
                        .find(OrderQuery.byNumber(OrderReference.parse("20"), "alice@example.com"), Shop.soon())))
                .isTrue();
        assertThat(fake.requests()).hasSize(before + 1);
    }

    private static boolean order(com.trulybot.integrations.core.order.OrderLookup lookup) {
        return lookup.match(order -> order.id().equals("20"), () -> false, () -> false);
    }

    private Request last() {
        return fake.requests().get(fake.requests().size() - 1);
    }

    private Set<String> hosts() {
        return fake.requests().stream().map(request -> request.uri().getHost()).collect(Collectors.toSet());
    }

    private Map<String, String> config(String address) {
        return profile(address).config();
    }

    private StoreProfile profile(String address) {
        return confirmed(shop.check(address)).profile();
    }

    private static Confirmed confirmed(ConnectionCheck check) {
        assertThat(check).isInstanceOf(Confirmed.class);
        return (Confirmed) check;
    }

    private static String refusal(Shop shop, String address, StoreProblem problem) {
        StoreException refused = catchThrowableOfType(StoreException.class, () -> shop.check(address));
        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused.detail()).isPresent();
        return refused.detail().orElseThrow();
    }
}
