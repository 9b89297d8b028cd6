package com.trulybot.integrations.app;

import com.trulybot.integrations.core.connectionkey.ConnectionKeyId;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line. Ends with 0 when all is well, 2 when the command line or a setting is wrong, 1 when something else
 * went wrong.
 */
@Command(
        name = "trulybot",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Answers shoppers' questions about their orders from the live store.",
        synopsisSubcommandLabel = "serve | demo | config | connect | connection-keys | webhooks",
        subcommands = {
            Main.Serve.class,
            DemoCommand.class,
            Main.Config.class,
            ConnectCommand.class,
            ConnectionKeysCommand.class,
            WebhooksCommand.class
        })
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
        return new CommandLine(new Main(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(UserId.class, told(UserId::parse))
                .registerConverter(WorkspaceId.class, told(WorkspaceId::parse))
                .registerConverter(ConnectionKeyId.class, told(ConnectionKeyId::parse))
                .setExecutionExceptionHandler(Main::tell);
    }

    /** Says what is wrong in the words of whoever read it. */
    private static <T> ITypeConverter<T> told(Function<String, T> reading) {
        return text -> {
            try {
                return reading.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec, "spec").commandLine();
        throw new CommandLine.ParameterException(
                line, "Say what to do: serve, demo, config, connect, connection-keys or webhooks.");
    }

    /** What an operator can mend is told in words, without a stack trace; everything else is a bug and has one. */
    private static int tell(Exception problem, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (problem instanceof CommandLine.ParameterException wrong) {
            err.println(wrong.getMessage());
            err.flush();
            return WRONG;
        }
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

    /** Reads and checks them, an adapters' folder's own included. */
    Settings settings(@Nullable Path file) throws IOException {
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

    private static boolean terminal() {
        return console().isPresent();
    }

    /** The terminal; empty when there is none. */
    @SuppressWarnings("SystemConsoleNull") // The property sees to it.
    static Optional<Console> console() {
        // Since JDK 22 there may be a console without a terminal, unless this is said.
        System.setProperty("jdk.console", "java.base");
        return Optional.ofNullable(System.console());
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
