package com.trulybot.integrations.app.demo;

/** What stands between us and a shop, to try faults: a firewall, a host that fails, a line that hangs. */
@FunctionalInterface
public interface Hindrance {
    /** The status that is answered in the shop's place; 0 lets the request through. May take its time. */
    int status(String method, String path);
}
