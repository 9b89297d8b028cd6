package com.trulybot.integrations.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "129.9, EUR, 129.90",
        "129.904, EUR, 129.90",
        "129.905, EUR, 129.91",
        "-129.905, EUR, -129.91",
        "0, EUR, 0.00",
        "1300, JPY, 1300",
        "1300.5, JPY, 1301",
        "1.2345, KWD, 1.235",
        "1.005, ZZZ, 1.01",
        "7.4, XXX, 7.40",
        "1E+3, EUR, 1000.00"
    })
    void roundingIsToTheCurrencysOwnDigitsHalfUp(String amount, String currency, String rounded) {
        Money money = Money.of(amount, currency).rounded();
        assertThat(money.amount()).isEqualTo(new BigDecimal(rounded));
        assertThat(money.currency()).isEqualTo(currency);
    }

    @Test
    void theScaleOfTheStoreIsKeptUntilThen() {
        assertThat(Money.of("1.2300", "EUR").amount()).isEqualTo(new BigDecimal("1.2300"));
    }

    @Test
    void amountsOfOneCurrencyAreReckonedTogether() {
        assertThat(Money.of("1.50", "EUR").plus(Money.of("0.25", "EUR"))).isEqualTo(Money.of("1.75", "EUR"));
        assertThat(Money.of("1.50", "EUR").minus(Money.of("2.00", "EUR"))).isEqualTo(Money.of("-0.50", "EUR"));
    }

    @Test
    void amountsOfTwoCurrenciesAreNot() {
        Money euro = Money.of("1", "EUR");
        Money dollar = Money.of("1", "USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> euro.plus(dollar))
                .withMessage("can't reckon EUR with USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> euro.minus(dollar))
                .withMessage("can't reckon EUR with USD");
    }

    @Test
    void nothingIsZeroInWhateverScale() {
        assertThat(Money.zero("EUR").isZero()).isTrue();
        assertThat(Money.of("0.000", "EUR").isZero()).isTrue();
        assertThat(Money.of("0.001", "EUR").isZero()).isFalse();
        assertThat(Money.of("-1", "EUR").isZero()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12,50", "1.2.3", "€5", "NaN", "Infinity", "0x10", "1 000"})
    void anAmountIsADecimalNumber(String amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of(amount, "EUR"))
                .withMessage("an amount is a decimal number such as 129.90");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+2147483647", "1E-2147483647", "1E+100", "1E-101", "-9E+99999"})
    void anAmountThatWouldFillTheMemoryWhenRoundedIsRefused(String amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of(amount, "EUR"))
                .withMessage("an amount has at most 100 digits before the point and 100 behind it");
    }

    @Test
    void anAmountAsLongAsTheBoundIsTaken() {
        assertThat(Money.of("1E+99", "EUR").rounded().amount().precision()).isEqualTo(102);
        assertThat(Money.of("1E-100", "EUR").rounded().isZero()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "eur", "EURO", "E1R", "EUR\n"})
    void aCurrencyIsThreeCapitals(String currency) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.zero(currency))
                .withMessage("a currency is three capital letters");
    }

    @Test
    void anAmountIsNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Money(null, "EUR"))
                .withMessage("amount");
    }

    @Test
    void totalsAreAllInOneCurrency() {
        Money euro = Money.of("1", "EUR");
        Money dollar = Money.of("1", "USD");
        assertThat(new Totals(euro, euro, euro, euro, euro, true, euro, euro).currency())
                .isEqualTo("EUR");
        for (int odd = 0; odd < 6; odd++) {
            Money[] m = {euro, euro, euro, euro, euro, euro};
            m[odd] = dollar;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Totals(m[0], m[1], m[2], m[3], m[4], true, euro, m[5]))
                    .withMessage("all totals must be in EUR");
        }
    }
}
