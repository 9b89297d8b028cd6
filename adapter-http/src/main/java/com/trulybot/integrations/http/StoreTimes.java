package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.Deadline;
import java.time.Duration;

/** How long a store has to answer, all repeats included; from the contract's "Store codes". */
final class StoreTimes {
    private static final Duration SHOPPER = Duration.ofSeconds(8);
    private static final Duration CONNECTING = Duration.ofSeconds(15);

    /** For a merchant, and for each store in the search. */
    static final Duration MERCHANT = Duration.ofSeconds(10);

    private StoreTimes() {}

    static Deadline shopper() {
        return Deadline.in(SHOPPER);
    }

    static Deadline merchant() {
        return Deadline.in(MERCHANT);
    }

    static Deadline connecting() {
        return Deadline.in(CONNECTING);
    }
}
