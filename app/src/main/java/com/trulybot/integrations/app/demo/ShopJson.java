package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.app.demo.ShopOrder.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Writes an order as Shopify's two Admin APIs do. GraphQL's selection is not heeded: all is answered. */
final class ShopJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CURRENCY = "USD";

    private ShopJson() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode graphQl(ShopOrder order) {
        ObjectNode json = object().put("id", "gid://shopify/Order/" + order.id())
                .put("legacyResourceId", Long.toString(order.id()))
                .put("name", "#" + order.number())
                .put("email", order.shopper().email())
                .put("phone", order.shopper().phone())
                .put("createdAt", order.created().toString())
                .put("updatedAt", order.updated().toString())
                .put(
                        "cancelledAt",
                        order.state() == State.CANCELLED ? order.updated().toString() : null)
                .put("displayFinancialStatus", order.state().financial)
                .put("displayFulfillmentStatus", order.state().fulfillment)
                .put("requiresShipping", true)
                .put("sourceName", "web")
                .put("currencyCode", CURRENCY)
                .put("presentmentCurrencyCode", CURRENCY)
                .put("taxesIncluded", false)
                .put("dutiesIncluded", false)
                .putNull("originalTotalDutiesSet")
                .putNull("originalTotalAdditionalFeesSet");
        bag(json, "subtotalPriceSet", order.items());
        bag(json, "totalDiscountsSet", BigDecimal.ZERO);
        bag(json, "totalTaxSet", order.tax());
        bag(json, "totalTipReceivedSet", BigDecimal.ZERO);
        bag(json, "totalPriceSet", order.total());
        bag(json, "totalRefundedSet", order.refunded());
        ObjectNode way = json.putObject("shippingLines").putArray("nodes").addObject();
        bag(way, "originalPriceSet", order.shipping());
        bag(way, "discountedPriceSet", order.shipping());
        var refunds = json.putArray("refunds");
        if (order.refunded().signum() > 0) {
            bag(refunds.addObject().put("createdAt", order.updated().toString()), "totalRefundedSet", order.refunded());
        }
        ObjectNode lines = json.putObject("lineItems");
        ObjectNode line = lines.putArray("nodes").addObject();
        line.put("name", order.product().name())
                .put("sku", order.product().sku())
                .put("quantity", order.quantity())
                .put("unfulfilledQuantity", order.open())
                .putNull("image")
                .putArray("discountAllocations");
        bag(line, "originalTotalSet", order.items());
        lines.putObject("pageInfo").put("hasNextPage", false);
        var fulfillments = json.putArray("fulfillments");
        String parcel = order.state().parcel;
        if (parcel != null) {
            fulfillments
                    .addObject()
                    .put("status", "SUCCESS")
                    .put("displayStatus", parcel)
                    .put("createdAt", order.updated().toString())
                    .put(
                            "estimatedDeliveryAt",
                            order.updated().plus(Duration.ofDays(10)).toString())
                    .put(
                            "deliveredAt",
                            parcel.equals("DELIVERED")
                                    ? order.updated().plus(Duration.ofHours(1)).toString()
                                    : null)
                    .putArray("trackingInfo")
                    .addObject()
                    .put("company", "UPS")
                    .put("number", order.trackingNumber())
                    .put("url", order.trackingUrl());
        }
        json.putObject("customer")
                .put("firstName", order.shopper().firstName())
                .put("lastName", order.shopper().lastName());
        address(json.putObject("billingAddress"), order.shopper()).put("countryCodeV2", "US");
        address(json.putObject("shippingAddress"), order.shopper()).put("countryCodeV2", "US");
        return json;
    }

    private static void bag(ObjectNode parent, String name, BigDecimal amount) {
        ObjectNode bag = parent.putObject(name);
        for (String money : new String[] {"shopMoney", "presentmentMoney"}) {
            bag.putObject(money).put("amount", amount.toPlainString()).put("currencyCode", CURRENCY);
        }
    }

    private static ObjectNode address(ObjectNode address, Shopper shopper) {
        return address.put("name", shopper.name())
                .putNull("company")
                .put("address1", shopper.street())
                .putNull("address2")
                .put("city", shopper.city())
                .put("province", "New York")
                .put("zip", shopper.postcode())
                .put("phone", shopper.phone());
    }

    static ObjectNode rest(ShopOrder order) {
        ObjectNode json = object().put("id", order.id())
                .put("admin_graphql_api_id", "gid://shopify/Order/" + order.id())
                .put("name", "#" + order.number())
                .put("order_number", order.number())
                .put("email", order.shopper().email())
                .put("phone", order.shopper().phone())
                .put("created_at", order.created().toString())
                .put("updated_at", order.updated().toString())
                .put(
                        "cancelled_at",
                        order.state() == State.CANCELLED ? order.updated().toString() : null)
                .put("financial_status", order.state().financial.toLowerCase(Locale.ROOT))
                .put("source_name", "web")
                .put("currency", CURRENCY)
                .put("presentment_currency", CURRENCY)
                .put("taxes_included", false)
                .put("duties_included", false)
                .put("total_tip_received", "0.00")
                .put(
                        "fulfillment_status",
                        switch (order.state().fulfillment) {
                            case "FULFILLED" -> "fulfilled";
                            case "PARTIALLY_FULFILLED" -> "partial";
                            default -> null;
                        });
        sum(json, "total_line_items_price", order.items());
        sum(json, "total_discounts", BigDecimal.ZERO);
        sum(json, "total_tax", order.tax());
        sum(json, "total_price", order.total());
        sum(json, "total_shipping_price", order.shipping());
        ObjectNode line = json.putArray("line_items").addObject();
        line.put("name", order.product().name())
                .put("sku", order.product().sku())
                .put("quantity", order.quantity())
                .put("fulfillable_quantity", order.open())
                .put("requires_shipping", true)
                .putArray("discount_allocations");
        sum(line, "price", order.product().price());
        json.putArray("shipping_lines")
                .addObject()
                .put("title", "Standard")
                .put("price", order.shipping().toPlainString());
        var refunds = json.putArray("refunds");
        if (order.refunded().signum() > 0) {
            refunds.addObject()
                    .put("created_at", order.updated().toString())
                    .putArray("transactions")
                    .addObject()
                    .put("kind", "refund")
                    .put("status", "success")
                    .put("amount", order.refunded().toPlainString())
                    .put("currency", CURRENCY);
        }
        var fulfillments = json.putArray("fulfillments");
        String parcel = order.state().parcel;
        if (parcel != null) {
            fulfillments
                    .addObject()
                    .put("status", "success")
                    .put("shipment_status", parcel.toLowerCase(Locale.ROOT))
                    .put("created_at", order.updated().toString())
                    .put("tracking_company", "UPS")
                    .put("tracking_number", order.trackingNumber())
                    .put("tracking_url", order.trackingUrl());
        }
        json.putObject("customer")
                .put("first_name", order.shopper().firstName())
                .put("last_name", order.shopper().lastName());
        address(json.putObject("billing_address"), order.shopper()).put("country_code", "US");
        address(json.putObject("shipping_address"), order.shopper()).put("country_code", "US");
        return json;
    }

    /** As REST tells sums: plainly, and as a set of both currencies. */
    private static void sum(ObjectNode parent, String name, BigDecimal amount) {
        parent.put(name, amount.toPlainString());
        ObjectNode set = parent.putObject(name + "_set");
        for (String money : new String[] {"shop_money", "presentment_money"}) {
            set.putObject(money).put("amount", amount.toPlainString()).put("currency_code", CURRENCY);
        }
    }
}
