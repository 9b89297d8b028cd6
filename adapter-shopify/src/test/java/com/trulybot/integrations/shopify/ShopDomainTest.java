package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopDomainTest {
    /** What a merchant may type though Shopify would never send it. */
    private static final Set<String> ONLY_TYPED =
            Set.of("snowdevil.myshopify.com ", "snowdevil.myshopify.com\n", "SNOWDEVIL.MYSHOPIFY.COM");

    static Stream<JsonNode> vectors() {
        return Fields.list(Fixture.json("vectors/shop-domain.json"), "shops");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorIsTakenOrRefused(JsonNode vector) {
        String input = vector.path("input").asText();
        boolean accepted = vector.path("recommended").asText().equals("accept");

        assertThat(ShopDomain.strict(input).isPresent()).isEqualTo(accepted);
        assertThat(ShopDomain.typed(input).isPresent()).isEqualTo(accepted || ONLY_TYPED.contains(input));
    }

    @ParameterizedTest
    @CsvSource({
        "' SnowDevil.MyShopify.com '",
        "https://snowdevil.myshopify.com",
        "http://snowdevil.myshopify.com/admin/orders?x=1",
        "HTTPS://SNOWDEVIL.MYSHOPIFY.COM/"
    })
    void whatAMerchantTypesIsFreedOfWhatDoesNotMatter(String typed) {
        assertThat(ShopDomain.typed(typed)).contains(new ShopDomain("snowdevil.myshopify.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snowdevil.myshopify.com\u212A", "snowdevil.myshop\u0131fy.com", "\u212Aite.myshopify.com"})
    void noOtherLetterIsTakenForAnAsciiOne(String typed) {
        assertThat(ShopDomain.typed(typed)).isEmpty();
    }

    @Test
    void anEndlessTextIsNoDomain() {
        assertThat(ShopDomain.typed(" ".repeat(10_000) + "snowdevil.myshopify.com"))
                .isEmpty();
    }
}
