package com.trulybot.integrations.app;

import com.trulybot.integrations.core.connectionkey.ConnectionKey;
import com.trulybot.integrations.core.connectionkey.ConnectionKeyId;
import com.trulybot.integrations.core.connectionkey.CreateConnectionKey;
import com.trulybot.integrations.core.connectionkey.RevokeConnectionKey;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.persistence.JdbiConnectionKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trulybot connection-keys}. */
@Command(
        name = "connection-keys",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the keys that a merchant pastes into the store's plugin.",
        synopsisSubcommandLabel = "create | list | revoke",
        subcommands = {
            ConnectionKeysCommand.Create.class,
            ConnectionKeysCommand.Listing.class,
            ConnectionKeysCommand.Revoke.class
        })
final class ConnectionKeysCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Operation.incomplete(spec, "create, list or revoke");
    }

    /** Whose keys. */
    static final class Whose {
        @Option(names = "--user", required = true, paramLabel = "UUID", description = "The TrulyBot account.")
        private UserId user = new UserId(new java.util.UUID(0, 0));

        @Option(
                names = "--workspace",
                paramLabel = "UUID",
                description = "The workspace it acts in. Without it the account's own.")
        private @Nullable WorkspaceId workspace;
    }

    /** {@code trulybot connection-keys create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a connection key and prints it, this once, as the only line on the standard output.",
                "Give it to the merchant on a safe way: whoever has it can connect stores to the account."
            })
    static final class Create implements Callable<Integer> {
        @Mixin
        private Operation operation = new Operation();

        @Mixin
        private Whose whose = new Whose();

        @Option(
                names = "--name",
                paramLabel = "TEXT",
                defaultValue = "command line",
                description = "What the owner calls it, to tell it from others: ${DEFAULT-VALUE}.")
        private String name = "";

        @Override
        public Integer call() throws Exception {
            return operation.run((settings, storage, parts) -> {
                if (name.isBlank() || name.length() > 100) {
                    throw operation.wrong("--name must have 1 to 100 characters");
                }
                CreateConnectionKey.Created created = new CreateConnectionKey(
                                new JdbiConnectionKeys(storage.database(), storage.encryption()), Clock.systemUTC())
                        .create(
                                Operation.merchant(storage, whose.user, whose.workspace),
                                Operation.ORIGIN,
                                name.strip());
                operation.out().println(created.text().whole().expose());
                operation.out().flush();
                operation
                        .err()
                        .println("This key is shown this once. Its id is "
                                + created.key().id() + ".");
                operation.err().flush();
                return 0;
            });
        }
    }

    /** {@code trulybot connection-keys list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the workspace's connection keys, newest first: never their secrets.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private Operation operation = new Operation();

        @Mixin
        private Whose whose = new Whose();

        @Override
        public Integer call() throws Exception {
            return operation.run((settings, storage, parts) -> {
                WorkspaceId workspace =
                        Operation.merchant(storage, whose.user, whose.workspace).workspace();
                JdbiConnectionKeys keys = new JdbiConnectionKeys(storage.database(), storage.encryption());
                operation.out().printf("%-36s  %-6s  %-20s  %-20s  %s%n", "ID", "ENDS", "MADE", "LAST USED", "NAME");
                String cursor = null;
                do {
                    Page<ConnectionKey> page = keys.list(workspace, new Page.Request(Page.Request.MAX_LIMIT, cursor));
                    page.items()
                            .forEach(key -> operation
                                    .out()
                                    .printf(
                                            Locale.ROOT,
                                            "%-36s  %-6s  %-20s  %-20s  %s%n",
                                            key.id(),
                                            key.hint(),
                                            time(key.createdAt()),
                                            time(key.lastUsedAt()),
                                            Operation.printable(key.name())));
                    cursor = page.nextCursor();
                } while (cursor != null);
                operation.out().flush();
                return 0;
            });
        }

        private static String time(@Nullable Instant at) {
            return at == null ? "never" : at.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    /** {@code trulybot connection-keys revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = {
                "Ends a connection key: from then on it proves nothing.",
                "Stores that it connected stay connected, but their plugin can no longer tell us of changes."
            })
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private Operation operation = new Operation();

        @Mixin
        private Whose whose = new Whose();

        @Parameters(paramLabel = "ID", description = "The key's id, as list and create tell it.")
        private ConnectionKeyId id = new ConnectionKeyId(new java.util.UUID(0, 0));

        @Override
        public Integer call() throws Exception {
            return operation.run((settings, storage, parts) -> {
                boolean revoked = new RevokeConnectionKey(
                                new JdbiConnectionKeys(storage.database(), storage.encryption()), Clock.systemUTC())
                        .revoke(Operation.merchant(storage, whose.user, whose.workspace), Operation.ORIGIN, id);
                if (!revoked) {
                    throw new IllegalStateException(
                            "the workspace has no connection key " + id + "; see: trulybot connection-keys list");
                }
                operation.out().println("Revoked.");
                operation.out().flush();
                return 0;
            });
        }
    }
}
