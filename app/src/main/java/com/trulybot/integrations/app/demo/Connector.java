package com.trulybot.integrations.app.demo;

import java.io.IOException;

/** Begins, in the name of the demo's merchant, to connect a shop. */
@FunctionalInterface
public interface Connector {
    /**
     * The page of TrulyBot's where the merchant goes on.
     *
     * @param address the store's URL or shop domain
     * @throws IOException saying what was refused
     */
    String page(String platform, String address) throws IOException;
}
