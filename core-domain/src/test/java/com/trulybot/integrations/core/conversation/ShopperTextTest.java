package com.trulybot.integrations.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.trulybot.integrations.core.RandomText;
import com.trulybot.integrations.core.conversation.ShopperText.Topic;
import com.trulybot.integrations.core.order.OrderReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopperTextTest {
    private static String number(String message, boolean asked) {
        return ShopperText.read(message, asked)
                .number()
                .map(OrderReference::text)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#1001|1001",
                "# 1001|1001",
                "#7|7",
                "1001|1001",
                "order 1001|1001",
                "order1001|1001",
                "Order #1001|1001",
                "order number 1001|1001",
                "My order number is 1001.|1001",
                "my order was #1001!|1001",
                "No. 1001|1001",
                "nr 55|55",
                "where is EU-1001?|EU-1001",
                "order no: EU-1001|EU-1001",
                "where is 1001-A|1001-A",
                "WC1001|WC1001",
                "BESTELLUNGEN-1001 and ABCDEFGHIJ-12345|ABCDEFGHIJ-12345",
                "NO-5501|NO-5501",
                "is it NO-5501?|NO-5501",
                "order-1001|1001",
                "no -1, order 1001|1001",
                "2024-1001|2024-1001",
                "#２０２４|2024",
                "طلبي رقم ١٠٠١|1001",
                "It is 1001, from eve77@example.com|1001",
                "I bought 2 mugs in order 1001|1001",
                "#1001 not #1002|1001",
                "1001 or 1002|1001",
                "It cost 12.50 € and it is 1001|1001",
                "I paid €129 for 1001|1001",
                "I paid 129€ for 1001|1001",
                "20% of 1001|1001",
            })
    void anOrdersNumberIsReadAsPeopleWriteIt(String message, String number) {
        assertThat(number(message, false)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "I want 2 mugs",
                "12 of them",
                "call +49301234567",
                "012345678901234",
                "it cost 129.90",
                "eve1001@example.com",
                "129 €",
                "100%",
                "$1001",
                "order"
            })
    void otherNumbersAreNotTakenForOne(String message) {
        assertThat(number(message, false)).isEmpty();
    }

    @Test
    void fourteenDigitsAreANumberAndFifteenArePhone() {
        assertThat(number("12345678901234", false)).isEqualTo("12345678901234");
        assertThat(number("123456789012345", true)).isEmpty();
    }

    @Test
    void aShortNumberNeedsToBeAskedOrNamed() {
        assertThat(number("7", false)).isEmpty();
        assertThat(number("it's 77", false)).isEmpty();
        assertThat(number("EU-77", false)).isEmpty();
        assertThat(number("777", false)).isEqualTo("777");
        assertThat(number("7", true)).isEqualTo("7");
        assertThat(number("NO-55", true)).isEqualTo("NO-55");
        assertThat(number("it's 77, I think", true)).isEqualTo("77");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eve@example.com|eve@example.com",
                "I am Eve@Example.com.|Eve@Example.com",
                "<eve@example.com>|eve@example.com",
                "mailto:eve.o'hara+mugs@mail.example.co.uk, thanks|eve.o'hara+mugs@mail.example.co.uk",
                "eve@example.com or ben@example.com|eve@example.com",
                "josé@exämple.com|josé@exämple.com",
                "ｅve@example.com|ｅve@example.com",
                "order 1001 eve@example.com|eve@example.com",
            })
    void anAddressIsReadAsItIsWritten(String message, String email) {
        assertThat(ShopperText.read(message, false).email()).contains(email);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eve", "eve@", "@example.com", "eve@example", "eve at example.com", "eve @ example.com"})
    void whatIsNoAddressIsNone(String message) {
        assertThat(ShopperText.read(message, false).email()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Where is my order?|ORDER",
                "has my PARCEL shipped|ORDER",
                "tracking please|ORDER",
                "when will it arrive?|ORDER",
                "#1001|ORDER",
                "1001|ORDER",
                "I want to talk to a human|PERSON",
                "Is anyone from support there? order 1001|PERSON",
                "I would like to talk to a person|PERSON",
                "call me|PERSON",
                "thanks!|THANKS",
                "Many thanks, bye|THANKS",
                "Hello|GREETING",
                "hi!!|GREETING",
                "Good evening.|GREETING",
                "hello kitty|OTHER",
                "do you sell mugs|OTHER",
                "eve@example.com|OTHER",
                "recorder|OTHER",
                "personal|OTHER",
                "…|OTHER",
            })
    void whatItIsAboutIsReadFromWholeWords(String message, Topic topic) {
        assertThat(ShopperText.read(message, false).topic()).isEqualTo(topic);
    }

    @Test
    void thanksMayGoOnInTheNextLine() {
        assertThat(ShopperText.read("Thank you\nand good bye", false).topic()).isEqualTo(Topic.THANKS);
    }

    @Test
    void whatTheAnswersSuggestIsUnderstood() {
        assertThat(ShopperText.read(Wording.WHERE_IS_IT.text(), false).topic()).isEqualTo(Topic.ORDER);
        assertThat(ShopperText.read(Wording.AGAIN.text(), false).topic()).isEqualTo(Topic.ORDER);
        assertThat(ShopperText.read(Wording.PERSON.text(), false).topic()).isEqualTo(Topic.PERSON);
    }

    @Test
    void itsTextTellsTheTopicOnly() {
        assertThat(ShopperText.read("order 1001 eve@example.com", false)).hasToString("ShopperText[order]");
    }

    @Test
    void randomTextIsReadWithoutAFault() {
        List<String> telling = List.of(
                "#",
                "order ",
                "no. ",
                "NO-",
                "1001",
                "1",
                "-",
                "_",
                "/",
                "@",
                ".",
                "eve",
                "example.com",
                " ",
                "is",
                "€",
                "ﬁ",
                "ŉ",
                "١",
                "１",
                "thanks",
                "ß",
                "\n");
        assertThat(RandomText.of(10_000, telling)).allSatisfy(message -> {
            ShopperText text = ShopperText.read(message, message.length() % 2 == 0);
            assertThat(text.topic()).isNotNull();
            text.email().ifPresent(email -> assertThat(message).contains(email));
            text.number()
                    .ifPresent(it -> assertThat(OrderReference.parse(it.text())).isEqualTo(it));
        });
    }

    @Test
    void theLongestMessageIsReadInNoTimeHoweverItIsBuilt() {
        for (String piece : List.of("a", "a.", "1", "1-", "a1-", "#", "order ", "no ", "@a", "a@", "€", " ")) {
            String message = piece.repeat(ShopperMessage.MAX_TEXT / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> ShopperText.read(message, true));
        }
    }
}
