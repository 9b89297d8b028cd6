package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a shopper writes is one phrase of Shopify's search language and never a term of it. */
class EscapingTest {
    private static final String CHARACTERS = "\\\"':()*-<>= \t\n\u0000aA1éß字\u202e\ud83d\ude00\ud800 OR AND NOT name:";

    /** Reads a phrase as Shopify's search language does; null when the text goes on behind the closing quote. */
    private static String phrase(String query) {
        StringBuilder text = new StringBuilder();
        assertThat(query).startsWith("\"");
        for (int i = 1; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == '\\') {
                i++;
                text.append(query.charAt(i));
            } else if (c == '"') {
                assertThat(i).as("nothing behind the closing quote").isEqualTo(query.length() - 1);
                return text.toString();
            } else {
                assertThat(":()'").as("each is escaped").doesNotContain(String.valueOf(c));
                text.append(c);
            }
        }
        throw new AssertionError("the phrase does not end: " + query);
    }

    @RepeatedTest(200)
    void noValueBreaksOutOfItsQuotes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            StringBuilder value = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                value.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }

            String quoted = GraphQlApi.quoted(value.toString());

            assertThat(phrase(quoted)).isEqualTo(value.toString().replaceAll("\\p{Cc}", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1001 | \"1001\"",
                "\" OR name:* | \"\\\" OR name\\:*\"",
                "1001\\ | \"1001\\\\\"",
                "(a) | \"\\(a\\)\"",
            })
    void whatHasAMeaningThereIsEscaped(String value, String quoted) {
        assertThat(GraphQlApi.quoted(value)).isEqualTo(quoted);
    }
}
