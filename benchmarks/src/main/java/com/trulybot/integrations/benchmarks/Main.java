package com.trulybot.integrations.benchmarks;

import java.util.List;

/** {@code widget-config}, {@code lookup}, {@code in-flight} or {@code webhooks}; without a name all of them. */
public final class Main {
    private static final int ROUNDS = 3;

    private Main() {}

    /** Measures and prints; run from the project's root. */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = arguments.length == 0
                ? List.of("widget-config", "lookup", "in-flight", "webhooks")
                : List.of(arguments);
        System.out.printf(
                "JDK %s, %d cores%n",
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
        for (String name : wanted) {
            switch (name) {
                case "widget-config" -> WidgetConfig.measure(ROUNDS);
                case "lookup" -> Lookup.measure(ROUNDS);
                case "in-flight" -> InFlight.measure(ROUNDS);
                case "webhooks" -> WebhookIntake.measure(ROUNDS);
                default ->
                    throw new IllegalArgumentException(name + " is none of widget-config, lookup, in-flight, webhooks");
            }
        }
    }
}
