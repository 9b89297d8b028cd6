package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.conversation.Conversation;
import com.trulybot.integrations.core.conversation.ConversationId;
import com.trulybot.integrations.core.conversation.ConversationState;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.ShopperExport;
import com.trulybot.integrations.core.webhook.ShopperRecords;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiShopperRecordsTest {
    private static final Shopper ADA = new Shopper("Ada@Example.com", "+4930123", List.of("15", "16"));
    private static final Instant UNTIL = NOW.plusSeconds(3_600);

    private static DatabaseSettings settings;
    private static Database database;
    private static JdbiIntegrations integrations;
    private static JdbiConversations conversations;
    private static ShopperRecords records;

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
        Encryption encryption = Encryption.open(database, EncryptionTest.key(1));
        integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));
        conversations = new JdbiConversations(database, encryption);
        records = new JdbiShopperRecords(database, encryption);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Integration store() {
        Merchant merchant = Fixture.merchant();
        new JdbiAccounts(database).admit(merchant.user());
        Integration store = Fixture.woo(merchant, "https://shop.example");
        integrations.add(store, Fixture.connected(store));
        return store;
    }

    private static Conversation said(Integration store, @Nullable String number, @Nullable String email) {
        Conversation conversation = new Conversation(
                new ConversationId(UUID.randomUUID()),
                "ab".repeat(32),
                store.id(),
                ConversationState.ANSWERED,
                number,
                email,
                0,
                NOW,
                NOW.plusSeconds(5));
        conversations.save(conversation);
        return conversation;
    }

    private static Activity requested(Integration store) {
        return Fixture.activity(store.merchant(), ActivityType.CUSTOMER_DATA_REQUESTED);
    }

    private static Activity redacted(Integration store) {
        return Fixture.activity(store.merchant(), ActivityType.CUSTOMER_REDACTED);
    }

    private static List<String> told(Integration store) {
        return new JdbiActivities(database)
                .list(store.merchant().workspace(), new Page.Request(100, null)).items().stream()
                        .map(Activity::type)
                        .toList();
    }

    private static ShopperExport export(Integration store, Shopper shopper) {
        UUID id = UUID.randomUUID();
        records.export(id, store, shopper, UNTIL, requested(store));
        return records.find(store.merchant().workspace(), id, NOW).orElseThrow();
    }

    @Test
    void anExportHoldsWhatTheShopperSaidToThatStoreWhateverTheCaseOfTheAddress() {
        Integration store = store();
        said(store, "1001", "ada@example.com");
        said(store, null, "ADA@EXAMPLE.COM");
        said(store, "1003", "bob@example.com");
        said(store, "1004", "ADA@EXAMPLE.COM.au");
        said(store, "1005", null);
        said(store, null, null);
        said(store(), "1006", "ada@example.com");

        ShopperExport export = export(store, ADA);

        assertThat(export.shopper()).isEqualTo(ADA);
        assertThat(export.integration()).isEqualTo(store.id());
        assertThat(export.createdAt()).isEqualTo(NOW);
        assertThat(export.expiresAt()).isEqualTo(UNTIL);
        assertThat(export.conversations())
                .containsExactlyInAnyOrder(
                        new ShopperExport.Talk(NOW, NOW.plusSeconds(5), "answered", "1001", "ada@example.com"),
                        new ShopperExport.Talk(NOW, NOW.plusSeconds(5), "answered", null, "ADA@EXAMPLE.COM"));
        assertThat(told(store)).containsExactlyInAnyOrder("store_connected", "customer_data_requested");
    }

    @Test
    void theSameExportAgainChangesNothing() {
        Integration store = store();
        said(store, "1001", "ada@example.com");
        ShopperExport first = export(store, ADA);
        said(store, "1002", "ada@example.com");

        records.export(first.id(), store, ADA, UNTIL.plusSeconds(99), requested(store));

        assertThat(records.find(store.merchant().workspace(), first.id(), NOW)).contains(first);
        assertThat(told(store)).containsExactlyInAnyOrder("store_connected", "customer_data_requested");
    }

    @Test
    void anExportIsForItsWorkspaceAndUntilItExpires() {
        Integration store = store();
        ShopperExport export = export(store, ADA);

        assertThat(records.find(store().merchant().workspace(), export.id(), NOW))
                .isEmpty();
        assertThat(records.find(store.merchant().workspace(), export.id(), UNTIL.minusMillis(1)))
                .contains(export);
        assertThat(records.find(store.merchant().workspace(), export.id(), UNTIL))
                .isEmpty();
        assertThat(records.find(store.merchant().workspace(), UUID.randomUUID(), NOW))
                .isEmpty();
    }

    @Test
    void whatIsErasedIsTheShoppersAtThatStoreWithTheirExportsAndNothingElse() {
        Integration store = store();
        Integration other = store();
        Conversation adas = said(store, "1001", "ada@example.com");
        Conversation bobs = said(store, "1002", "bob@example.com");
        Conversation elsewhere = said(other, "1001", "ada@example.com");
        ShopperExport hers = export(store, ADA);
        ShopperExport his = export(store, new Shopper("bob@example.com", null, List.of("17")));

        records.erase(store, ADA, redacted(store));

        assertThat(conversations.find(adas.id())).isEmpty();
        assertThat(conversations.find(bobs.id())).contains(bobs);
        assertThat(conversations.find(elsewhere.id())).contains(elsewhere);
        assertThat(records.find(store.merchant().workspace(), hers.id(), NOW)).isEmpty();
        assertThat(records.find(store.merchant().workspace(), his.id(), NOW)).contains(his);
        assertThat(told(store)).contains("customer_redacted");
    }

    @Test
    void exportsOfAShopperAreKnownByPhoneOrOrderAsWell() {
        Integration store = store();
        ShopperExport byPhone = export(store, new Shopper(null, "+4930123", List.of()));
        ShopperExport byOrder = export(store, new Shopper(null, null, List.of("16", "99")));
        ShopperExport another = export(store, new Shopper(null, null, List.of("99")));
        Conversation kept = said(store, "1001", null);

        records.erase(store, new Shopper(null, "+4930123", List.of("16")), redacted(store));

        assertThat(records.find(store.merchant().workspace(), byPhone.id(), NOW))
                .isEmpty();
        assertThat(records.find(store.merchant().workspace(), byOrder.id(), NOW))
                .isEmpty();
        assertThat(records.find(store.merchant().workspace(), another.id(), NOW))
                .contains(another);
        assertThat(conversations.find(kept.id())).contains(kept);
    }

    @Test
    void aLongListOfConversationsIsReadToItsEnd() {
        Integration store = store();
        TestPostgres.execute(
                settings,
                "insert into conversations (id, integration_id, token_digest, state, created_at, updated_at)"
                        + " select gen_random_uuid(), '" + store.id() + "', '', 'open', now(), now()"
                        + " from generate_series(1, 1203)");
        List<Conversation> hers = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            hers.add(said(store, "1001", "ada@example.com"));
        }
        assertThat(export(store, ADA).conversations()).hasSize(hers.size());

        records.erase(store, ADA, redacted(store));

        assertThat(hers)
                .allSatisfy(one -> assertThat(conversations.find(one.id())).isEmpty());
        assertThat(TestPostgres.query(
                        settings, "select count(*) from conversations where integration_id = '" + store.id() + "'"))
                .containsExactly("1203");
    }

    @Test
    void ofAStoreThatWasDeletedNothingIsKept() {
        Integration store = store();
        ShopperExport before = export(store, ADA);
        integrations.delete(store.merchant().workspace(), store.id(), Fixture.connected(store));

        UUID id = UUID.randomUUID();
        records.export(id, store, ADA, UNTIL, requested(store));
        records.erase(store, ADA, redacted(store));

        assertThat(records.find(store.merchant().workspace(), id, NOW)).isEmpty();
        assertThat(records.find(store.merchant().workspace(), before.id(), NOW)).isEmpty();
        assertThat(told(store)).doesNotContain("customer_redacted");
    }

    @Test
    void whatDoesNotOpenStandsInNobodysWay() {
        Integration store = store();
        Conversation broken = said(store, "1001", "ada@example.com");
        Conversation whole = said(store, "1002", "ada@example.com");
        ShopperExport altered = export(store, ADA);
        TestPostgres.execute(
                settings,
                "update conversations set details_encrypted = 'AAAA' where id = '" + broken.id() + "'",
                "update shopper_exports set content_encrypted = 'AAAA' where id = '" + altered.id() + "'");

        assertThat(export(store, ADA).conversations()).hasSize(1);
        records.erase(store, ADA, redacted(store));

        assertThat(conversations.find(whole.id())).isEmpty();
        assertThatThrownBy(() -> records.find(store.merchant().workspace(), altered.id(), NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("does not open");
    }

    @Test
    void anExportIsNotReadableInTheDatabase() {
        Integration store = store();
        said(store, "EU-77001", "eve.secret@example.com");
        export(store, new Shopper("Eve.Secret@example.com", "+49305550123", List.of("770015")));

        assertThat(Dump.of(settings).toLowerCase(Locale.ROOT))
                .contains(store.id().toString())
                .doesNotContain("eve.secret")
                .doesNotContain("eu-77001")
                .doesNotContain("+49305550123")
                .doesNotContain("770015");
    }
}
