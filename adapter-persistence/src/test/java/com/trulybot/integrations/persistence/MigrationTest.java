package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases that are not new: Supabase's, and those where the design's tables are in use. */
class MigrationTest {
    private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final WorkspaceId SHARED = new WorkspaceId(UUID.fromString("00000000-0000-4000-8000-0000000000ff"));

    /** What Supabase has, as far as it matters: the accounts are another role's, who lets ours only refer to them. */
    private static DatabaseSettings supabase() {
        DatabaseSettings admin = TestPostgres.empty();
        TestPostgres.execute(
                admin,
                "do 'begin create role auth_admin; create role app login; exception when duplicate_object then null;"
                        + " end'",
                "create schema auth authorization auth_admin",
                "create table auth.users (id uuid primary key, email text not null, created_at timestamptz)",
                "alter table auth.users owner to auth_admin",
                "comment on table auth.users is 'Auth: Stores user login data within a secure schema.'",
                "grant usage on schema auth to app",
                "grant select, references on auth.users to app",
                "grant create on schema public to app",
                "insert into auth.users values ('" + ADA + "', 'ada@example.com', now()), ('" + BOB
                        + "', 'bob@example.com', now())");
        return DatabaseSettings.parse("postgresql://app@" + admin.address()).withMaxConnections(2);
    }

    private static void design(DatabaseSettings settings) {
        TestPostgres.execute(
                settings,
                "create table store_integrations (id uuid primary key default gen_random_uuid(),"
                        + " user_id uuid references auth.users (id), workspace_id uuid not null,"
                        + " platform text constraint some_check check (platform in ('woocommerce', 'shopify')),"
                        + " store_url text not null, store_name text not null, store_email text,"
                        + " api_key_encrypted text, api_secret_encrypted text, permissions text,"
                        + " access_token_encrypted text, shop_domain text,"
                        + " status text default 'active' check (status in ('active', 'inactive', 'disconnected')),"
                        + " config jsonb default '{}', connected_at timestamptz default now(),"
                        + " disconnected_at timestamptz, last_sync_at timestamptz,"
                        + " created_at timestamptz default now(), updated_at timestamptz default now())",
                "create table user_activities (id uuid primary key default gen_random_uuid(),"
                        + " user_id uuid references auth.users (id), activity_type text not null,"
                        + " description text not null, metadata jsonb default '{}',"
                        + " created_at timestamptz default now())");
    }

    private static void row(DatabaseSettings settings, UUID user, WorkspaceId workspace, String values) {
        TestPostgres.execute(
                settings,
                "insert into store_integrations (user_id, workspace_id, store_name, platform, store_url, shop_domain,"
                        + " status, config, created_at) values ('" + user + "', '" + workspace + "', 'Shop', " + values
                        + ")");
    }

