package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against vectors made with Shopify's own library. */
class AppProxyTest {
    private static final ShopDomain SHOP = new ShopDomain(Shops.DOMAIN);

    static Stream<JsonNode> vectors() {
        return Fields.list(Fixture.json("vectors/app-proxy-signature.json"), "vectors");
    }

    static AppProxy proxy(JsonNode vector) {
        return new AppProxy(
                List.of(Secret.of(vector.path("secret").asText())),
                InstantSource.fixed(Instant.ofEpochSecond(vector.path("now").asLong())));
    }

    private static AppProxy proxy() {
        return proxy(vectors().findFirst().orElseThrow());
    }

    /** Signed as Shopify does it, though Shopify would not sign all of these. */
    private static String signed(String query, String canonical) {
        byte[] digest = ShopifyDeliveries.hmac(FakeTokens.CLIENT_SECRET, canonical);
        return query + "&signature=" + HexFormat.of().formatHex(digest);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aSignedQueryIsBelievedAndNoOther(JsonNode vector) {
        assertThat(proxy(vector).signed(vector.path("query").asText()))
                .isEqualTo(vector.path("expected").asText().equals("accept"));
    }

    @Test
    void aGuestIsToldByTheShopAlone() {
        JsonNode guest = vectors().findFirst().orElseThrow();

        assertThat(proxy(guest).visitor(guest.path("query").asText())).contains(new AppProxy.Visitor(SHOP, null));
    }

    @Test
    void aCustomerIsToldByTheirId() {
        Optional<AppProxy.Visitor> visitor = proxy().visitor(signed(
                "shop=snowdevil.myshopify.com&logged_in_customer_id=191167&path_prefix=%2Fapps%2Ftrulybot"
                        + "&timestamp=1795391999",
                "logged_in_customer_id=191167path_prefix=/apps/trulybotshop=snowdevil.myshopify.com"
                        + "timestamp=1795391999"));

        assertThat(visitor).contains(new AppProxy.Visitor(SHOP, "191167"));
        assertThat(visitor.orElseThrow().toString()).doesNotContain("191167");
    }

    @Test
    void whoChoosesAParameterCannotBecomeAnotherCustomer() {
        // Signed for a guest who asked for ?a=…, and cut into names and values in another way.
        String canonical = "a=logged_in_customer_id=5path_prefix=/apps/trulybotshop=snowdevil.myshopify.com"
                + "timestamp=1795391999zz=logged_in_customer_id=path_prefix=/apps/trulybotshop=snowdevil.myshopify.com"
                + "timestamp=1795391999";
        String forged = signed(
                "a=&logged_in_customer_id=5&path_prefix=%2Fapps%2Ftrulybot&shop=snowdevil.myshopify.com"
                        + "&timestamp=1795391999&zz=logged_in_customer_id%3Dpath_prefix%3D%2Fapps%2Ftrulybotshop%3D"
                        + "snowdevil.myshopify.comtimestamp%3D1795391999",
                canonical);

        assertThat(proxy().signed(forged)).isTrue();
        assertThat(proxy().visitor(forged)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logged_in_customer_id=5a path_prefix=/apps/t shop=snowdevil.myshopify.com",
                "logged_in_customer_id=5 path_prefix=/apps/t=x shop=snowdevil.myshopify.com",
                "logged_in_customer_id=5 path_prefix=/admin/t shop=snowdevil.myshopify.com",
                "logged_in_customer_id=5 path_prefix=/apps/t shop=snowdevil.example.com",
                "logged_in_customer_id=5 path_prefix=/apps/t",
                "path_prefix=/apps/t shop=snowdevil.myshopify.com",
            })
    void whatIsNotInItsOwnFormProvesNothing(String parameters) {
        String query = parameters.replace(' ', '&') + "&timestamp=1795391999";

        assertThat(proxy().visitor(signed(query, query.replace("&", "")))).isEmpty();
    }
}
