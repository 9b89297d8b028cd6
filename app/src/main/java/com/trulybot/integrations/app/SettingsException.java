package com.trulybot.integrations.app;

import java.util.List;

/** Settings that can't be used; {@link #problems()} says of each how to mend it. */
final class SettingsException extends RuntimeException {
    private final List<String> problems;

    SettingsException(List<String> problems) {
        super("the settings can't be used: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
