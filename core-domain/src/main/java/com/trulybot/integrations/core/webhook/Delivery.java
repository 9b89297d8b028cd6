package com.trulybot.integrations.core.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What arrived in the name of a store platform, byte for byte: signatures cover the bytes, not their meaning. Nothing
 * about it is believed before its platform's adapter has judged it.
 */
public final class Delivery {
    private final Map<String, List<String>> labels;
    private final byte[] body;

    private Delivery(Map<String, List<String>> labels, byte[] body) {
        this.labels = labels;
        this.body = body;
    }

    /**
     * Takes a copy of both.
     *
     * @param labels what was said beside the body, by name in any case, with all values of each
     */
    public static Delivery of(Map<String, List<String>> labels, byte[] body) {
        TreeMap<String, List<String>> copy = new TreeMap<>();
        labels.forEach((name, values) -> {
            List<String> same = copy.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
            copy.put(
                    name.toLowerCase(Locale.ROOT),
                    Stream.concat(same.stream(), values.stream()).toList());
        });
        return new Delivery(Map.copyOf(copy), body.clone());
    }

    /** The label's value, its name in any case; empty when it isn't there or stands there more than once. */
    public Optional<String> label(String name) {
        List<String> values = labels.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Whether the label stands there at all, once or more often. */
    public boolean labelled(String name) {
        return labels.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** A copy of the bytes. */
    public byte[] body() {
        return body.clone();
    }

    /** Tells the size only: neither labels nor body are proven, and both can hold a shopper's data. */
    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes]";
    }
}
