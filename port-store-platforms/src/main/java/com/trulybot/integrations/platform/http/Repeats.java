package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.platform.StoreHttp.Response;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long to wait before a request is sent again. */
final class Repeats {
    /** How often a request is sent at most. */
    static final int TRIES = 3;

    private static final long FIRST_MILLIS = 200;
    /** Shopify sends decimals: {@code 2.0}. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private final InstantSource clock;

    Repeats(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What the store asks for, or else a random part of a time that doubles with each try, all of it or nothing of it
     * included, so that the many who failed together don't come back together.
     *
     * @param tries how often it has been sent
     * @param answer null when there was none
     */
    Duration pause(int tries, @Nullable Response answer) {
        Optional<Duration> asked = answer == null ? Optional.empty() : retryAfter(answer);
        long most = FIRST_MILLIS << Math.min(tries - 1, 10);
        return asked.orElseGet(
                () -> Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1)));
    }

    /** The {@code Retry-After} header (RFC 9110, section 10.2.3); empty when there is none or it is neither form. */
    Optional<Duration> retryAfter(Response answer) {
        return answer.header("Retry-After").map(String::strip).flatMap(this::parse);
    }

    private Optional<Duration> parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(
                    Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue()));
        }
        try {
            Duration left = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
