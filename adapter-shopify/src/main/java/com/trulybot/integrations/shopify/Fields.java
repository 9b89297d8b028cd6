package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.order.Address;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads members of an answer. What is missing, blank or of another form is null: never an error. */
final class Fields {
    /** Bounded, because a number such as 1e999999999 is short to write and endless to reckon with. */
    private static final int MOST_DIGITS = 18;

    private static final int MOST_DECIMALS = 12;
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,12})?");

    private Fields() {}

    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isValueNode() || value.isNull()) {
            return null;
        }
        String text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    /** A word of one of Shopify's enums, in capitals. */
    static @Nullable String word(JsonNode object, String name) {
        String text = text(object, name);
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    static @Nullable BigDecimal amount(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isNumber()) {
            // Read as 1E+2 where Shopify wrote 100.0.
            BigDecimal number = value.decimalValue();
            boolean whole = (long) number.precision() - number.scale() <= MOST_DIGITS;
            return whole && number.scale() <= MOST_DECIMALS ? number.setScale(Math.max(0, number.scale())) : null;
        }
        String text = text(object, name);
        return text != null && AMOUNT.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    static @Nullable Instant time(JsonNode object, String name) {
        String text = text(object, name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    static @Nullable Boolean flag(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isBoolean() ? value.booleanValue() : null;
    }

    static @Nullable Integer integer(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isInt() ? value.intValue() : null;
    }

    static Stream<JsonNode> list(JsonNode object, String name) {
        return StreamSupport.stream(object.path(name).spliterator(), false);
    }

    /** The sum of what is there; null when nothing is. */
    static @Nullable BigDecimal sum(Stream<? extends @Nullable BigDecimal> amounts) {
        BigDecimal sum = null;
        for (Iterator<? extends @Nullable BigDecimal> i = amounts.iterator(); i.hasNext(); ) {
            BigDecimal amount = i.next();
            if (amount != null) {
                sum = sum == null ? amount : sum.add(amount);
            }
        }
        return sum;
    }

    static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    /** First and last name, as far as there are any. */
    static @Nullable String fullName(String first, String last, JsonNode person) {
        String name = Stream.of(first, last)
                .flatMap(part -> Stream.ofNullable(text(person, part)))
                .reduce("", (before, after) -> before + " " + after)
                .strip();
        return name.isEmpty() ? null : name;
    }

    /** An address; both APIs name its parts alike but for the country's code. */
    static @Nullable Address address(String countryCode, JsonNode address) {
        return address.isObject()
                ? new Address(
                        text(address, "name"),
                        text(address, "company"),
                        text(address, "address1"),
                        text(address, "address2"),
                        text(address, "city"),
                        text(address, "province"),
                        text(address, "zip"),
                        text(address, countryCode))
                : null;
    }
}
