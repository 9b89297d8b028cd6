package com.trulybot.integrations.app;

import com.trulybot.integrations.core.integration.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command gets secrets from: the environment, else a terminal without echo, else the standard input, one a line.
 * Never the arguments, which every user of the machine can see.
 */
final class SecretsInput {
    private final Map<String, String> environment;
    private final @Nullable Console console;
    private final BufferedReader lines;

    private SecretsInput(Map<String, String> environment, @Nullable Console console, BufferedReader lines) {
        this.environment = environment;
        this.console = console;
        this.lines = lines;
    }

    static SecretsInput of(Map<String, String> environment) {
        return new SecretsInput(
                environment,
                Main.console().orElse(null),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    /**
     * One that there must be.
     *
     * @param variable in the environment
     * @param label what a person is asked for
     * @throws IOException saying how to give it, when there is none
     */
    Secret required(String variable, String label) throws IOException {
        return optional(variable, label)
                .orElseThrow(() -> new IOException("there is no " + label + ": type it, or give it as a line of the"
                        + " standard input, or as " + variable + " in the environment"));
    }

    /** One that may be left out. */
    Optional<Secret> optional(String variable, String label) throws IOException {
        String given = environment.getOrDefault(variable, "");
        if (given.isBlank() && console != null) {
            char[] typed = console.readPassword("%s: ", label);
            given = typed == null ? "" : new String(typed);
        } else if (given.isBlank()) {
            String line = lines.readLine();
            given = line == null ? "" : line;
        }
        return given.isBlank() ? Optional.empty() : Optional.of(Secret.of(given.strip()));
    }
}
