package com.trulybot.integrations.platform.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.CertificatePinner;

/**
 * Pins of public keys: the SHA-256 of a certificate's SubjectPublicKeyInfo in base64 (RFC 7469, section 2.4). At least
 * two for each host, of which one belongs to a key that is kept elsewhere (section 4.3): with one alone, a lost key
 * would be an outage until this server is configured anew.
 */
final class Pins {
    private static final String FORM =
            "pins are host=sha256/…,sha256/…, several of them separated by semicolons or blanks";
    private static final Pattern HASH = Pattern.compile("sha256/[A-Za-z0-9+/]{43}=");

    /** No address, no port, no URL: a name, or a name under {@code *.} (one label more) or {@code **.} (any number). */
    private static final Pattern HOST =
            Pattern.compile("(\\*\\*?\\.)?[A-Za-z0-9]([A-Za-z0-9-]*)(\\.[A-Za-z0-9]([A-Za-z0-9-]*))*");

    private Pins() {}

    static Map<String, Set<String>> parse(String text) {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (String entry : text.split("[;\\s]+", -1)) {
            int equals = entry.indexOf('=');
            if (entry.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                throw new IllegalArgumentException(FORM + ", but one is '" + entry + "'");
            }
            String host = entry.substring(0, equals).toLowerCase(Locale.ROOT);
            Set<String> pins =
                    new LinkedHashSet<>(List.of(entry.substring(equals + 1).split(",", -1)));
            if (all.put(host, pins) != null) {
                throw new IllegalArgumentException("the pins of " + host + " are given twice; give them at once");
            }
        }
        return all;
    }

    /** The same, unmodifiable, when each host has at least two good pins. */
    static Map<String, Set<String>> checked(Map<String, Set<String>> pins) {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        pins.forEach((host, hashes) -> {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException(
                        "pins are for a host such as shop.example or *.shop.example, but '" + host + "' is none");
            }
            for (String hash : hashes) {
                if (!HASH.matcher(hash).matches()) {
                    throw new IllegalArgumentException(
                            "a pin is sha256/ and base64 of 32 bytes, but one of " + host + " is '" + hash + "'");
                }
            }
            if (hashes.size() < 2) {
                throw new IllegalArgumentException(host
                        + " needs two different pins, of the key in use and of a backup: with one alone, a lost key would"
                        + " shut the store out");
            }
            all.put(host, Collections.unmodifiableSet(new LinkedHashSet<>(hashes)));
        });
        return Collections.unmodifiableMap(all);
    }

    static CertificatePinner pinner(Map<String, Set<String>> pins) {
        CertificatePinner.Builder builder = new CertificatePinner.Builder();
        pins.forEach((host, hashes) -> builder.add(host, new ArrayList<>(hashes).toArray(String[]::new)));
        return builder.build();
    }
}
