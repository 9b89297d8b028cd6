package com.trulybot.integrations.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.conversation.Conversation;
import com.trulybot.integrations.core.conversation.ConversationId;
import com.trulybot.integrations.core.conversation.ConversationState;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.workspace.Merchant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiConversationsTest {
    private static DatabaseSettings settings;
    private static Database database;
    private static JdbiConversations conversations;
    private static JdbiIntegrations integrations;

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
        conversations = new JdbiConversations(database, Encryption.open(database, EncryptionTest.key(1)));
        integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));
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

    private static Conversation conversation(IntegrationId store, String number, String email) {
        return new Conversation(
                new ConversationId(UUID.randomUUID()),
                "ab".repeat(32),
                store,
                ConversationState.NEEDS_VERIFICATION,
                number,
                email,
                2,
                Fixture.NOW,
                Fixture.NOW.plusSeconds(5));
    }

    @Test
    void whatWasSavedIsFoundAsItWas() {
        IntegrationId store = store().id();
        for (Conversation said : new Conversation[] {
            conversation(store, "EU-1001", "ada@example.com"),
            conversation(store, "1001", null),
            conversation(store, null, null),
            conversation(store, "№\0", "\"quoted\\\"@exämple.com"),
        }) {
            conversations.save(said);
            assertThat(conversations.find(said.id())).contains(said);
        }
        assertThat(conversations.find(new ConversationId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void savingAgainReplacesAllButTheTimeOfCreation() {
        Conversation first = conversation(store().id(), "1001", "ada@example.com");
        conversations.save(first);
        Conversation next = new Conversation(
                first.id(),
                "cd".repeat(32),
                first.integration(),
                ConversationState.ANSWERED,
                null,
                null,
                0,
                first.createdAt(),
                first.updatedAt().plusSeconds(1));
        conversations.save(next);
        assertThat(conversations.find(first.id())).contains(next);
    }

    @Test
    void whatAShopperSaidIsEncryptedAndBoundToItsConversation() {
        IntegrationId store = store().id();
        Conversation one = conversation(store, "1001", "ada@example.com");
        Conversation two = conversation(store, "1002", "bob@example.com");
        conversations.save(one);
        conversations.save(two);
        assertThat(TestPostgres.query(settings, "select c::text from conversations c"))
                .isNotEmpty()
                .noneMatch(row -> row.contains("1001") || row.contains("ada@"));

        TestPostgres.execute(
                settings,
                "update conversations set details_encrypted = (select details_encrypted from conversations where id = '"
                        + one.id() + "') where id = '" + two.id() + "'");
        assertThatThrownBy(() -> conversations.find(two.id()))
                .hasStackTraceContaining("does not open")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void deletingAStoreDeletesWhatItsShoppersSaid() {
        Integration store = store();
        Conversation said = conversation(store.id(), "1001", "ada@example.com");
        conversations.save(said);
        integrations.delete(store.merchant().workspace(), store.id(), Fixture.connected(store));
        assertThat(conversations.find(said.id())).isEmpty();

        // A shopper was just typing.
        conversations.save(said);
        assertThat(conversations.find(said.id())).isEmpty();
    }
}
