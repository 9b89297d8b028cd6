package com.trulybot.integrations.app;

import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.persistence.JdbiAccounts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the operator's commands have in common: the settings, and the database that the server may have open, too. */
final class Operation {
    /** How what a command did is told in the activities. */
    static final Origin ORIGIN = new Origin("", "trulybot command line");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--config", paramLabel = "FILE", description = "NAME=value lines; the environment wins.")
    private @Nullable Path file;

    /** What a command does. */
    @FunctionalInterface
    interface Task {
        /**
         * Does it.
         *
         * @return the exit code
         */
        int run(Settings settings, Storage storage, Parts parts) throws Exception;
    }

    /** Does it, with the database open. The log goes to the standard error, and only errors unless more is asked for. */
    int run(Task task) throws Exception {
        Settings settings = main().settings(file);
        Logging.beside(main().environment().getOrDefault("LOG_LEVEL", "error"));
        try (Parts parts = new Parts()) {
            return task.run(settings, Storage.join(settings, parts), parts);
        }
    }

    /**
     * The account, and the workspace it acts in.
     *
     * @param workspace null for the account's own
     * @throws IllegalStateException when there is no such account
     */
    static Merchant merchant(Storage storage, UserId user, @Nullable WorkspaceId workspace) {
        if (!new JdbiAccounts(storage.database()).admit(user)) {
            throw new IllegalStateException("there is no account " + user + "; look its id up in auth.users");
        }
        return new Merchant(user, workspace == null ? new WorkspaceId(user.value()) : workspace);
    }

    Main main() {
        return (Main) spec().root().userObject();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(command, "command");
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec().commandLine(), message);
    }

    /** What a group of commands says when it is called by itself. */
    static CommandLine.ParameterException incomplete(@Nullable CommandSpec group, String words) {
        return new CommandLine.ParameterException(
                Objects.requireNonNull(group, "group").commandLine(), "Say what to do: " + words + ".");
    }

    /** Without what no terminal should be sent. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
    }
}
