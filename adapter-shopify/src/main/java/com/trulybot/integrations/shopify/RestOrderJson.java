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
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order in the REST Admin API's JSON; the bodies of order webhooks have the same shape. */
final class RestOrderJson {
    /** REST's fulfilment words in GraphQL's; those that are not here are the same but for the case. */
    private static final Map<String, String> FULFILLMENT_WORDS = Map.of("PARTIAL", "PARTIALLY_FULFILLED");

    private final JsonNode order;
    private final String currency;
    private final String shopCurrency;

    private RestOrderJson(JsonNode order, String fallbackCurrency) {
        this.order = order;
        this.shopCurrency = Objects.requireNonNullElse(word(order, "currency"), fallbackCurrency);
        this.currency = Objects.requireNonNullElse(word(order, "presentment_currency"), shopCurrency);
    }

    /**
     * Reads an order.
     *
     * @param fallbackCurrency where the order doesn't say
     * @return empty when it has no id or no name
     */
    static Optional<ShopifyOrder> read(JsonNode order, String fallbackCurrency) {
        String id = id(order);
        String name = text(order, "name");
        return id == null || name == null
                ? Optional.empty()
                : Optional.of(new RestOrderJson(order, fallbackCurrency).read(id, name));
    }

    private static @Nullable String id(JsonNode order) {
        // Documented webhook bodies hold ids that were rounded on their way through a double; the global id is right.
        String global = OrderId.plain(order.path("admin_graphql_api_id").asText());
        return global != null ? global : OrderId.plain(order.path("id").asText());
    }

    private ShopifyOrder read(String id, String name) {
        String fulfillment = Objects.requireNonNullElse(word(order, "fulfillment_status"), "UNFULFILLED");
        List<JsonNode> lines = list(order, "line_items")
                // A tip comes as a line too; it is told among the fees.
                .filter(line -> !line.path("tip").isObject())
                .toList();
        JsonNode billing = order.path("billing_address");
        List<Line> asOrdered = lines.stream().map(this::line).toList();
        boolean edited = ShopifyOrder.edited(
                asOrdered,
                money(order, "current_total_price"),
                sum(refunds().map(this::refunded)),
                time(order, "cancelled_at"));
        return new ShopifyOrder(
                id,
                name,
                time(order, "created_at"),
                time(order, "updated_at"),
                time(order, "cancelled_at"),
                word(order, "financial_status"),
                FULFILLMENT_WORDS.getOrDefault(fulfillment, fulfillment),
                null,
                requiresShipping(lines),
                unitsOpen(lines),
                !order.path("shipping_lines").isEmpty(),
                "pos".equals(text(order, "source_name")),
                amounts(edited),
                edited ? asOrdered.stream().flatMap(Line::edited).toList() : asOrdered,
                list(order, "fulfillments").map(RestOrderJson::fulfillment).toList(),
                refunds()
                        .filter(refund -> orZero(refunded(refund)).signum() > 0)
                        .flatMap(refund -> Stream.ofNullable(time(refund, "created_at")))
                        .toList(),
                text(order, "email"),
                Fields.fullName("first_name", "last_name", order.path("customer")),
                text(order, "phone"),
                billing.isObject()
                        ? new BillTo(text(billing, "name"), text(billing, "phone"), text(billing, "zip"))
                        : null,
                Fields.address("country_code", order.path("shipping_address")));
    }

    private Amounts amounts(boolean edited) {
        String since = edited ? "current" : "original";
        String current = edited ? "current_" : "";
        BigDecimal duties =
                Boolean.TRUE.equals(flag(order, "duties_included")) ? null : set(order, since + "_total_duties_set");
        return new Amounts(
                currency,
                edited ? null : money(order, "total_line_items_price"),
                money(order, current + "total_discounts"),
                sum(Stream.of(
                        money(order, "total_tip_received"), duties, set(order, since + "_total_additional_fees_set"))),
                shipping(),
                money(order, current + "total_tax"),
                Boolean.TRUE.equals(flag(order, "taxes_included")),
                money(order, current + "total_price"),
                sum(refunds().map(this::refunded)));
    }

    private @Nullable BigDecimal shipping() {
        BigDecimal stated = set(order, "total_shipping_price_set");
        return stated != null ? stated : sum(list(order, "shipping_lines").map(line -> money(line, "price")));
    }

