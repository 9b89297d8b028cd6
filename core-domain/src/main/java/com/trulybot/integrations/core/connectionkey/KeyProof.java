package com.trulybot.integrations.core.connectionkey;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a signature by a connection key is worth. */
public sealed interface KeyProof {
    KeyProof INVALID = new Invalid();
    KeyProof EXPIRED = new Expired();
    KeyProof REPLAYED = new Replayed();

    /** One function per outcome, so that a new outcome breaks every caller at compile time. */
    <R> R match(Function<Proven, R> proven, Supplier<R> invalid, Supplier<R> expired, Supplier<R> replayed);

    /**
     * The key's owner asked for it.
     *
     * @param text the whole key
     */
    record Proven(ConnectionKey key, KeyText text) implements KeyProof {
        @Override
        public <R> R match(Function<Proven, R> proven, Supplier<R> invalid, Supplier<R> expired, Supplier<R> replayed) {
            return proven.apply(this);
        }
    }

    /** No such key, another's key, or another signature. Nobody is told which. */
    record Invalid() implements KeyProof {
        @Override
        public <R> R match(Function<Proven, R> proven, Supplier<R> invalid, Supplier<R> expired, Supplier<R> replayed) {
            return invalid.get();
        }
    }

    /** Signed, but too long ago, or by a clock that is ahead. */
    record Expired() implements KeyProof {
        @Override
        public <R> R match(Function<Proven, R> proven, Supplier<R> invalid, Supplier<R> expired, Supplier<R> replayed) {
            return expired.get();
        }
    }

    /** Signed, and seen before. */
    record Replayed() implements KeyProof {
        @Override
        public <R> R match(Function<Proven, R> proven, Supplier<R> invalid, Supplier<R> expired, Supplier<R> replayed) {
            return replayed.get();
        }
    }
}
