package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every answer of Shopify's that is not simply an order, and what a merchant sees of it, in both APIs. Behind {@code @}
 * is how long Shopify is to be left alone.
 */
class EveryAnswerTest {
    private static final String TABLE = """
            401-invalid-token                      | store_credentials_rejected   | store_credentials_rejected
            402-frozen                             | store_frozen                 | store_frozen
            403-scope                              | store_permission_missing     | store_permission_missing
            403-nonexpiring-token                  | store_token_type_refused     | store_token_type_refused
            403-pcd-rest                           | store_data_not_approved      | store_data_not_approved
            404-not-found                          | store_not_found              | store_not_found
            423-locked                             | store_locked                 | store_locked
            423-locked-html                        | store_locked                 | store_locked
            429-rest                               | store_rate_limited @ PT2S    | store_rate_limited @ PT2S
            429-rest-4s                            | store_rate_limited @ PT4S    | store_rate_limited @ PT4S
            429-no-header                          | store_rate_limited           | store_rate_limited
            429-retry-after-garbage                | store_rate_limited           | store_rate_limited
            429-retry-after-huge                   | store_rate_limited @ PT1M    | store_rate_limited @ PT1M
            430-security                           | store_refused_us             | store_refused_us
            500-html                               | store_unavailable            | store_unavailable
            502-html                               | store_unavailable            | store_unavailable
            503-empty                              | store_unavailable            | store_unavailable
            504-json                               | store_unavailable            | store_unavailable
            200-html                               | store_answer_invalid         | store_answer_invalid
            200-truncated                          | store_answer_invalid         | store_answer_invalid
            200-empty                              | store_answer_invalid         | store_answer_invalid
            200-json-null                          | store_answer_invalid         | store_answer_invalid
            200-data-null-no-errors                | store_answer_invalid         | store_answer_invalid
            400-graphql-missing-query              | store_answer_invalid         | store_answer_invalid
            400-rest-bad-id                        | store_answer_invalid         | store_answer_invalid
            200-gql-throttled                      | store_rate_limited @ PT1.45S | store_answer_invalid
            200-gql-throttled-no-extensions        | store_rate_limited @ PT1S    | store_answer_invalid
            200-gql-max-cost                       | store_answer_invalid         | store_answer_invalid
            200-gql-internal                       | store_unavailable            | store_answer_invalid
            200-gql-undefined-field                | store_answer_invalid         | store_answer_invalid
            200-gql-access-denied-scope            | store_permission_missing     | store_answer_invalid
            200-gql-access-denied-customer-partial | order                        | store_answer_invalid
            200-gql-pcd-object                     | store_data_not_approved      | store_answer_invalid
            200-gql-pcd-object-on-subfield         | order                        | store_answer_invalid
            200-gql-pcd-field                      | order                        | store_answer_invalid
            200-gql-search-warning                 | no order                     | store_answer_invalid
            """;

    static Stream<Arguments> table() {
        return TABLE.lines().map(line -> {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            return Arguments.of(cells.get(0), cells.get(1), cells.get(2));
        });
    }

    private static String seen(String file, Map<String, String> mode) {
        ScriptedHttp http = ScriptedHttp.answering(ScriptedHttp.whole(Fixture.json("errors/" + file + ".json")));
        // What the unfiltered rows of a search that was not understood hold.
        String number = file.equals("200-gql-search-warning") ? "1002" : "1001";
        try {
            return Shops.open(http, mode)
                    .find(OrderQuery.byNumber(OrderReference.parse(number)), Shops.soon())
                    .match(order -> "order", () -> "no order", () -> "out of reach");
        } catch (StoreException e) {
            return e.problem().code()
                    + e.retryAfter()
                            .map(Duration::toString)
                            .map(wait -> " @ " + wait)
                            .orElse("");
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void anAnswerIsTakenForWhatItIs(String file, String graphQl, String rest) {
        assertThat(seen(file, Shops.GRAPHQL)).isEqualTo(graphQl);
        assertThat(seen(file, Shops.REST)).isEqualTo(rest);
    }

    @Test
    void noneOfThemIsLeftOut() {
        List<String> all = StreamSupport.stream(
                        Fixture.json("errors/index.json").spliterator(), false)
                .map(name -> name.asText())
                .toList();

        assertThat(table().map(row -> String.valueOf(row.get()[0]))).containsExactlyInAnyOrderElementsOf(all);
    }
}