    /** A figure that REST tells twice: in the shop's currency, and as a set of both. */
    private @Nullable BigDecimal money(JsonNode object, String name) {
        BigDecimal presentment = set(object, name + "_set");
        return presentment != null || !currency.equals(shopCurrency) ? presentment : amount(object, name);
    }

    private static @Nullable BigDecimal set(JsonNode object, String name) {
        return amount(object.path(name).path("presentment_money"), "amount");
    }

    private Stream<JsonNode> refunds() {
        return list(order, "refunds");
    }

    /** What went back to the shopper, which can be less than what was taken off the order. */
    private @Nullable BigDecimal refunded(JsonNode refund) {
        return sum(list(refund, "transactions")
                .filter(transaction -> "REFUND".equals(word(transaction, "kind")))
                .filter(transaction -> "SUCCESS".equals(word(transaction, "status")))
                .map(transaction -> inPresentment(transaction)));
    }

    private @Nullable BigDecimal inPresentment(JsonNode transaction) {
        BigDecimal amount = amount(transaction, "amount");
        String paidIn = word(transaction, "currency");
        if (amount == null || paidIn == null || paidIn.equals(currency)) {
            return amount;
        }
        // Told in the shop's currency: the order's own total says what that is in the shopper's.
        BigDecimal shop = amount(order.path("total_price_set").path("shop_money"), "amount");
        BigDecimal shopper = set(order, "total_price_set");
        return shop == null || shopper == null || shop.signum() == 0
                ? null
                : amount.multiply(shopper).divide(shop, 2, RoundingMode.HALF_UP);
    }

    private Line line(JsonNode line) {
        int quantity = line.path("quantity").asInt(1);
        BigDecimal each = money(line, "price");
        BigDecimal off = sum(list(line, "discount_allocations").map(allocation -> money(allocation, "amount")));
        return new Line(
                title(line),
                text(line, "sku"),
                quantity,
                integer(line, "current_quantity"),
                each == null
                        ? null
                        : each.multiply(BigDecimal.valueOf(quantity)).subtract(orZero(off)),
                null);
    }

    private static String title(JsonNode line) {
        String name = text(line, "name");
        return name != null ? name : Objects.requireNonNullElse(text(line, "title"), "");
    }

    private static @Nullable Boolean requiresShipping(List<JsonNode> lines) {
        List<Boolean> told = new ArrayList<>();
        lines.forEach(
                line -> Optional.ofNullable(flag(line, "requires_shipping")).ifPresent(told::add));
        return told.isEmpty() ? null : told.contains(true);
    }

    private static @Nullable Integer unitsOpen(List<JsonNode> lines) {
        return lines.isEmpty()
                        || lines.stream()
                                .anyMatch(line ->
                                        !line.path("fulfillable_quantity").isInt())
                ? null
                : lines.stream()
                        .mapToInt(line -> line.path("fulfillable_quantity").intValue())
                        .sum();
    }

    private static Fulfillment fulfillment(JsonNode fulfillment) {
        return new Fulfillment(
                word(fulfillment, "status"),
                word(fulfillment, "shipment_status"),
                time(fulfillment, "created_at"),
                time(fulfillment, "estimated_delivery_at"),
                null,
                tracking(fulfillment));
    }

    private static List<Tracking> tracking(JsonNode fulfillment) {
        String company = text(fulfillment, "tracking_company");
        List<String> numbers = texts(fulfillment, "tracking_numbers", "tracking_number");
        List<String> urls = texts(fulfillment, "tracking_urls", "tracking_url");
        List<Tracking> tracking = new ArrayList<>();
        for (int i = 0; i < Math.max(numbers.size(), urls.size()); i++) {
            tracking.add(new Tracking(
                    company, i < numbers.size() ? numbers.get(i) : null, i < urls.size() ? urls.get(i) : null));
        }
        return tracking.isEmpty() && company != null ? List.of(new Tracking(company, null, null)) : tracking;
    }

    private static List<String> texts(JsonNode object, String many, String one) {
        List<String> texts = new ArrayList<>();
        object.path(many).forEach(value -> {
            if (value.isTextual() && !value.textValue().isBlank()) {
                texts.add(value.textValue().strip());
            }
        });
        if (texts.isEmpty()) {
            Optional.ofNullable(text(object, one)).ifPresent(texts::add);
        }
        return texts;
    }
}
