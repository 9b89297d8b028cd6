package com.trulybot.integrations.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * The command line. Ends with 0 when all is well, 2 when the command line or a setting is wrong, 1 when something else
 * went wrong.
 */
@Command(
        name = "trulybot",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Answers shoppers' questions about their orders from the live store.",
        synopsisSubcommandLabel = "serve | demo | config",
        subcommands = {Main.Serve.class, Main.Config.class, DemoCommand.class})
public final class Main implements Runnable {
    static final int FAILED = 1;
    static final int WRONG = 2;

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<String, String> environment;

    Main(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs the command line, and the process ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main(environment)).setExecutionExceptionHandler(Main::tell);
    }

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec, "spec").commandLine();
        throw new CommandLine.ParameterException(line, "Say what to do: serve, demo or config.");
    }

    /** What an operator can mend is told in words, without a stack trace; everything else is a bug and has one. */
    private static int tell(Exception problem, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (problem instanceof SettingsException settings) {
            err.println(settings.problems().size() == 1 ? "A setting is wrong:" : "These settings are wrong:");
            settings.problems().forEach(text -> err.println("  " + text));
            err.flush();
            return WRONG;
        }
        boolean forOperators = problem instanceof IOException || problem instanceof IllegalStateException;
        if (forOperators && problem.getMessage() != null) {
            err.println("It can't go on: " + problem.getMessage());
        } else {
            problem.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private Settings settings(@Nullable Path file) throws IOException {
        Sources sources = Sources.read(environment, file);
        String folder = sources.find(Setting.ADAPTERS_DIR.name())
                .map(Sources.Given::text)
                .or(Setting.ADAPTERS_DIR::fallback)
                .orElseThrow();
        try (AdapterJars jars = AdapterJars.open(Path.of(folder))) {
            return Settings.read(sources, jars.prefixes());
        }
    }

    /** Sets the log up as the settings say. */
    static void log(Settings settings) {
        boolean json = settings.find(Setting.LOG_FORMAT)
                .map(format -> format.equalsIgnoreCase("json"))
                .orElse(!terminal());
        Logging.configure(settings.text(Setting.LOG_LEVEL), json);
    }

    @SuppressWarnings("SystemConsoleNull") // The property sees to it.
    private static boolean terminal() {
        // Since JDK 22 there may be a console without a terminal, unless this is said.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** {@code trulybot serve}. */
    @Command(name = "serve", mixinStandardHelpOptions = true, description = "Serves until it is stopped.")
    static final class Serve implements java.util.concurrent.Callable<Integer> {
        @ParentCommand
        private @Nullable Main main;

        @Option(names = "--config", paramLabel = "FILE", description = "NAME=value lines; the environment wins.")
        private @Nullable Path file;

        @Override
        public Integer call() throws Exception {
            Settings settings =
                    Objects.requireNonNull(main, "main").settings(file).forServing();
            log(settings);
            Application application = Application.open(settings, Clock.systemUTC());
            untilStopped(application);
            return 0;
        }
    }

    /** Waits for Ctrl-C or a signal, and closes what is open before the process ends. */
    static void untilStopped(AutoCloseable open) throws InterruptedException {
        CountDownLatch forever = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                open.close();
                            } catch (Exception e) {
                                System.err.println("It could not be stopped cleanly: " + e.getMessage());
                            }
                        },
                        "stop"));
        forever.await();
    }

    /** {@code trulybot config}. */
    @Command(
            name = "config",
            mixinStandardHelpOptions = true,
            description = "Prints the settings in force and where they come from, secrets masked.")
    static final class Config implements java.util.concurrent.Callable<Integer> {
        @ParentCommand
        private @Nullable Main main;

        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--config", paramLabel = "FILE", description = "NAME=value lines; the environment wins.")
        private @Nullable Path file;

        @Override
        public Integer call() throws Exception {
            Settings settings = Objects.requireNonNull(main, "main").settings(file);
            PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
            out.print(settings.inForce());
            out.flush();
            return 0;
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("development");
            return new String[] {
                String.format(
                        Locale.ROOT,
                        "TrulyBot Integrations %s (Java %s)",
                        version,
                        Runtime.version().feature())
            };
        }
    }
}
