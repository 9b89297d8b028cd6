package com.trulybot.integrations.http;

import java.io.IOException;

/** Gets the key set that asymmetric merchant tokens are checked with, from the configured address. */
@FunctionalInterface
public interface JwksFetcher {
    /**
     * The key set's JSON, RFC 7517, within a few seconds and a sane size: the implementation sees to both.
     *
     * @throws IOException when it can't be had
     */
    byte[] fetch() throws IOException;
}
