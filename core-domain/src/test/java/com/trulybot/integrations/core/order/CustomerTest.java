package com.trulybot.integrations.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerTest {
    private static Customer withEmail(String email) {
        return new Customer("Eve Example", email, "+49 30 1234567", "10115");
    }

    @ParameterizedTest
    @CsvSource({
        "eve@example.com, eve@example.com",
        "Eve@Example.com, eve@example.com",
        "eve@example.com, EVE@EXAMPLE.COM",
        "' eve@example.com ', eve@example.com",
        "eve@example.com, ' eve@example.com'",
        "AZ@[x].com, az@[x].com",
        "josé@example.com, JOSé@example.com"
    })
    void anAddressIsTheSameWhateverItsAsciiCase(String kept, String given) {
        assertThat(withEmail(kept).hasEmail(given)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "eve@example.com, eva@example.com",
        "kim@example.com, \u212aim@example.com",
        "\u212aim@example.com, kim@example.com",
        "iris@example.com, \u0131ris@example.com",
        "iris@example.com, \u0130ris@example.com",
        "eve@example.com, ｅve@example.com",
        "ｅve@example.com, ＥVE@example.com",
        "josé@example.com, JOSÉ@example.com",
        "strasse@example.com, straße@example.com",
        "eve@example.com, eve@example.com.evil.example",
        "eve@example.com, e.ve@example.com",
        "eve@example.com, eve+1@example.com",
        "'@@example.com', '`@example.com'",
        "'[@example.com', '{@example.com'"
    })
    void anAddressThatOnlyLooksAlikeIsAnothers(String kept, String given) {
        assertThat(withEmail(kept).hasEmail(given)).isFalse();
    }

    @Test
    void whoHasNoAddressHasNone() {
        assertThat(Customer.UNKNOWN.hasEmail("")).isFalse();
        assertThat(Customer.UNKNOWN.maskedEmail()).isNull();
        assertThat(Customer.UNKNOWN).hasToString("Customer[null]");
    }

    @ParameterizedTest
    @CsvSource({
        "eve@example.com, e***@example.com",
        "e@example.com, e***@example.com",
        "Évelyne@example.com, É***@example.com",
        "@example.com, ***",
        "eve, ***",
        "'', ***",
        "😀smile@example.com, 😀***@example.com",
        "'ev\ne@example.com', e***@example.com"
    })
    void theMaskShowsTheFirstLetterAndTheDomain(String email, String masked) {
        assertThat(withEmail(email).maskedEmail()).isEqualTo(masked);
    }

    @Test
    void textOfACustomerOrAnAddressTellsNothingPersonal() {
        assertThat(withEmail("eve@example.com")).hasToString("Customer[e***@example.com]");
        assertThat(OrderFixture.shipped().shippingAddress()).hasToString("Address[DE]");
        assertThat(OrderFixture.shipped()).hasToString("Order[woocommerce 1, SHIPPED]");
    }
}
