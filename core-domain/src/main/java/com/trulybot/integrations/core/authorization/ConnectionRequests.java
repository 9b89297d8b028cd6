package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.workspace.Ticket;
import java.time.Instant;
import java.util.Optional;

/**
 * The stores on their way to an account. Kept durably, so that a restart or another node in between does no harm; tickets
 * are kept as their digests. Each step is good once, however many try it at the same time, and only until the request
 * expires.
 */
public interface ConnectionRequests {
    /** Begins with a page of ours that only the bearer of this ticket can open. */
    void offer(Ticket page, ConnectionRequest request);

    /** What that page is about, as often as it is looked at; empty once it was {@link #send sent on} or has expired. */
    Optional<ConnectionRequest> offered(Ticket page, Instant now);

    /** The merchant agreed: from now on the state is good, and the page no longer. Empty when the page wasn't. */
    Optional<ConnectionRequest> send(Ticket page, Ticket state, Ticket browser, Instant now);

    /** Begins with the state at once, where the merchant came from the platform. */
    void send(Ticket state, Ticket browser, ConnectionRequest request);

    /**
     * Takes the state, once.
     *
     * @param browser what the browser that was sent out was given; empty where no browser brings the answer. A wrong one
     *     leaves the state as it is
     */
    Optional<ConnectionRequest> take(Ticket state, Optional<Ticket> browser, Instant now);

    /** Notes what came of a taken state, for the page the merchant comes back to. */
    void conclude(Ticket state, String outcome);

    /** What came of it, for the browser that was sent out and for no other; empty while nothing has. */
    Optional<String> outcome(Ticket state, Ticket browser, Instant now);
}
