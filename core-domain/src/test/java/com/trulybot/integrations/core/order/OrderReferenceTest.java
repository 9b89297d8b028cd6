package com.trulybot.integrations.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import com.trulybot.integrations.core.RandomText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1001",
                "#1001",
                "# 1001",
                "##1001",
                " 1001 ",
                "\t1001\n",
                "\u00a01001\u3000",
                "No. 1001",
                "no 1001",
                "No.1001",
                "Nº 1001",
                "N° 1001",
                "№ 1001",
                "Nr. 1001",
                "Num 1001",
                "Number 1001",
                "Nummer: 1001",
                "Order 1001",
                "order #1001",
                "Order: #1001",
                "ORDER-1001",
                "Order no: 1001",
                "order number #1001",
                "Bestellung Nr. 1001",
                "Commande n° 1001",
                "Pedido 1001",
                "Ordine 1001",
                "Order no. no. 1001",
                "order order 1001",
                "１００１",
                "＃１００１",
                "١٠٠١",
                "۱۰۰۱",
                "१००१",
                "𝟏𝟎𝟎𝟏",
            })
    void howeverItIsWrittenItMeansTheSameOrder(String written) {
        OrderReference reference = OrderReference.parse(written);
        assertThat(reference).isEqualTo(new OrderReference("1001")).hasToString("1001");
        assertThat(reference.isPlainNumber()).isTrue();
        assertThat(reference.matches("1001")).isTrue();
        assertThat(reference.matchesExactly("1001")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "eu-1001, EU-1001",
        "#EU-1001, EU-1001",
        "WC-1001, WC-1001",
        "NO-55, NO-55",
        "no-55, NO-55",
        "NR-55, NR-55",
        "Order NO-55, NO-55",
        "NOR1001, NOR1001",
        "ORDERS1001, ORDERS1001",
        "1001/2, 1001/2",
        "'EU   1001', EU 1001",
        "1001_b, 1001_B",
        "order, ORDER",
        "bücher-7, BÜCHER-7",
        "ß1, SS1",
        "#2024-1001, 2024-1001"
    })
    void prefixesAndSuffixesArePartOfIt(String written, String text) {
        assertThat(OrderReference.parse(written).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#",
                "-",
                "1001-",
                "1001!",
                "1001?",
                "10,01",
                "a@b",
                "<b>1001</b>",
                "1001\u202e",
                "1001;2"
            })
    void whatIsNoOrderNumberIsRefused(String written) {
        assertThat(OrderReference.tryParse(written)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderReference.parse(written))
                .withMessageContaining("such as 1001 or EU-1001");
    }

    @Test
    void itMayHaveFiftyCharactersAndNoMore() {
        String longest = "1".repeat(OrderReference.MAX_LENGTH);
        assertThat(OrderReference.parse(longest).text()).isEqualTo(longest);
        assertThat(OrderReference.parse("#" + " ".repeat(149) + longest).text()).isEqualTo(longest);
        assertThat(OrderReference.tryParse("#" + " ".repeat(150) + longest)).isEmpty();
        assertThat(OrderReference.tryParse(longest + "1")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderReference(longest + "1"))
                .withMessageContaining("use OrderReference.parse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#1001", "eu-1001", " 1001", "１００１", "order 1001", ""})
    void onlyANormalisedTextMakesOne(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderReference(text))
                .withMessageContaining("use OrderReference.parse");
    }

    @ParameterizedTest
    @CsvSource({
        "1001, EU-1001",
        "1001, #EU-1001",
        "1001, 1001-A",
        "1001, EU-1001-A",
        "1001, WC-1001",
        "55, NO-55",
        "1001, EU１００１",
        "EU-1001, eu-1001",
        "NO-55, no-55",
        "2024-1001, #2024-1001"
    })
    void itFindsTheShopsOwnSpelling(String given, String number) {
        assertThat(OrderReference.parse(given).matches(number)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "#1-A, #12-A",
        "1, 12-A",
        "1001, 2024-1001",
        "2024, 2024-1001",
        "20241001, 2024-1001",
        "1001, 10011",
        "1001, 1100",
        "1001, EU-01001",
        "01001, 1001",
        "EU-1001, 1001",
        "EU-1001, US-1001",
        "EU1001, EU-1001",
        "1001-A, 1001",
        "1001, EU"
    })
    void itNeverFindsAnotherOrder(String given, String number) {
        assertThat(OrderReference.parse(given).matches(number)).isFalse();
        assertThat(OrderReference.parse(given).matchesExactly(number)).isFalse();
    }

    @Test
    void digitsAloneForANumberWithAPrefixAreNotExact() {
        assertThat(OrderReference.parse("1001").matchesExactly("EU-1001")).isFalse();
        assertThat(OrderReference.parse("EU-1001").matchesExactly("#eu-1001")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1001, true", "01, true", "EU-1001, false", "1001-A, false", "1001/2, false"})
    void aPlainNumberIsDigitsAlone(String text, boolean plain) {
        assertThat(OrderReference.parse(text).isPlainNumber()).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 1001",
        "#1001, 1001",
        "EU-1001, 1001",
        "1001-A, 1001",
        "us-1001, 1001",
        "2024-1001, 2024-1001",
        "ABC, ABC"
    })
    void theLimitsCountAllSpellingsTogether(String written, String key) {
        assertThat(OrderReference.parse(written).limitKey()).isEqualTo(key);
    }

    private static final List<String> TELLING = List.of(
            "#",
            "ORDER",
            "order ",
            "No. ",
            "no",
            "nr",
            "number: ",
            "Nº",
            "№",
            " ",
            "-",
            "_",
            "/",
            ".",
            ":",
            "1",
            "0",
            "1001",
            "EU",
            "A",
            "١",
            "１",
            "ß",
            "ŉ",
            "ΐ",
            "ﬁ",
            "ǰ",
            "İ",
            "ı",
            "\u0301",
            "\u0345",
            "𝟏",
            "\u00a0");

    @Test
    void normalisingTwiceChangesNothing() {
        assertThat(RandomText.of(10_000, TELLING)).allSatisfy(written -> {
            Optional<OrderReference> reference = OrderReference.tryParse(written);
            reference.ifPresent(it -> {
                assertThat(OrderReference.tryParse(it.text())).contains(it);
                assertThat(OrderReference.tryParse("#" + it.text())).contains(it);
                assertThat(it.matches(written)).isTrue();
                assertThat(it.matchesExactly(it.text())).isTrue();
                assertThat(it.text()).hasSizeBetween(1, OrderReference.MAX_LENGTH);
            });
        });
    }

    @Test
    void whatTwoSpellingsCanFindTogetherIsCountedTogether() {
        List<String> numbers = RandomText.of(3_000, TELLING)
                .filter(it -> it.length() < 12)
                .distinct()
                .limit(400)
                .toList();
        List<OrderReference> references = numbers.stream()
                .flatMap(number -> OrderReference.tryParse(number).stream())
                .distinct()
                .toList();
        assertThat(references).hasSizeGreaterThan(50);
        for (String number : numbers) {
            assertThat(references.stream()
                            .filter(reference -> reference.matches(number))
                            .map(OrderReference::limitKey)
                            .distinct())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void everyLetterOfUnicodeIsReadWithoutAFault() {
        // Behind U+1FFFF nothing has capitals, digits or another composed form but ideographs.
        for (int c = 0; c < 0x20000; c++) {
            String written = "1" + Character.toString(c) + "1";
            Optional<OrderReference> reference = OrderReference.tryParse(written);
            if (reference.isPresent() && !reference.get().matchesExactly(written)) {
                fail("U+%X is not read alike twice", c);
            }
        }
    }
}
