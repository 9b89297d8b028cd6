package com.trulybot.integrations.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a class of the test class path in a process of its own. */
final class OtherJvm {
    private OtherJvm() {}

    static Process start(Class<?> main, String... arguments) throws IOException {
        return start(main, Map.of(), arguments);
    }

    /** The same, with these besides the environment of this process. */
    static Process start(Class<?> main, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().putAll(environment);
        return process.start();
    }
}