    @Test
    void onSupabaseTheAccountsAreReferredToAndLeftAlone() {
        DatabaseSettings settings = supabase();
        try (Database database = Database.open(settings)) {
            JdbiAccounts accounts = new JdbiAccounts(database);
            assertThat(accounts.admit(new UserId(ADA))).isTrue();
            assertThat(accounts.admit(Fixture.merchant().user())).isFalse();
            assertThat(TestPostgres.query(settings, "select id from auth.users"))
                    .hasSize(2);

            Merchant ada = new Merchant(new UserId(ADA), SHARED);
            Integrations integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));
            Integration store = Fixture.woo(ada, "https://shop.example");
            assertThat(integrations.add(store, Fixture.connected(store))).isEqualTo(Integrations.Saved.DONE);
            assertThat(integrations.find(SHARED, store.id())).contains(store);
        }
    }

    @Test
    void everyTableHasRowSecuritySinceSupabaseServesThemToTheInternet() {
        DatabaseSettings settings = supabase();
        try (Database database = Database.open(settings)) {
            assertThat(database.ready()).isTrue();
            assertThat(TestPostgres.query(
                            settings,
                            "select relname from pg_class where relnamespace = 'public'::regnamespace"
                                    + " and relkind = 'r' and not relrowsecurity"))
                    .containsExactly("trulybot_schema_history");
        }
    }

    @Test
    void rowsOfTheDesignAreTakenOver() {
        DatabaseSettings settings = supabase();
        design(settings);
        row(
                settings,
                ADA,
                SHARED,
                "'woocommerce', 'HTTPS://Shop.Example:443/Store/', null, 'active', '{\"a\":1}'," + " '2025-01-01'");
        // The same store again, older and newer but ended.
        row(settings, ADA, SHARED, "'woocommerce', 'shop.example/Store', null, 'active', null, '2024-01-01'");
        row(
                settings,
                ADA,
                SHARED,
                "'woocommerce', 'http://shop.example:80/Store', null, 'inactive', '[1]'," + " '2026-01-01'");
        // One shop at two accounts.
        row(settings, ADA, SHARED, "'shopify', 'https://a.myshopify.com', 'A.myshopify.com', 'active', '{}', null");
        row(
                settings,
                BOB,
                new WorkspaceId(BOB),
                "'shopify', 'https://a.myshopify.com', 'a.myshopify.com ', null," + " '{}', '2025-01-01'");
        row(settings, BOB, new WorkspaceId(BOB), "'woocommerce', '???', null, 'active', '{}', '2025-01-01'");
        TestPostgres.execute(
                settings,
                "update store_integrations set user_id = null where workspace_id = user_id and store_url = '???'",
                "insert into user_activities (user_id, activity_type, description, metadata, created_at) values ('"
                        + BOB + "', 'old_type', 'Long ago.', '[7]', null), (null, 'old_type', 'Nobody.', null, now())");

        try (Database database = Database.open(settings)) {
            Integrations integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));
            List<Integration> shared =
                    integrations.list(SHARED, new Page.Request(10, null)).items();
            assertThat(shared).hasSize(4);
            Integration kept = integrations
                    .findStore(SHARED, Fixture.WOO, "shop.example/Store")
                    .orElseThrow();
            assertThat(kept.storeUrl().value()).isEqualTo("https://shop.example/Store");
            assertThat(kept.config()).containsEntry("a", "1");
            // Its credentials were encrypted by someone else: the merchant must connect again.
            assertThat(kept.status()).isEqualTo(IntegrationStatus.NEEDS_ATTENTION);
            assertThat(kept.health().state()).isEqualTo(Health.State.FAILING);
            assertThat(kept.health().problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED);
            assertThat(integrations.connected(new UserId(ADA), Fixture.WOO)).containsExactly(kept);
            assertThat(integrations.connected(new UserId(ADA), Fixture.SHOPIFY)).hasSize(1);
            assertThat(integrations.connected(new UserId(BOB), Fixture.SHOPIFY)).isEmpty();
            assertThat(integrations.connected(new UserId(BOB), Fixture.WOO))
                    .extracting(Integration::storeUrl)
                    .allMatch(url -> url.host().equals("unreadable.invalid"));
            assertThat(shared).filteredOn(one -> !one.connected()).hasSize(2).allSatisfy(one -> {
                assertThat(one.disconnectedAt()).isNotNull();
                assertThat(one.storeUrl().key()).isEqualTo("shop.example/Store");
            });
            assertThat(new JdbiActivities(database)
                            .list(new WorkspaceId(BOB), new Page.Request(10, null))
                            .items())
                    .singleElement()
                    .satisfies(old -> assertThat(old.metadata()).containsEntry("metadata", "[7]"));
        }
    }

    /** A database as the version before had left it. */
    private static DatabaseSettings ofVersion(String version) {
        DatabaseSettings settings = supabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.jdbcUrl());
        source.setUser(settings.user());
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration/trulybot")
                .table("trulybot_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
        return settings;
    }

    @Test
    void storesOfTheVersionBeforeAreLookedAfterAtOnceAndKeepAllTheyHad() {
        DatabaseSettings settings = ofVersion("4");
        String columns = "insert into store_integrations (id, user_id, workspace_id, platform, store_url, store_key,"
                + " store_name, api_key_encrypted, status, health_state, health_problem) values ";
        UUID talk = UUID.randomUUID();
        TestPostgres.execute(
                settings,
                columns + "('" + ADA + "', '" + ADA + "', '" + SHARED + "', 'woocommerce', 'https://a.example',"
                        + " 'a.example', 'A', 'sealed', 'needs_attention', 'failing', 'store_credentials_rejected')",
                columns + "('" + BOB + "', '" + BOB + "', '" + SHARED + "', 'woocommerce', 'https://b.example',"
                        + " 'b.example', 'B', null, 'disconnected', 'unknown', null)",
                "insert into conversations values ('" + talk + "', '" + ADA + "', 'd', 'open', null, 1, now(), now())",
                "insert into widget_settings (user_id, settings, version) values ('" + ADA + "', '{}', 7)");

        try (Database database = Database.open(settings)) {
            assertThat(database.ready()).isTrue();
            List<Integration> due =
                    new JdbiUpkeep(database).take(9, Instant.now().plusSeconds(5), Duration.ofMinutes(5));
            assertThat(due).singleElement().satisfies(store -> {
                assertThat(store.id().value()).isEqualTo(ADA);
                assertThat(store.health().failures()).isZero();
                assertThat(store.health().problem()).isEqualTo(StoreProblem.STORE_CREDENTIALS_REJECTED);
                assertThat(store.credentials().ciphertexts()).hasSize(1);
            });
            assertThat(TestPostgres.query(settings, "select id from conversations"))
                    .containsExactly(talk.toString());
            assertThat(new JdbiWidgetSettings(database).own(new UserId(ADA)).version())
                    .isEqualTo(7);
        }
    }

    @Test
    void aRowWithoutAnOwnerStopsTheStartAndSaysHowToMendIt() {
        DatabaseSettings settings = supabase();
        design(settings);
        TestPostgres.execute(
                settings,
                "insert into store_integrations (workspace_id, store_name, platform, store_url) values"
                        + " (gen_random_uuid(), 'Shop', 'shopify', 'https://a.myshopify.com')");
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds 1 row(s) without user_id or platform")
                .hasMessageContaining("then start again");
        TestPostgres.execute(settings, "update store_integrations set user_id = '" + ADA + "'");
        try (Database database = Database.open(settings)) {
            assertThat(database.ready()).isTrue();
        }
    }
}
