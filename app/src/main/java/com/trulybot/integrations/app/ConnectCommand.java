package com.trulybot.integrations.app;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trulybot connect}. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = "Connects a store to an account, as its merchant would.",
        synopsisSubcommandLabel = "woocommerce | shopify",
        subcommands = {ConnectCommand.WooCommerce.class, ConnectCommand.Shopify.class})
final class ConnectCommand implements Runnable {
    private static final Duration TIME_FOR_THE_STORE = Duration.ofSeconds(15);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw Operation.incomplete(spec, "woocommerce or shopify");
    }

    /** To which account, and how. */
    static final class To {
        @Option(names = "--user", required = true, paramLabel = "UUID", description = "The TrulyBot account.")
        private UserId user = new UserId(new java.util.UUID(0, 0));

        @Option(
                names = "--workspace",
                paramLabel = "UUID",
                description = "The workspace it acts in. Without it the account's own.")
        private @Nullable WorkspaceId workspace;

        @Option(
                names = "--authorize",
                description =
                        "Prints the address of a page where the store's owner grants access, good once and for ten"
                                + " minutes, instead of asking for keys.")
        private boolean authorize;
    }

    /** {@code trulybot connect woocommerce}. */
    @Command(
            name = "woocommerce",
            mixinStandardHelpOptions = true,
            description = {
                "Connects a WooCommerce store by a REST API key of it (WooCommerce, Settings, Advanced, REST API).",
                "Keys are never arguments: they are asked for on a terminal, read from the standard input (one a line), or"
                        + " taken from the environment: STORE_API_KEY, STORE_API_SECRET."
            })
    static final class WooCommerce implements Callable<Integer> {
        @Mixin
        private Operation operation = new Operation();

        @Mixin
        private To to = new To();

        @Parameters(paramLabel = "STORE", description = "The store's address, such as https://shop.example.")
        private String store = "";

        @Override
        public Integer call() throws Exception {
            return connect(operation, to, "woocommerce", store, () -> {
                SecretsInput input = SecretsInput.of(operation.main().environment());
                Map<Field, Secret> secrets = new EnumMap<>(Field.class);
                secrets.put(Field.API_KEY, input.required("STORE_API_KEY", "Consumer key (ck_…)"));
                secrets.put(Field.API_SECRET, input.required("STORE_API_SECRET", "Consumer secret (cs_…)"));
                return secrets;
            });
        }
    }

    /** {@code trulybot connect shopify}. */
    @Command(
            name = "shopify",
            mixinStandardHelpOptions = true,
            description = {
                "Connects a Shopify shop by an app of its own: with --client-id by that app's secret, without by an access"
                        + " token that its admin once gave, and the app's secret after it.",
                "Secrets are never arguments: they are asked for on a terminal, read from the standard input (one a line),"
                        + " or taken from the environment: STORE_CLIENT_SECRET, or STORE_ACCESS_TOKEN and"
                        + " STORE_API_SECRET (which may be left out: then the shop can't tell us of changes).",
                "With --authorize by TrulyBot's own app."
            })
    static final class Shopify implements Callable<Integer> {
        @Mixin
        private Operation operation = new Operation();

        @Mixin
        private To to = new To();

        @Option(names = "--client-id", paramLabel = "ID", description = "The client id of the shop's own app.")
        private @Nullable String clientId;

        @Parameters(paramLabel = "SHOP", description = "The shop's domain, such as my-shop.myshopify.com.")
        private String shop = "";

        @Override
        public Integer call() throws Exception {
            return connect(operation, to, "shopify", shop, () -> {
                SecretsInput input = SecretsInput.of(operation.main().environment());
                Map<Field, Secret> secrets = new EnumMap<>(Field.class);
                if (clientId != null) {
                    secrets.put(Field.API_KEY, Secret.of(clientId));
                    secrets.put(Field.API_SECRET, input.required("STORE_CLIENT_SECRET", "Client secret"));
                } else {
                    secrets.put(Field.ACCESS_TOKEN, input.required("STORE_ACCESS_TOKEN", "Access token (shpat_…)"));
                    input.optional("STORE_API_SECRET", "API secret (or Enter for none)")
                            .ifPresent(secret -> secrets.put(Field.API_SECRET, secret));
                }
                return secrets;
            });
        }
    }

    private static int connect(
            Operation operation, To to, String platform, String address, Callable<Map<Field, Secret>> secrets)
            throws Exception {
        return operation.run((settings, storage, parts) -> {
            Merchant merchant = Operation.merchant(storage, to.user, to.workspace);
            Stores stores = Stores.open(settings, storage, Clock.systemUTC(), parts);
            PlatformId id = new PlatformId(platform);
            return to.authorize
                    ? offer(
                            operation,
                            stores,
                            merchant,
                            id,
                            address,
                            Stores.publicUrl(settings).toString())
                    : keyed(
                            operation,
                            stores,
                            merchant,
                            new StoreProposal(id, address, secrets.call(), null, null, null));
        });
    }

    private static int offer(
            Operation operation,
            Stores stores,
            Merchant merchant,
            PlatformId platform,
            String address,
            String publicUrl) {
        return stores.offerConnection()
                .offer(merchant, merchant.user().toString(), platform, address)
                .orElseThrow(() -> new IllegalStateException(platform + " has no page where access is granted"))
                .<Integer>match(
                        ticket -> {
                            operation.out().println(publicUrl + "/connect/" + ticket.value());
                            operation.out().flush();
                            operation
                                    .err()
                                    .println("Whoever opens this page sees which store would go to which account. It is"
                                            + " good once, for ten minutes.");
                            operation.err().flush();
                            return 0;
                        },
                        invalid -> {
                            throw operation.wrong(told(invalid.problems()));
                        },
                        () -> {
                            throw new IllegalStateException(notConfigured(platform));
                        });
    }

    private static int keyed(Operation operation, Stores stores, Merchant merchant, StoreProposal proposal) {
        return stores.connectStore()
                .connect(merchant, Operation.ORIGIN, proposal, Deadline.in(TIME_FOR_THE_STORE))
                .<Integer>match(
                        connected -> {
                            PrintWriter out = operation.out();
                            out.println((connected.created() ? "Connected: " : "Connected anew: ")
                                    + Operation.printable(
                                            connected.integration().storeName()) + ", "
                                    + connected.integration().storeUrl());
                            out.println("Integration " + connected.integration().id());
                            out.flush();
                            return 0;
                        },
                        invalid -> {
                            throw operation.wrong(told(invalid.problems()));
                        },
                        refused -> {
                            String detail = refused.detail();
                            throw new IllegalStateException(refused.problem().code() + ": "
                                    + refused.problem().advice()
                                    + (detail == null ? "" : " " + Operation.printable(detail)));
                        },
                        () -> {
                            throw new IllegalStateException(notConfigured(proposal.platform()));
                        },
                        () -> {
                            throw new IllegalStateException(
                                    "store_already_connected: another account has this shop. Disconnect it there first, or"
                                            + " let its owner prove it with --authorize.");
                        });
    }

    private static String notConfigured(PlatformId platform) {
        return platform.value().equals("shopify")
                ? "TrulyBot has no app at Shopify: set SHOPIFY_API_KEY and SHOPIFY_API_SECRET"
                : "WooCommerce hands keys over to an https address only: set PUBLIC_URL to one";
    }

    private static String told(List<ConnectionCheck.FieldProblem> problems) {
        return problems.stream()
                .map(problem -> problem.field() + ": " + problem.message())
                .collect(Collectors.joining("; "));
    }
}
