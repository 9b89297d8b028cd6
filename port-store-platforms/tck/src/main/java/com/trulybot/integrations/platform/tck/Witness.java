package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.platform.StoreHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Passes on what an adapter says to a store, and remembers where it was said and whether it could take too long. */
final class Witness implements StoreHttp {
    private final StoreHttp http;
    private final Queue<URI> addresses = new ConcurrentLinkedQueue<>();
    private final Queue<String> late = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Deadline callers;

    Witness(StoreHttp http) {
        this.http = http;
    }

    /** From now on the adapter is asked to be done by this, and so must be what it sends. */
    Deadline by(Deadline deadline) {
        callers = deadline;
        return deadline;
    }

    @Override
    public Response send(Request request, Deadline deadline) {
        addresses.add(request.uri());
        Deadline by = callers;
        if (by != null) {
            // In this order: if both are the same, the second has less left, not more.
            Duration allowed = by.remaining();
            if (deadline.remaining().compareTo(allowed) > 0) {
                late.add(request + " may take longer than the caller has");
            }
        }
        return http.send(request, deadline);
    }

    /** Where it was said. */
    List<URI> addresses() {
        return List.copyOf(addresses);
    }

    /** What was given more time than the caller had. */
    List<String> late() {
        return List.copyOf(late);
    }
}
