package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much one shop still answers us before it says no: points of GraphQL, or requests of REST. The shop tells it with
 * each answer; between two of them it fills at its own rate. Nothing is known before the first answer, and then nothing
 * is waited for. Any number of threads may take from it at once.
 *
 * @see <a href="https://shopify.dev/docs/api/usage/limits">Shopify API limits</a>
 */
final class Bucket {
    /** Where Shopify asks us to wait without saying how long. */
    static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Pattern CALL_LIMIT = Pattern.compile("([0-9]{1,6})/([1-9][0-9]{0,5})");

    /** A bucket of REST's holds 20 seconds' worth on every plan: 40 at 2 a second, 400 at 20. */
    private static final double SECONDS_TO_FILL = 20;

    private static final double NANOS = 1e9;

    private final Pause pause;
    private boolean known;
    private double available;
    private double most;
    private double perSecond;
    private long asOf;
    private double inFlight;
    private boolean closed;
    private long closedUntil;

    Bucket(Pause pause) {
        this.pause = pause;
    }

    /**
     * Takes so much, when there is so much; waits for it before that. Each take ends with {@link #answered}.
     *
     * @throws StoreException {@code STORE_RATE_LIMITED} when it would come too late, {@code STORE_TIMEOUT} when the
     *     thread is interrupted
     */
    void take(double cost, Deadline deadline) {
        for (Duration wait = taken(cost); !wait.isZero(); wait = taken(cost)) {
            if (wait.compareTo(deadline.remaining()) >= 0) {
                throw new StoreException(StoreProblem.STORE_RATE_LIMITED, Answers.atMost(wait), null, null);
            }
            // What others have in flight costs less than was reserved for it: their answers may end the wait early.
            pause(wait.compareTo(LOOK_AGAIN) < 0 ? wait : LOOK_AGAIN);
        }
    }

    /** Waits, for whatever reason there is. */
    void pause(Duration wait) {
        try {
            pause.take(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreProblem.STORE_TIMEOUT, e);
        }
    }

    /** Takes it, or says how long until it is there. */
    private synchronized Duration taken(double cost) {
        Duration wait = left(cost);
        if (wait.isZero()) {
            available -= cost;
            inFlight += cost;
        }
        return wait;
    }

    /** How long until there is so much, at most {@link Answers#LONGEST_WAIT}. */
    Duration wait(double cost) {
        return Answers.atMost(left(cost));
    }

    private synchronized Duration left(double cost) {
        long now = pause.nanos();
        if (known) {
            available = Math.min(most, available + (now - asOf) / NANOS * perSecond);
        }
        asOf = now;
        if (closed && closedUntil - now > 0) {
            return Duration.ofNanos(closedUntil - now);
        }
        closed = false;
        // What costs more than the bucket holds is for the shop to refuse.
        double missing = known ? Math.min(cost, most) - available : 0;
        return missing > 0 ? Duration.ofNanos((long) Math.ceil(missing / perSecond * NANOS)) : Duration.ZERO;
    }

    /** Ends a take, whatever came of it. */
    synchronized void answered(double cost) {
        inFlight = Math.max(0, inFlight - cost);
    }

    /**
     * What the shop says in {@code extensions.cost} of a GraphQL answer. What others have taken and not yet had
     * answered may not be in its figure yet, so it is taken off.
     */
    void tell(JsonNode cost) {
        JsonNode status = cost.path("throttleStatus");
        BigDecimal now = Fields.amount(status, "currentlyAvailable");
        BigDecimal whole = Fields.amount(status, "maximumAvailable");
        BigDecimal rate = Fields.amount(status, "restoreRate");
        if (now != null && rate != null && rate.signum() > 0) {
            // The rate fills a bucket in 20 seconds, should the shop not say how much it holds.
            set(
                    now.doubleValue(),
                    whole != null ? whole.doubleValue() : rate.doubleValue() * SECONDS_TO_FILL,
                    rate.doubleValue());
        }
    }

    /** What the shop says in the {@code X-Shopify-Shop-Api-Call-Limit} of a REST answer, such as {@code 32/40}. */
    void tell(Response answer) {
        Matcher limit = CALL_LIMIT.matcher(
                answer.header("X-Shopify-Shop-Api-Call-Limit").orElse("").strip());
        if (limit.matches()) {
            double whole = Double.parseDouble(limit.group(2));
            set(whole - Double.parseDouble(limit.group(1)), whole, whole / SECONDS_TO_FILL);
        }
    }

    private synchronized void set(double now, double whole, double rate) {
        known = true;
        most = Math.max(1, whole);
        perSecond = rate;
        available = Math.min(now, most) - inFlight;
        asOf = pause.nanos();
    }

    /** That the shop wants nothing to be asked for so long, whatever the bucket seems to hold. */
    synchronized void closeFor(Duration wait) {
        closed = true;
        closedUntil = pause.nanos() + wait.toNanos();
    }
}
