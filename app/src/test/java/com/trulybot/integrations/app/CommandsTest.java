package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator does on the command line beside the running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
    @TempDir
    static Path data;

    private Town town;

    @BeforeAll
    void open() throws Exception {
        town = Town.open(data);
    }

    @AfterAll
    void close() {
        town.close();
    }

    private record Ran(int code, String out, String err) {}

    private Ran run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(town.environment());
        environment.putAll(more);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(environment);
        int code = line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void aConnectionKeyIsMadeShownOnceListedAndRevoked() throws Exception {
        Town.Merchant merchant = town.merchant();
        String user = merchant.user.toString();

        Ran made = run(Map.of(), "connection-keys", "create", "--user", user, "--name", "till");

        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out().strip()).matches("tbk_[0-9a-f-]{36}_[A-Za-z0-9_-]{43}");
        String id = made.out().substring(4, 40);
        assertThat(made.err()).contains(id).doesNotContain(made.out().strip());
        assertThat(merchant.told("connection_key_created")).isTrue();
        assertThat(merchant.must("GET", "/api/activities", "").toString()).contains("trulybot command line");

        Ran listed = run(Map.of(), "connection-keys", "list", "--user", user);
        assertThat(listed.out())
                .contains(id, "till", "never")
                .doesNotContain(made.out().strip());

        Ran another = run(
                Map.of(),
                "connection-keys",
                "revoke",
                "--user",
                UUID.randomUUID().toString(),
                id);
        assertThat(another.code()).isEqualTo(1);
        assertThat(another.err()).contains("has no connection key").doesNotContain("\tat ");
        assertThat(run(Map.of(), "connection-keys", "revoke", "--user", user, id)
                        .code())
                .isZero();
        assertThat(run(Map.of(), "connection-keys", "list", "--user", user).out())
                .doesNotContain(id);
    }

    @Test
    void aStoreIsConnectedByKeysThatAreNoArguments() throws Exception {
        Town.Merchant merchant = town.merchant();
        String[] key = town.stores.woo().ownerKey().split(":", 2);
        Map<String, String> keys = Map.of("STORE_API_KEY", key[0], "STORE_API_SECRET", key[1]);
        String store = town.stores.woo().secondUrl();
        String user = merchant.user.toString();

        Ran connected = run(keys, "connect", "woocommerce", store, "--user", user);

        assertThat(connected.code()).as(connected.err()).isZero();
        assertThat(connected.out()).contains("Connected: Harbour Books").doesNotContain(key[1]);
        assertThat(merchant.store().path("status").asText()).isEqualTo("active");

        Ran refused = run(
                Map.of("STORE_API_KEY", key[0], "STORE_API_SECRET", "cs_wrong"),
                "connect",
                "woocommerce",
                store,
                "--user",
                user);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("store_credentials_rejected").doesNotContain("cs_wrong", "\tat ");
    }

    @Test
    void aPageToConnectIsPrintedAndWorks() throws Exception {
        Town.Merchant merchant = town.merchant();

        Ran offered = run(
                Map.of(),
                "connect",
                "shopify",
                "trulybot-garden.myshopify.com",
                "--authorize",
                "--user",
                merchant.user.toString());

        assertThat(offered.code()).as(offered.err()).isZero();
        assertThat(offered.out()).startsWith(Town.PUBLIC + "/connect/");
        assertThat(town.browser().open(offered.out().strip()).body())
                .contains("trulybot-garden.myshopify.com", merchant.user.toString());
    }

    @Test
    void deadEventsAreSeenAndReplayed() throws Exception {
        Town.Merchant merchant = town.merchant();
        merchant.connect("shopify");
        town.stores.shopify().uninstallSecond();
        merchant.awaitStatus("disconnected");
        String id = Await.value(() -> town.sql("select min(id::text) from webhook_events where state = 'done'"));
        town.change("update webhook_events set state = 'dead', last_error = 'store_timeout' where id = '" + id + "'");

        Ran listed = run(Map.of(), "webhooks", "list", "--state", "dead");
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out()).contains(id, "dead", "store_timeout", "app/uninstalled");
        Client management = new Client(town.ports.management());
        assertThat(management.ask("GET", "/health", "", "").body()).contains("webhooks list --state dead");
        assertThat(management.ask("GET", "/metrics", "", "").body())
                .contains("trulybot_webhooks_events{state=\"dead\"} 1.0", "trulybot_upkeep_stores_total");

        Ran replayed = run(Map.of(), "webhooks", "replay", id);
        assertThat(replayed.out()).contains("1 event waits again.");
        Await.value(() -> town.sql("select state from webhook_events where id = '" + id + "'")
                        .equals("done")
                ? true
                : null);
        assertThat(run(Map.of(), "webhooks", "replay", id).code()).isEqualTo(1);
        assertThat(run(Map.of(), "webhooks", "replay", "--dead").out()).contains("0 events wait again.");
        assertThat(run(Map.of(), "webhooks", "replay", "nonsense").code()).isEqualTo(2);
    }

    @Test
    void whatIsWrongOnTheLineIsToldAndEndsWithTwo() {
        assertThat(run(Map.of(), "connection-keys").code()).isEqualTo(2);
        assertThat(run(Map.of(), "connect").code()).isEqualTo(2);
        assertThat(run(Map.of(), "webhooks").code()).isEqualTo(2);
        Ran wrong = run(Map.of(), "connection-keys", "list", "--user", "me");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("user id must be a UUID");
        assertThat(run(Map.of(), "connect", "shopify", "not a shop", "--authorize", "--user", Demo.USER)
                        .code())
                .isEqualTo(2);
        for (String[] help : new String[][] {
            {"connect", "woocommerce", "--help"}, {"connect", "shopify", "--help"}, {"webhooks", "replay", "--help"}
        }) {
            assertThat(run(Map.of(), help).code()).isZero();
        }
    }
}
