package com.trulybot.integrations.shopify;

import static com.trulybot.integrations.shopify.Fields.amount;
import static com.trulybot.integrations.shopify.Fields.flag;
import static com.trulybot.integrations.shopify.Fields.integer;
import static com.trulybot.integrations.shopify.Fields.list;
import static com.trulybot.integrations.shopify.Fields.orZero;
import static com.trulybot.integrations.shopify.Fields.sum;
import static com.trulybot.integrations.shopify.Fields.text;
import static com.trulybot.integrations.shopify.Fields.time;
import static com.trulybot.integrations.shopify.Fields.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.shopify.ShopifyOrder.Amounts;
import com.trulybot.integrations.shopify.ShopifyOrder.BillTo;
import com.trulybot.integrations.shopify.ShopifyOrder.Fulfillment;
import com.trulybot.integrations.shopify.ShopifyOrder.Line;
import com.trulybot.integrations.shopify.ShopifyOrder.Tracking;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order in the GraphQL Admin API's JSON, as {@link Documents} asks for it. */
final class GraphQlOrderJson {
    private GraphQlOrderJson() {}

    /**
     * Reads an order.
     *
     * @param number the member that is its number here: {@code name}, or {@code confirmationNumber}
     * @param fallbackCurrency where the order doesn't say
     * @return empty when it has no id or no such number
     */
    static Optional<ShopifyOrder> read(JsonNode order, String number, String fallbackCurrency) {
        String legacy = OrderId.plain(order.path("legacyResourceId").asText());
        String id = legacy != null ? legacy : OrderId.plain(order.path("id").asText());
        String name = text(order, number);
        return id == null || name == null ? Optional.empty() : Optional.of(read(order, id, name, fallbackCurrency));
    }

    /** Whether the order has more lines than came with it. */
    static boolean cutShort(JsonNode order) {
        return order.path("lineItems").path("pageInfo").path("hasNextPage").asBoolean(false);
    }

    private static ShopifyOrder read(JsonNode order, String id, String name, String fallbackCurrency) {
        List<JsonNode> lines = list(order.path("lineItems"), "nodes").toList();
        JsonNode billing = order.path("billingAddress");
        List<Line> asOrdered = lines.stream().map(GraphQlOrderJson::line).toList();
        boolean edited = ShopifyOrder.edited(
                asOrdered,
                set(order, "currentTotalPriceSet"),
                set(order, "totalRefundedSet"),
                time(order, "cancelledAt"));
        return new ShopifyOrder(
                id,
                name,
                time(order, "createdAt"),
                time(order, "updatedAt"),
                time(order, "cancelledAt"),
                word(order, "displayFinancialStatus"),
                Objects.requireNonNullElse(word(order, "displayFulfillmentStatus"), "UNFULFILLED"),
                word(order, "returnStatus"),
                flag(order, "requiresShipping"),
                unitsOpen(lines),
                order.path("shippingLine").isObject()
                        || !order.path("shippingLines").path("nodes").isEmpty(),
                "pos".equals(text(order, "sourceName")),
                amounts(order, edited, fallbackCurrency),
                edited ? asOrdered.stream().flatMap(Line::edited).toList() : asOrdered,
                list(order, "fulfillments").map(GraphQlOrderJson::fulfillment).toList(),
                list(order, "refunds")
                        .filter(refund ->
                                orZero(set(refund, "totalRefundedSet")).signum() > 0)
                        .flatMap(refund -> Stream.ofNullable(time(refund, "createdAt")))
                        .toList(),
                text(order, "email"),
                Fields.fullName("firstName", "lastName", order.path("customer")),
                text(order, "phone"),
                billing.isObject()
                        ? new BillTo(text(billing, "name"), text(billing, "phone"), text(billing, "zip"))
                        : null,
                Fields.address("countryCodeV2", order.path("shippingAddress")));
    }

    private static Amounts amounts(JsonNode order, boolean edited, String fallbackCurrency) {
        String stated = word(order, "presentmentCurrencyCode");
        String currency =
                stated != null ? stated : Objects.requireNonNullElse(word(order, "currencyCode"), fallbackCurrency);
        List<JsonNode> ways = list(order.path("shippingLines"), "nodes").toList();
        BigDecimal shipping = sum(ways.stream().map(way -> set(way, "originalPriceSet")));
        BigDecimal shippingPaid = sum(ways.stream().map(way -> set(way, "discountedPriceSet")));
        // Shopify's subtotal is after the discounts on items; its discounts are those on items and on shipping.
        BigDecimal discount = set(order, edited ? "currentTotalDiscountsSet" : "totalDiscountsSet");
        BigDecimal afterDiscounts = edited ? null : set(order, "subtotalPriceSet");
        BigDecimal shippingDiscount =
                shippingPaid == null ? BigDecimal.ZERO : orZero(shipping).subtract(shippingPaid);
        BigDecimal subtotal = afterDiscounts == null
                ? null
                : afterDiscounts.add(orZero(discount)).subtract(shippingDiscount);
        String since = edited ? "current" : "original";
        BigDecimal duties =
                Boolean.TRUE.equals(flag(order, "dutiesIncluded")) ? null : set(order, since + "TotalDutiesSet");
        return new Amounts(
                currency,
                subtotal,
                discount,
                sum(Stream.of(set(order, "totalTipReceivedSet"), duties, set(order, since + "TotalAdditionalFeesSet"))),
                shipping,
                set(order, edited ? "currentTotalTaxSet" : "totalTaxSet"),
                Boolean.TRUE.equals(flag(order, "taxesIncluded")),
                set(order, edited ? "currentTotalPriceSet" : "totalPriceSet"),
                set(order, "totalRefundedSet"));
    }

    private static @Nullable BigDecimal set(JsonNode object, String name) {
        return amount(object.path(name).path("presentmentMoney"), "amount");
    }

    private static Line line(JsonNode line) {
        BigDecimal before = set(line, "originalTotalSet");
        BigDecimal off =
                sum(list(line, "discountAllocations").map(allocation -> set(allocation, "allocatedAmountSet")));
        return new Line(
                title(line),
                text(line, "sku"),
                line.path("quantity").asInt(1),
                integer(line, "currentQuantity"),
                before == null ? null : before.subtract(orZero(off)),
                text(line.path("image"), "url"));
    }

    private static String title(JsonNode line) {
        String name = text(line, "name");
        if (name != null) {
            return name;
        }
        String variant = text(line, "variantTitle");
        String title = Objects.requireNonNullElse(text(line, "title"), "");
        return variant == null ? title : title + " - " + variant;
    }

    private static @Nullable Integer unitsOpen(List<JsonNode> lines) {
        return lines.isEmpty()
                        || lines.stream()
                                .anyMatch(line ->
                                        !line.path("unfulfilledQuantity").isInt())
                ? null
                : lines.stream()
                        .mapToInt(line -> line.path("unfulfilledQuantity").intValue())
                        .sum();
    }

    private static Fulfillment fulfillment(JsonNode fulfillment) {
        Instant delivered = time(fulfillment, "deliveredAt");
        return new Fulfillment(
                word(fulfillment, "status"),
                word(fulfillment, "displayStatus"),
                time(fulfillment, "createdAt"),
                time(fulfillment, "estimatedDeliveryAt"),
                delivered,
                list(fulfillment, "trackingInfo")
                        .map(info -> new Tracking(text(info, "company"), text(info, "number"), text(info, "url")))
                        .toList());
    }
}
