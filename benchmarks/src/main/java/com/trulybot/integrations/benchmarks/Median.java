package com.trulybot.integrations.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One figure over several rounds. */
final class Median {
    private final List<Double> rounds = new ArrayList<>();

    void add(double figure) {
        rounds.add(figure);
    }

    double value() {
        List<Double> sorted = new ArrayList<>(rounds);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** The median, and the rounds it is of. */
    String told() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%.2f (", value()));
        for (int i = 0; i < rounds.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.2f", rounds.get(i)));
        }
        return text.append(')').toString();
    }
}
