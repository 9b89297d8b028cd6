package com.trulybot.integrations.core.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which connected stores are to be looked after, and when. A store that was just connected is due at once. */
public interface Upkeep {
    /**
     * Those that are due, the longest waiting first; nobody else gets them for as long as {@code lease}.
     *
     * @param limit at most so many
     */
    List<Integration> take(int limit, Instant now, Duration lease);

    /** Says when it is next due. Does nothing when it was connected anew or disconnected since {@code seen}. */
    void next(Integration seen, Instant at);
}
