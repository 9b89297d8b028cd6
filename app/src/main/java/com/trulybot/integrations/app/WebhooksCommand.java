package com.trulybot.integrations.app;

import com.trulybot.integrations.core.workspace.CanonicalUuid;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.persistence.WebhookQueue;
import com.trulybot.integrations.persistence.WebhookQueue.Entry;
import com.trulybot.integrations.persistence.WebhookQueue.State;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trulybot webhooks}. */
@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        description = "Shows what stores told us and what became of it, and lets it be worked again.",
        synopsisSubcommandLabel = "list | replay",
        subcommands = {WebhooksCommand.Listing.class, WebhooksCommand.Replay.class})
final class WebhooksCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Operation.incomplete(spec, "list or replay");
    }

    /** {@code trulybot webhooks list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Lists events, newest first. What they are about is not shown.",
                "dead: tried for about a day in vain, and left alone until it is replayed."
            })
    static final class Listing implements Callable<Integer> {
        private static final String ROW = "%-36s  %-7s  %-11s  %-24s  %-20s  %5s  %-36s  %s%n";

        @Mixin
        private Operation operation = new Operation();

        @Option(
                names = "--state",
                paramLabel = "dead|waiting|done",
                description = "Only those. Without it the dead, then those that wait, then those that are done.")
        private @Nullable State state;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "At most so many of each state: ${DEFAULT-VALUE}.")
        private int limit;

        @Override
        public Integer call() throws Exception {
            return operation.run((settings, storage, parts) -> {
                if (limit < 1 || limit > 100_000) {
                    throw operation.wrong("--limit must be a whole number from 1 to 100000");
                }
                WebhookQueue queue = new WebhookQueue(storage.database());
                operation
                        .out()
                        .printf(ROW, "ID", "STATE", "PLATFORM", "TOPIC", "TAKEN IN", "TRIES", "STORE", "LAST ERROR");
                for (State each : state == null ? List.of(State.DEAD, State.WAITING, State.DONE) : List.of(state)) {
                    list(queue, each);
                }
                operation.out().flush();
                return 0;
            });
        }

        private void list(WebhookQueue queue, State of) {
            int left = limit;
            String cursor = null;
            do {
                Page<Entry> page = queue.list(of, new Page.Request(Math.min(left, Page.Request.MAX_LIMIT), cursor));
                page.items().forEach(this::print);
                left -= page.items().size();
                cursor = page.nextCursor();
            } while (cursor != null && left > 0);
        }

        private void print(Entry entry) {
            String store = entry.shopDomain() != null ? entry.shopDomain() : Objects.toString(entry.integration(), "");
            operation
                    .out()
                    .printf(
                            Locale.ROOT,
                            ROW,
                            entry.id(),
                            entry.state().code(),
                            entry.platform(),
                            Operation.printable(entry.topic()),
                            entry.receivedAt().truncatedTo(ChronoUnit.SECONDS),
                            entry.tries(),
                            Operation.printable(store),
                            Operation.printable(Objects.toString(entry.lastError(), "")));
        }
    }

    /** {@code trulybot webhooks replay}. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description =
                    "Lets dead events be worked again by the server, from the first try. Doing so twice does no harm.")
    static final class Replay implements Callable<Integer> {
        @Mixin
        private Operation operation = new Operation();

        @ArgGroup(exclusive = true, multiplicity = "1")
        private Which which = new Which();

        /** Which of them. */
        static final class Which {
            @Parameters(arity = "1..*", paramLabel = "ID", description = "Events, as list tells them.")
            private List<String> ids = new ArrayList<>();

            @Option(names = "--dead", description = "All that are dead.")
            private boolean dead;
        }

        @Override
        public Integer call() throws Exception {
            return operation.run((settings, storage, parts) -> {
                List<UUID> ids = which.ids.stream().map(this::id).toList();
                WebhookQueue queue = new WebhookQueue(storage.database());
                int replayed = which.dead ? queue.replayAll() : queue.replay(ids);
                if (!which.dead && replayed < ids.size()) {
                    operation
                            .err()
                            .println((ids.size() - replayed)
                                    + " of them are not dead, or not there: nothing was done with these.");
                    operation.err().flush();
                }
                operation.out().println(replayed == 1 ? "1 event waits again." : replayed + " events wait again.");
                operation.out().flush();
                return replayed == 0 && !which.dead ? Main.FAILED : 0;
            });
        }

        private UUID id(String text) {
            try {
                return CanonicalUuid.parse(text, "ID");
            } catch (IllegalArgumentException e) {
                throw operation.wrong(e.getMessage() + ", but is '" + Operation.printable(text) + "'");
            }
        }
    }
}
