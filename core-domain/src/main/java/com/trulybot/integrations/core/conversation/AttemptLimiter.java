package com.trulybot.integrations.core.conversation;

/**
 * Counts failed tries to see an order in the hour that has passed, across nodes where they share a counter. A try is
 * counted before it is made and given back if it succeeds, so that many at once can't pass the limit together.
 */
public interface AttemptLimiter {
    /**
     * Counts one more.
     *
     * @param scope what is limited, such as {@code conversation:<id>}; may hold personal data, so it is kept hashed only
     * @return how many there are in the window, this one included
     */
    int take(String scope);

    /** Gives one back that turned out not to be a failure; never goes below zero. */
    void giveBack(String scope);
}
