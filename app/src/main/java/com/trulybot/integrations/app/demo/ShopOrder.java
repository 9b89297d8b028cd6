package com.trulybot.integrations.app.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An order of the demo's Shopify shop, before it is written in one of Shopify's two ways.
 *
 * @param quantity how many of the one thing that was ordered
 */
record ShopOrder(int number, State state, Shopper shopper, Product product, int quantity, Instant created) {
    private static final BigDecimal TAX = new BigDecimal("0.08");
    private static final int LAST = 1200;

    /** What happened to an order; over and over through the list. */
    enum State {
        IN_TRANSIT("PAID", "FULFILLED", "IN_TRANSIT"),
        PAID("PAID", "UNFULFILLED", null),
        DELIVERED("PAID", "FULFILLED", "DELIVERED"),
        PARTLY_SENT("PAID", "PARTIALLY_FULFILLED", "CONFIRMED"),
        CANCELLED("VOIDED", "UNFULFILLED", null),
        REFUNDED("REFUNDED", "UNFULFILLED", null),
        PARTLY_REFUNDED("PARTIALLY_REFUNDED", "FULFILLED", "IN_TRANSIT"),
        UNPAID("PENDING", "UNFULFILLED", null),
        ON_HOLD("PAID", "ON_HOLD", null),
        OUT_FOR_DELIVERY("PAID", "FULFILLED", "OUT_FOR_DELIVERY");

        final String financial;
        final String fulfillment;
        /** Where the parcel is; null when there is none. */
        final @Nullable String parcel;

        State(String financial, String fulfillment, @Nullable String parcel) {
            this.financial = financial;
            this.fulfillment = fulfillment;
            this.parcel = parcel;
        }
    }

    /** What the shop sells. */
    record Product(String name, String sku, BigDecimal price) {
        static final List<Product> ALL = List.of(
                new Product("Linen Shirt - M", "SHIRT-M", new BigDecimal("39.00")),
                new Product("Canvas Tote", "TOTE", new BigDecimal("18.50")),
                new Product("Wool Socks", "SOCKS", new BigDecimal("12.00")),
                new Product("Rain Jacket - L", "JACKET-L", new BigDecimal("89.90")));
    }

    /** Two hundred, newest first; an order an hour until now. */
    static List<ShopOrder> until(Instant now) {
        return IntStream.rangeClosed(0, LAST - 1001)
                .map(back -> LAST - back)
                .mapToObj(number -> new ShopOrder(
                        number,
                        State.values()[(number - 1001) % State.values().length],
                        Shopper.of(number),
                        Product.ALL.get(number % Product.ALL.size()),
                        1 + number % 3,
                        now.minus(Duration.ofHours(LAST - number + 1L)).truncatedTo(ChronoUnit.SECONDS)))
                .toList();
    }

    /** As Shopify's are: larger than 32 bits hold. */
    long id() {
        return 8_938_018_530_000L + number;
    }

    Instant updated() {
        return created.plus(Duration.ofMinutes(45));
    }

    BigDecimal items() {
        return product.price().multiply(BigDecimal.valueOf(quantity));
    }

    BigDecimal shipping() {
        return new BigDecimal("4.90");
    }

    BigDecimal tax() {
        return items().multiply(TAX).setScale(2, RoundingMode.HALF_UP);
    }

    BigDecimal total() {
        return items().add(shipping()).add(tax());
    }

    BigDecimal refunded() {
        return switch (state) {
            case REFUNDED -> total();
            case PARTLY_REFUNDED -> product.price();
            default -> new BigDecimal("0.00");
        };
    }

    /** How many are still to be sent. */
    int open() {
        return switch (state.fulfillment) {
            case "FULFILLED" -> 0;
            case "PARTIALLY_FULFILLED" -> Math.max(1, quantity - 1);
            default -> quantity;
        };
    }

    String trackingNumber() {
        return "1Z827WK7463" + number;
    }

    String trackingUrl() {
        return "https://www.ups.com/WebTracking?trackNums=" + trackingNumber();
    }
}
