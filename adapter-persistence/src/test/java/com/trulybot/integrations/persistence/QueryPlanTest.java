package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No query reads a whole table, however many rows there are. */
class QueryPlanTest {
    private static final int ROWS = 20_000;
    private static final UUID SOMEONE = UUID.fromString("00000000-0000-4000-8000-000000000777");
    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("workspace", SOMEONE),
            Map.entry("user", SOMEONE),
            Map.entry("id", SOMEONE),
            Map.entry("integration", SOMEONE),
            Map.entry("after", SOMEONE),
            Map.entry("platform", "woocommerce"),
            Map.entry("storeKey", "shop777.example"),
            Map.entry("store", "shop777.example"),
            Map.entry("shopDomain", "shop777"),
            Map.entry("page", "page777"),
            Map.entry("state", "state777"),
            Map.entry("browser", "browser777"),
            Map.entry("outcome", "connected"),
            Map.entry("scope", "scope777"),
            Map.entry("limit", 21),
            Map.entry("now", Fixture.NOW),
            Map.entry("until", Fixture.NOW),
            Map.entry("before", Fixture.NOW),
            Map.entry("afterCreatedAt", Fixture.NOW),
            Map.entry("afterId", SOMEONE));

    private static Database database;

    @BeforeAll
    static void fill() {
        DatabaseSettings settings = TestPostgres.empty();
        database = Database.open(settings);
        String uuid = "('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid";
        String fiveEach = "('00000000-0000-4000-8000-' || lpad((i / 5)::text, 12, '0'))::uuid";
        TestPostgres.execute(
                settings,
                "insert into auth.users select " + uuid + " from generate_series(0, " + ROWS + ") i",
                "insert into store_integrations (id, user_id, workspace_id, platform, store_url, store_key, store_name,"
                        + " shop_domain) select " + uuid + ", " + fiveEach + ", " + fiveEach
                        + ", case i % 2 when 0 then 'woocommerce' else 'shopify' end, 'https://shop' || i || '.example',"
                        + " 'shop' || i || '.example', 'Shop', 'shop' || i from generate_series(0, " + ROWS + ") i",
                "insert into user_activities (id, user_id, workspace_id, activity_type, description) select " + uuid
                        + ", " + fiveEach + ", " + fiveEach + ", 'store_connected', 'Said.' from generate_series(0, "
                        + ROWS + ") i",
                "insert into conversations (id, integration_id, token_digest, state, created_at, updated_at) select "
                        + uuid + ", " + fiveEach + ", '', 'open', now(), now() - i * interval '1 minute'"
                        + " from generate_series(0, " + ROWS + ") i",
                "insert into widget_settings (user_id, settings, version) select " + uuid
                        + ", '{}', 2 from generate_series(0, " + ROWS + ") i",
                "insert into connection_keys (id, user_id, workspace_id, name, hint, secret_encrypted, created_at) select "
                        + uuid + ", " + fiveEach + ", " + fiveEach + ", 'Key', '', '', now() from generate_series(0, "
                        + ROWS + ") i",
                "insert into used_nonces select " + uuid + ", 'nonce', now() + i * interval '1 minute'"
                        + " from generate_series(0, " + ROWS + ") i",
                "insert into connection_requests (page_digest, state_digest, browser_digest, stage, platform, store_url,"
                        + " address, account, expires_at) select 'page' || i, 'state' || i, 'browser' || i, 'sent',"
                        + " 'woocommerce', '', '', '', now() + i * interval '1 minute' from generate_series(0, " + ROWS
                        + ") i",
                "insert into installations select 'woocommerce', 'shop' || i || '.example', now() + i * interval"
                        + " '1 minute' from generate_series(0, " + ROWS + ") i",
                "insert into webhook_events (id, platform, scope, delivery_key, kind, topic, received_at, state) select "
                        + uuid + ", 'woocommerce', 'scope' || i / 5, 'key' || i, 'order_changed', '',"
                        + " now() + i * interval '1 minute',"
                        + " case i % 3 when 0 then 'waiting' when 1 then 'done' else 'dead' end"
                        + " from generate_series(0, " + ROWS + ") i",
                "insert into shopper_exports select " + uuid + ", " + uuid + ", '', now(), now() + i * interval"
                        + " '1 minute' from generate_series(0, " + ROWS + ") i",
                "update store_integrations set upkeep_at = now() + random() * interval '6 hours'",
                "analyze");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static List<String> queries() {
        String after = " and (created_at, id) < (:afterCreatedAt, :afterId)";
        List<String> queries = new ArrayList<>(Cleaning.STATEMENTS.keySet());
        queries.addAll(List.of(
                JdbiIntegrations.ONE,
                JdbiIntegrations.BY_ID,
                JdbiIntegrations.STORE,
                JdbiIntegrations.OF_SHOP,
                JdbiIntegrations.LOCK_TO_MOVE,
                JdbiIntegrations.OF_WORKSPACE + Cursor.ORDER,
                JdbiIntegrations.OF_WORKSPACE + after + Cursor.ORDER,
                JdbiIntegrations.CONNECTED_OF_WORKSPACE,
                JdbiIntegrations.CONNECTED_OF_USER,
                JdbiUpkeep.TAKE,
                JdbiActivities.SELECT + Cursor.ORDER,
                JdbiActivities.SELECT + after + Cursor.ORDER,
                JdbiWidgetSettings.SELECT,
                JdbiConnectionKeys.ONE,
                JdbiConnectionKeys.OF_WORKSPACE + Cursor.ORDER,
                JdbiConnectionKeys.OF_WORKSPACE + after + Cursor.ORDER,
                JdbiConnectionRequests.OFFERED,
                JdbiConnectionRequests.SEND,
                JdbiConnectionRequests.TAKE,
                JdbiConnectionRequests.CONCLUDE,
                JdbiConnectionRequests.OUTCOME,
                JdbiInstallations.PENDING,
                JdbiShopperRecords.PAGE,
                JdbiShopperRecords.EXPORTS,
                JdbiShopperRecords.FIND,
                WebhookWork.BEGIN,
                // A state that no event has would be answered from the statistics.
                WebhookQueue.LIST.replace(":state", "'dead'") + Cursor.ORDER,
                WebhookQueue.LIST.replace(":state", "'waiting'") + after + Cursor.ORDER,
                "select * from conversations where id = :id",
                "delete from conversations where updated_at < cast(:afterCreatedAt as timestamptz) - interval '9 years'",
                // What deleting a store or an account asks.
                "delete from webhook_events where scope = :scope",
                "delete from conversations where integration_id = :id",
                "delete from shopper_exports where integration_id = :id",
                "select 1 from connection_keys where user_id = :user",
                "select 1 from user_activities where user_id = :user",
                "select 1 from store_integrations where user_id = :user"));
        return queries;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryFindsItsRowsByAnIndex(String sql) {
        List<String> plan = database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery("explain " + sql);
            VALUES.forEach((name, value) -> {
                if (sql.matches("(?s).*:" + name + "\\b.*")) {
                    query.bind(name, value);
                }
            });
            return query.mapTo(String.class).list();
        });
        assertThat(String.join("\n", plan)).contains("Index").doesNotContain("Seq Scan");
        assertThat(plan).noneMatch(line -> line.contains("Sort") && sql.contains(Cursor.ORDER));
    }
}
