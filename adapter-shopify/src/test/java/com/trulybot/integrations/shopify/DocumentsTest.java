package com.trulybot.integrations.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our documents against the Admin API's own schema of 2026-10, and what they cost. */
class DocumentsTest {
    /** What a bucket of the smallest plan gives in a second. */
    private static final int SMALLEST_PLAN = 100;

    static List<Document> documents() {
        return Documents.ALL;
    }

    /** The most that is ever asked for. */
    private static Map<String, Integer> most(Document document) {
        int lines = document.equals(Documents.ORDER_BY_ID) ? Documents.MANY_LINES : Documents.SOME_LINES;
        return Map.of("first", AdminApi.MOST_FOUND, "lines", lines, "newest", 5);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentOfOursIsValid(Document document) {
        assertThat(AdminSchema.errors(document.text())).isEmpty();
    }

    @Test
    void aFieldThatShopifyDoesNotHaveWouldBeNoticed() {
        assertThat(AdminSchema.errors("{ orders(first: 1) { nodes { orderNumber } } }"))
                .hasSize(1);
    }

    @Test
    void theCostIsReckonedAsShopifyReckonsIt() {
        JsonNode answered = Fixture.json("graphql/order-1001.json").at("/body/extensions/cost/requestedQueryCost");

        assertThat(AdminSchema.cost(Fixture.text("graphql/OrderTracking.graphql"), Map.of()))
                .isEqualTo(answered.intValue())
                .isEqualTo(32);
        // As Shopify answered at community.shopify.dev/t/23101 of a like question: 250 rows with one object each.
        assertThat(AdminSchema.cost("{ orders(first: 250) { nodes { customer { firstName } } } }", Map.of()))
                .isEqualTo(24);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatADocumentCostsIsKnownAndFarBelowWhatOneMayCost(Document document) {
        assertThat(document.cost())
                .isEqualTo(AdminSchema.cost(document.text(), most(document)))
                .isLessThan(1000 / 5);
    }

    @Test
    void aShopperWhoseOrderIsFoundCostsTheSmallestPlanASecondAndAHalfAtMost() {
        assertThat(Documents.ORDERS_BY_SEARCH.cost()).isLessThan(SMALLEST_PLAN * 8 / 5);
    }

    @Test
    void theStatusPageIsNotAskedForSinceUnapprovedItWouldCostTheOrder() {
        assertThat(Documents.ALL).noneMatch(document -> document.text().contains("statusPageUrl"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void noPageIsLargerThanShopifyAllows(Document document) {
        assertThat(most(document).values()).allMatch(size -> size <= 250);
        assertThat(document.text())
                .doesNotContainPattern("(first|last): (25[1-9]|2[6-9][0-9]|[3-9][0-9][0-9]|[0-9]{4,})");
    }
}
