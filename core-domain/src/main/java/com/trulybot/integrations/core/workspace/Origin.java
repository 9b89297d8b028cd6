package com.trulybot.integrations.core.workspace;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a call came from, for the record of what happened. Told by the caller, so it proves nothing.
 *
 * @param address the network address; empty when there is none, as on the command line
 * @param agent the program that called, as it named itself; empty when it didn't
 */
public record Origin(String address, String agent) {
    public static final Origin NONE = new Origin("", "");

    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_AGENT = 200;

    /** Cuts what is too long, and takes out what no terminal should be sent. */
    public Origin {
        address = printable(address, LONGEST_ADDRESS);
        agent = printable(agent, LONGEST_AGENT);
    }

    private static String printable(String text, int longest) {
        String clean =
                text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "").strip();
        if (clean.length() <= longest) {
            return clean;
        }
        // Half of a pair of surrogates is no character.
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** An activity's details, and where it came from as {@code address} and {@code agent}. */
    public Map<String, String> with(Map<String, String> metadata) {
        Map<String, String> all = new HashMap<>(metadata);
        if (!address.isEmpty()) {
            all.put("address", address);
        }
        if (!agent.isEmpty()) {
            all.put("agent", agent);
        }
        return all;
    }
}
