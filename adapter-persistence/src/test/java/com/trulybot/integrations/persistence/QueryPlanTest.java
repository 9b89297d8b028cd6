package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final Map<String, Object> VALUES = Map.of(
            "workspace",
            SOMEONE,
            "user",
            SOMEONE,
            "id",
            SOMEONE,
            "platform",
            "woocommerce",
            "storeKey",
            "shop777.example",
            "limit",
            21,
            "afterCreatedAt",
            Fixture.NOW,
            "afterId",
            SOMEONE);

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
                "analyze");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static List<String> queries() {
        String after = " and (created_at, id) < (:afterCreatedAt, :afterId)";
        return List.of(
                JdbiIntegrations.ONE,
                JdbiIntegrations.STORE,
                JdbiIntegrations.OF_WORKSPACE + Cursor.ORDER,
                JdbiIntegrations.OF_WORKSPACE + after + Cursor.ORDER,
                JdbiIntegrations.CONNECTED_OF_WORKSPACE,
                JdbiIntegrations.CONNECTED_OF_USER,
                // What webhooks of a platform that names its shops will ask.
                JdbiIntegrations.SELECT + "platform = :platform and shop_domain = :storeKey"
                        + " and status <> 'disconnected'",
                JdbiActivities.SELECT + Cursor.ORDER,
                JdbiActivities.SELECT + after + Cursor.ORDER,
                JdbiWidgetSettings.SELECT,
                "select * from conversations where id = :id",
                "delete from conversations where updated_at < cast(:afterCreatedAt as timestamptz) - interval '9 years'",
                // What deleting a store or an account asks.
                "delete from conversations where integration_id = :id",
                "select 1 from user_activities where user_id = :user",
                "select 1 from store_integrations where user_id = :user");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryFindsItsRowsByAnIndex(String sql) {
        List<String> plan = database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery("explain " + sql);
            VALUES.forEach((name, value) -> {
                if (sql.contains(":" + name)) {
                    query.bind(name, value);
                }
            });
            return query.mapTo(String.class).list();
        });
        assertThat(String.join("\n", plan)).contains("Index").doesNotContain("Seq Scan");
        assertThat(plan).noneMatch(line -> line.contains("Sort") && sql.contains(Cursor.ORDER));
    }
}
