package com.trulybot.integrations.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code trulybot demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs everything on this machine, with two stores to try, until it is stopped.")
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;

    @ParentCommand
    private @Nullable Main main;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "First of four ports in a row. Without it 8080, or the next free ones.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data/demo",
            description = "Where the demo keeps its database: ${DEFAULT-VALUE}.")
    private Path data = Path.of("./data/demo");

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
        Logging.configure(Objects.requireNonNull(main, "main").environment().getOrDefault("LOG_LEVEL", "error"), false);
        Demo.Ports ports = ports(out);
        out.println("Starting a database, two stores and the server; the first time takes a few seconds longer …");
        out.flush();
        Demo demo = Demo.open(ports, data);
        out.print(demo.welcome());
        out.flush();
        Main.untilStopped(demo);
        return 0;
    }

    private Demo.Ports ports(PrintWriter out) throws IOException {
        if (port != null) {
            Demo.Ports wanted = Demo.Ports.from(port);
            if (!wanted.free()) {
                throw new IOException("one of the ports " + port + " to " + (port + 3)
                        + " is taken; stop what uses it, or give another --port");
            }
            return wanted;
        }
        for (int first = USUAL_PORT; first < USUAL_PORT + 1_000; first += 10) {
            Demo.Ports ports = Demo.Ports.from(first);
            if (ports.free()) {
                if (first != USUAL_PORT) {
                    out.println("Port " + USUAL_PORT + " or one of the next three is taken, so this demo uses " + first
                            + " to " + (first + 3) + ".");
                }
                return ports;
            }
        }
        throw new IOException("no four free ports in a row from 8080 on; give one with --port");
    }
}
