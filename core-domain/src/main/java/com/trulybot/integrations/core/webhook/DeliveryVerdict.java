package com.trulybot.integrations.core.webhook;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a platform's adapter makes of a delivery. */
public sealed interface DeliveryVerdict {
    /** There is one way only to be forged. */
    DeliveryVerdict FORGED = new Forged();

    /** There is one way only to be harmless. */
    DeliveryVerdict PING = new Ping();

    /** One function per verdict, so that a new one breaks every caller at compile time. */
    <R> R match(Function<StoreEvent, R> genuine, Supplier<R> forged, Supplier<R> ping);

    /** Signed by the platform, whole and unchanged. */
    record Genuine(StoreEvent event) implements DeliveryVerdict {
        public Genuine {
            Objects.requireNonNull(event, "event");
        }

        @Override
        public <R> R match(Function<StoreEvent, R> genuine, Supplier<R> forged, Supplier<R> ping) {
            return genuine.apply(event);
        }
    }

    /** Not signed, signed by someone else, or not in every way as the platform sends it. Nobody is told which. */
    record Forged() implements DeliveryVerdict {
        @Override
        public <R> R match(Function<StoreEvent, R> genuine, Supplier<R> forged, Supplier<R> ping) {
            return forged.get();
        }
    }

    /** Unsigned by the platform's own custom, as when it tries an address out. It is answered well and does nothing. */
    record Ping() implements DeliveryVerdict {
        @Override
        public <R> R match(Function<StoreEvent, R> genuine, Supplier<R> forged, Supplier<R> ping) {
            return ping.get();
        }
    }
}
