package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.StoreProblem;

/** What a fake store can be put into, and what an adapter must make of it when it looks for an order. */
public enum Fault {
    /** All requests are answered 503 (or whatever the platform answers in maintenance). */
    UNAVAILABLE(StoreProblem.STORE_UNAVAILABLE),
    /** All requests are told to slow down in the platform's way, with no wait or one of at most a second. */
    RATE_LIMITED(StoreProblem.STORE_RATE_LIMITED),
    /** All requests are answered 200 with an HTML page, as a caching plugin or a parked domain does. */
    HTML_PAGE(StoreProblem.STORE_ANSWER_INVALID),
    /** All requests are answered 200 with what the store would have answered, cut off in the middle of the JSON. */
    CUT_JSON(StoreProblem.STORE_ANSWER_INVALID),
    /** Requests are taken and never answered. */
    HANG(StoreProblem.STORE_TIMEOUT),
    /**
     * All credentials are refused, in the way the platform refuses what it once accepted. Any problem that only the
     * merchant can mend will do.
     */
    CREDENTIALS_REJECTED(StoreProblem.STORE_CREDENTIALS_REJECTED);

    private final StoreProblem problem;

    Fault(StoreProblem problem) {
        this.problem = problem;
    }

    /** What a lookup ends in. */
    public StoreProblem problem() {
        return problem;
    }
}
