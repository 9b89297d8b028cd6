package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.WebhookRegistration;
import com.trulybot.integrations.platform.WebhookRegistration.Changes;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kit's contract on registering webhooks can't know of Shopify. */
class RegistrationTest {
    private static final URI ADDRESS = URI.create("https://ours.example/api/webhooks/shopify");

    private static final StoreAccess OWN_APP = Shops.access(Credentials.of(
            Map.of(Field.ACCESS_TOKEN, Secret.of("shpat_fixture"), Field.API_SECRET, Secret.of("shpss_own"))));

    private static WebhookRegistration registration() {
        return Shops.platform().webhookRegistration().orElseThrow();
    }

    private static ScriptedHttp shop(String onOrders) {
        return new ScriptedHttp(request -> answer(request, onOrders));
    }

    private static Response answer(Request request, String onOrders) {
        String body = String.valueOf(request.body());
        if (body.contains("query Webhooks")) {
            return ScriptedHttp.ok("{\"data\":{\"webhookSubscriptions\":{\"nodes\":[]}}}");
        }
        String errors = body.contains("ORDERS_") || body.contains("FULFILLMENTS_") ? onOrders : "";
        return ScriptedHttp.ok("{\"data\":{\"webhookSubscriptionCreate\":{\"userErrors\":[" + errors + "]}}}");
    }

    @Test
    void ourOwnAppsWebhooksStandInItsToml() {
        ScriptedHttp http = shop("");

        assertThat(registration()
                        .register(Shops.access(Shops.token()), ADDRESS, Shops.context(http, Map.of()), Shops.soon()))
                .isEqualTo(Changes.NONE);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsNoFault() {
        ScriptedHttp http = shop("{\"message\":\"Address for this topic has already been taken\"}");

        assertThat(registration()
                        .register(OWN_APP, ADDRESS, Shops.context(http, Map.of()), Shops.soon())
                        .made())
                .isEqualTo(ShopifyWebhookRegistration.TOPICS.size());
        assertThat(http.requests.stream()
                        .filter(request -> String.valueOf(request.body()).contains("mutation")))
                .as("making is not repeated")
                .noneMatch(Request::repeatable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "You do not have permission to create or update webhooks with the orders/updated topic. This topic contains"
                        + " protected customer data. | STORE_DATA_NOT_APPROVED",
                "You do not have permission to create or update webhooks with the orders/updated topic."
                        + " | STORE_PERMISSION_MISSING",
                "Uri is not allowed | STORE_ANSWER_INVALID",
            })
    void whatNeedsAnApprovalIsToldAfterTheRestWasHad(String message, StoreProblem problem) {
        ScriptedHttp http = shop("{\"message\":\"" + message + "\"}");

        assertThatThrownBy(() -> registration().register(OWN_APP, ADDRESS, Shops.context(http, Map.of()), Shops.soon()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
        if (problem != StoreProblem.STORE_ANSWER_INVALID) {
            assertThat(http.requests)
                    .anyMatch(request -> String.valueOf(request.body()).contains("REFUNDS_CREATE"));
        }
    }

    @Test
    void theTopicsAreShopifysAndUnderstoodHere() {
        assertThat(ShopifyWebhookRegistration.TOPICS).allSatisfy(topic -> {
            assertThat(AdminSchema.topics()).contains(topic);
        });
        assertThat(AdminSchema.topics())
                .as("for these, Shopify's API has no topic: they stand in the TOML")
                .doesNotContain("CUSTOMERS_DATA_REQUEST", "CUSTOMERS_REDACT", "SHOP_REDACT");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ours.example/api/webhooks/shopify, true",
        "https://ours.example/api/webhooks/shopify?x=1, true",
        "https://ours.example/, true",
        "https://ours.example, true",
        "https://ours.example.evil/api, false",
        "https://ours.example:8443/api, false",
        "http://ours.example/api, false",
        "not an address, false",
        "https://evil.example/?https://ours.example/, false",
    })
    void anAddressOfOursIsToldByItsHost(String address, boolean ours) {
        assertThat(OurAddress.begins(address, URI.create("https://ours.example/")))
                .isEqualTo(ours);
    }

    @Test
    void anAddressBelowOursIsToldByItsPath() {
        assertThat(OurAddress.begins("https://ours.example/apiary", URI.create("https://ours.example/api")))
                .isFalse();
        assertThat(OurAddress.begins("https://ours.example/api/x", URI.create("https://ours.example/api")))
                .isTrue();
    }
}
