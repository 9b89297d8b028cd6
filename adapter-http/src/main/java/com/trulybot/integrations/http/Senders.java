package com.trulybot.integrations.http;

import io.javalin.http.Context;

/**
 * Counts what stores' servers send us, by network address. A browser's limit would be wrong here: a busy shop at a
 * thousand orders a minute sends some four events for each, and hosting firms and platforms send for many shops from one
 * address, so there may be a hundred requests a second. What is forged counts tenfold: a shop of someone's sends none but
 * by a mistake, and each costs us a look into the database and a signature over all its bytes, so a flood ends at ten a
 * second. More than one address can do against this limit is the business of what stands before us.
 */
final class Senders {
    private static final int FORGED = 10;

    private final RateLimiter limiter;
    private final ClientAddress addresses;

    Senders(RateLimiter limiter, ClientAddress addresses) {
        this.limiter = limiter;
        this.addresses = addresses;
    }

    /**
     * Counts one request, before anything is done for it.
     *
     * @throws Problem when there were too many
     */
    void count(Context ctx) {
        limiter.require(addresses.of(ctx));
    }

    /** One that was counted turned out as forged. */
    void countForged(Context ctx) {
        limiter.take(addresses.of(ctx), FORGED - 1);
    }
}
