package com.trulybot.integrations.benchmarks;

import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The yardstick: a Javalin handler that returns the bytes of a file and does nothing else. */
final class BareJavalin {
    private BareJavalin() {}

    public static void main(String[] arguments) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get(
                            "/config",
                            context -> context.contentType("application/json").result(bytes));
                })
                .start("127.0.0.1", Integer.parseInt(arguments[1]));
        System.out.println("ready");
    }
}
