package com.trulybot.integrations.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.WebhookRegistration.Changes;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WooWebhooksTest {
    private static final URI ADDRESS = URI.create("https://ours.example/api/webhooks/woocommerce/" + Shop.INTEGRATION);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final FakeWooCommerce fake = FakeWooCommerce.recorded(Shop.KEY, Shop.SECRET);
    private final Shop shop = Shop.of(fake);
    private final WooWebhooks registration = new WooWebhooks();

    WooWebhooksTest() {
        fake.permit(FakeWooCommerce.Permission.BOTH);
    }

    @Test
    void aWebhookForEachTopicIsMadeWithOurSecret() {
        assertThat(register(SECRET)).isEqualTo(new Changes(3, 0, 0));

        assertThat(fake.webhooks().all())
                .extracting(hook -> hook.path("topic").asText())
                .containsExactly("order.created", "order.updated", "order.deleted");
        assertThat(fake.webhooks().all())
                .allSatisfy(hook -> assertThat(
                                fake.webhooks().secret(hook.path("id").asInt()))
                        .contains(SECRET));
        assertThat(fake.webhooks().all().toString()).doesNotContain(SECRET);
    }

    @Test
    void makingOneIsNeverSentTwiceByItself() {
        register(SECRET);

        assertThat(fake.requests())
                .filteredOn(request -> request.method().equals("POST"))
                .hasSize(3)
                .noneMatch(Request::repeatable);
    }

    @Test
    void aWebhookThatSignsWithAnotherSecretIsMadeAnew() {
        register("another-" + SECRET);

        assertThat(register(SECRET)).isEqualTo(new Changes(0, 3, 0));
        assertThat(register(SECRET)).isEqualTo(Changes.NONE);
        assertThat(fake.webhooks().all()).hasSize(3);
    }

    /** Waking it would leave its failures counted: the next one would put it back to sleep. */
    @Test
    void aDisabledWebhookIsMadeAnewSoThatItsFailuresAreForgotten() {
        register(SECRET);
        fake.webhooks().change(2, "status", "disabled");

        assertThat(register(SECRET)).isEqualTo(new Changes(0, 1, 0));
        assertThat(fake.webhooks().all())
                .hasSize(3)
                .allMatch(hook -> hook.path("status").asText().equals("active"))
                .noneMatch(hook -> hook.path("id").asInt() == 2);
    }

    @Test
    void theNewOneIsThereBeforeTheOldOneGoes() {
        register(SECRET);
        fake.webhooks().change(1, "status", "paused");
        int before = fake.requests().size();

        register(SECRET);

        assertThat(fake.requests().subList(before, fake.requests().size()))
                .extracting(Request::method)
                .containsExactly("GET", "POST", "DELETE");
    }

    @Test
    void aTopicThatWeNoLongerWantIsRemoved() {
        register(SECRET);
        fake.webhooks().add("order.restored", ADDRESS.toString(), "active");

        assertThat(register(SECRET)).isEqualTo(new Changes(0, 0, 1));
    }

    @Test
    void moreWebhooksThanAPageHoldsAreLookedAt() {
        register(SECRET);
        for (int i = 0; i < 250; i++) {
            fake.webhooks().add("order.updated", "https://other.example/" + i, "active");
        }

        assertThat(register(SECRET)).isEqualTo(Changes.NONE);
    }

    /** An address that is wrong for webhooks is no fault of the shop's, whose orders can be asked for all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"https://ours.example:9443/x", "http://localhost:8081/x"})
    void aPortThatWordPressDoesNotSendToIsNotRegistered(String address) {
        assertThat(registration.register(access(SECRET), URI.create(address), shop.context(), Shop.soon()))
                .isEqualTo(Changes.NONE);
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void whenAllIsWellOneRequestIsAllItCosts() {
        register(SECRET);
        int before = fake.requests().size();

        assertThat(register(SECRET)).isEqualTo(Changes.NONE);

        assertThat(fake.requests().subList(before, fake.requests().size()))
                .singleElement()
                .satisfies(request -> assertThat(request.method()).isEqualTo("GET"));
    }

    @ParameterizedTest
    @CsvSource({
        "delivery_url, https://former.example",
        "delivery_url, http://ours.example:8080",
        "status, disabled",
        "status, paused",
        "name, renamed"
    })
    void whatIsNotAsItShouldBeIsMendedAndTheOthersAreLeftAlone(String member, String value) {
        register(SECRET);
        fake.webhooks().change(2, member, value + (member.equals("delivery_url") ? ADDRESS.getPath() : ""));

        assertThat(register(SECRET)).isEqualTo(new Changes(0, 1, 0));
        assertThat(register(SECRET)).isEqualTo(Changes.NONE);
        assertThat(fake.webhooks().all())
                .extracting(hook -> hook.path("id").asInt())
                .containsExactly(1, 3, 4);
        assertThat(fake.webhooks().all())
                .allSatisfy(
                        hook -> assertThat(hook.path("delivery_url").asText()).isEqualTo(ADDRESS.toString()))
                .allSatisfy(hook -> assertThat(hook.path("status").asText()).isEqualTo("active"));
    }

    @Test
    void whatIsMissingIsMadeAndWhatIsThereTwiceIsThereOnce() {
        register(SECRET);
        String name = fake.webhooks().all().get(0).path("name").asText();
        fake.webhooks().change(2, "delivery_url", "https://elsewhere.example/x");
        int twin = fake.webhooks().add("order.created", ADDRESS.toString(), "active");
        fake.webhooks().change(twin, "name", name);

        assertThat(register(SECRET)).isEqualTo(new Changes(1, 0, 1));
        assertThat(register(SECRET)).isEqualTo(Changes.NONE);
        assertThat(fake.webhooks().all())
                .extracting(hook -> hook.path("delivery_url").asText())
                .containsExactly(
                        ADDRESS.toString(), "https://elsewhere.example/x", ADDRESS.toString(), ADDRESS.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ours.example/x", "https://ours.example:443/x", "https://ours.example:8080/x"})
    void portsThatWordPressSendsToAreTaken(String address) {
        registration.register(access(SECRET), URI.create(address), shop.context(), Shop.soon());

        assertThat(fake.webhooks().all()).hasSize(3);
    }

    @Test
    void aReadingKeyIsToldToBeOneInAnyLanguage() {
        fake.permit(FakeWooCommerce.Permission.READ);
        fake.fault(request -> request.method().equals("POST")
                ? Optional.of(new Response(
                        401, Map.of(), "{\"code\":\"woocommerce_rest_authentication_error\",\"message\":\"…\"}"))
                : Optional.empty());

        StoreException refused = catchThrowableOfType(StoreException.class, () -> register(SECRET));

        assertThat(refused.problem()).isEqualTo(StoreProblem.STORE_PERMISSION_MISSING);
        assertThat(refused.detail())
                .hasValueSatisfying(detail -> assertThat(detail).contains("Read/Write"));
    }

    @ParameterizedTest
    @EnumSource(Authentication.class)
    void theWayThatWasFoundIsTheWayHereToo(Authentication authentication) {
        StoreAccess plain = Shop.access(
                "https://shop.example",
                Map.of("authentication", authentication.code(), "route", "index", "home", "https://localhost:8443"));
        StoreAccess access = new StoreAccess(
                plain.integration(), plain.url(), null, withSecret(plain.credentials(), SECRET), plain.config());

        assertThat(registration
                        .register(access, ADDRESS, shop.context(), Shop.soon())
                        .made())
                .isEqualTo(3);
        assertThat(registration.unregister(access, URI.create("https://ours.example"), shop.context(), Shop.soon()))
                .isEqualTo(new Changes(0, 0, 3));
    }

    @Test
    void addressesThatOnlyLookLikeOursAreLeftAlone() {
        fake.webhooks().add("order.updated", "https://ours.example.org/x", "active");
        fake.webhooks().add("order.updated", "https://ours.example:8080/x", "active");

        assertThat(registration.unregister(
                        access(SECRET), URI.create("https://ours.example"), shop.context(), Shop.soon()))
                .isEqualTo(Changes.NONE);
    }

    @Test
    void withoutASecretNothingIsRegistered() {
        assertThatThrownBy(() -> registration.register(
                        Shop.access("https://shop.example", Map.of()), ADDRESS, shop.context(), Shop.soon()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRealShopLetsThemBeDeletedForGoodOnly() {
        assertThat(Recording.of("webhooks/delete").response().status()).isEqualTo(501);
        assertThat(Recording.of("webhooks/delete_force").response().status()).isEqualTo(200);
        assertThat(Recording.of("webhooks/create_read_key")
                        .body()
                        .path("message")
                        .asText())
                .contains("write permissions");
        assertThat(List.of("webhooks/create_order_created_https", "webhooks/list"))
                .allSatisfy(
                        name -> assertThat(Recording.of(name).response().body()).doesNotContain("\"secret\""));
    }

    private Changes register(String secret) {
        return registration.register(access(secret), ADDRESS, shop.context(), Shop.soon());
    }

    private static StoreAccess access(String secret) {
        StoreAccess access = Shop.access("https://shop.example", Map.of());
        return new StoreAccess(
                access.integration(), access.url(), null, withSecret(access.credentials(), secret), access.config());
    }

    private static Credentials withSecret(Credentials credentials, String secret) {
        EnumMap<Field, Secret> secrets = new EnumMap<>(credentials.secrets());
        secrets.put(Field.WEBHOOK_SECRET, Secret.of(secret));
        return Credentials.of(secrets);
    }
}
