package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static com.trulybot.integrations.persistence.Fixture.SHOPIFY;
import static com.trulybot.integrations.persistence.Fixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.webhook.DeliveryInbox;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.persistence.WebhookQueue.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiDeliveryInboxTest {
    private static DatabaseSettings settings;
    private static Database database;
    private static Database otherNode;
    private static Encryption encryption;

    private final DeliveryInbox inbox = new JdbiDeliveryInbox(database, encryption);

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
        otherNode = Database.open(settings);
        encryption = Encryption.open(database, EncryptionTest.key(1));
    }

    @AfterAll
    static void close() {
        database.close();
        otherNode.close();
    }

    private static ReceivedEvent changed(
            PlatformId platform, @Nullable IntegrationId integration, String key, String shop) {
        return changed(platform, integration, key, shop, NOW);
    }

    static ReceivedEvent changed(
            PlatformId platform, @Nullable IntegrationId integration, String key, String shop, Instant receivedAt) {
        return new ReceivedEvent(
                UUID.randomUUID(),
                platform,
                integration,
                new StoreEvent(StoreEvent.Kind.ORDER_CHANGED, "orders/updated", key, shop, "15", NOW.minusSeconds(3)),
                receivedAt);
    }

    private static List<ReceivedEvent> waiting() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select w.* from webhook_events w join scheduled_tasks t on t.task_instance = w.id::text"
                                        + " and t.task_name = 'webhook-event' where w.state = 'waiting'")
                        .map((row, context) -> JdbiDeliveryInbox.read(row, encryption))
                        .list());
    }

    @Test
    void whatWasKeptIsThereAsItWasWithATaskToWorkIt() {
        ReceivedEvent full = new ReceivedEvent(
                UUID.randomUUID(),
                SHOPIFY,
                IntegrationId.random(),
                new StoreEvent(
                        StoreEvent.Kind.CUSTOMER_REDACTED,
                        "customers/redact",
                        UUID.randomUUID().toString(),
                        "a.myshopify.com",
                        "15",
                        NOW.minusSeconds(3),
                        new Shopper("ada.secret@example.com", "+49305550199", List.of("9900771", "9900772"))),
                NOW);
        ReceivedEvent bare = new ReceivedEvent(
                UUID.randomUUID(),
                WOO,
                IntegrationId.random(),
                new StoreEvent(StoreEvent.Kind.ORDER_DELETED, "order.deleted", "k", null, null, null),
                NOW);

        assertThat(inbox.keep(full)).isTrue();
        assertThat(inbox.keep(bare)).isTrue();

        assertThat(waiting()).contains(full, bare);
        assertThat(Dump.of(settings))
                .contains(full.id().toString())
                .doesNotContain("ada.secret")
                .doesNotContain("+49305550199")
                .doesNotContain("9900771");
    }

    @Test
    void theSameDeliveryOfTheSameStoreIsKeptOnce() {
        IntegrationId store = IntegrationId.random();
        ReceivedEvent first = changed(WOO, store, "same", "a.example");

        assertThat(inbox.keep(first)).isTrue();
        assertThat(inbox.keep(changed(WOO, store, "same", "b.example"))).isFalse();
        assertThat(inbox.keep(changed(WOO, store, "another", "a.example"))).isTrue();
        assertThat(inbox.keep(changed(WOO, IntegrationId.random(), "same", "a.example")))
                .isTrue();
        assertThat(waiting())
                .filteredOn(event -> store.equals(event.integration()))
                .hasSize(2);
    }

    @Test
    void whereOnlyTheShopIsKnownItsNameAndPlatformTellItsDeliveriesApart() {
        String shop = UUID.randomUUID() + ".myshopify.com";

        assertThat(inbox.keep(changed(SHOPIFY, null, "same", shop))).isTrue();
        assertThat(inbox.keep(changed(SHOPIFY, null, "same", shop))).isFalse();
        assertThat(inbox.keep(changed(SHOPIFY, null, "same", "other-" + shop))).isTrue();
        assertThat(inbox.keep(changed(PlatformId.of("another"), null, "same", shop)))
                .isTrue();
        assertThat(inbox.keep(changed(SHOPIFY, IntegrationId.random(), "same", shop)))
                .isTrue();
    }

    @Test
    void ofManyWhoKeepOneDeliveryAtOnceOnSeveralNodesOneDoes() throws Exception {
        for (int round = 0; round < 10; round++) {
            IntegrationId store = IntegrationId.random();
            List<Callable<Boolean>> senders = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                DeliveryInbox node = new JdbiDeliveryInbox(i % 2 == 0 ? database : otherNode, encryption);
                senders.add(() -> node.keep(changed(WOO, store, "same", "a.example")));
            }
            assertThat(Together.all(senders)).containsOnlyOnce(true);
            assertThat(waiting())
                    .filteredOn(event -> store.equals(event.integration()))
                    .hasSize(1);
        }
    }

    @Test
    void withoutItsTaskNoEventIsKept() {
        ReceivedEvent event = changed(WOO, IntegrationId.random(), "key", "a.example");
        TestPostgres.execute(
                settings,
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) values"
                        + " ('webhook-event', '" + event.id() + "', now(), false, 1)");

        assertThatThrownBy(() -> inbox.keep(event)).isNotNull();

        assertThat(TestPostgres.query(settings, "select count(*) from webhook_events where id = '" + event.id() + "'"))
                .containsExactly("0");
        TestPostgres.execute(settings, "delete from scheduled_tasks where task_instance = '" + event.id() + "'");
        assertThat(inbox.keep(event)).isTrue();
    }

    @Test
    void textThatPostgresRefusesIsCleaned() {
        IntegrationId store = IntegrationId.random();
        assertThat(inbox.keep(changed(WOO, store, "ke\0y", "a\0.example"))).isTrue();
        assertThat(inbox.keep(changed(WOO, store, "key", "a.example"))).isFalse();
    }

    @Test
    void deletingAStoreDeletesWhatIsWaitingForIt() {
        Merchant merchant = Fixture.merchant();
        new JdbiAccounts(database).admit(merchant.user());
        Integration store = Fixture.woo(merchant, "https://shop.example");
        JdbiIntegrations integrations = new JdbiIntegrations(database, new JdbiWidgetSettings(database));
        integrations.add(store, Fixture.connected(store));
        inbox.keep(changed(WOO, store.id(), "key", "a.example"));

        integrations.delete(merchant.workspace(), store.id(), Fixture.connected(store));

        assertThat(waiting())
                .filteredOn(event -> store.id().equals(event.integration()))
                .isEmpty();
    }

    @Test
    void anOperatorListsEventsOfOneStateNewestFirstAndPageByPage() {
        WebhookQueue queue = new WebhookQueue(database);
        List<UUID> newestFirst = new ArrayList<>();
        String shop = UUID.randomUUID() + ".myshopify.com";
        for (int i = 0; i < 5; i++) {
            ReceivedEvent event = changed(SHOPIFY, null, "key-" + i, shop);
            ReceivedEvent later =
                    new ReceivedEvent(event.id(), event.platform(), null, event.event(), NOW.plusSeconds(1_000 + i));
            inbox.keep(later);
            newestFirst.add(0, later.id());
        }

        List<WebhookQueue.Entry> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<WebhookQueue.Entry> page = queue.list(State.WAITING, new Page.Request(2, cursor));
            seen.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(seen)
                .filteredOn(entry -> shop.equals(entry.shopDomain()))
                .extracting(WebhookQueue.Entry::id)
                .isEqualTo(newestFirst);
        assertThat(seen.get(0))
                .isEqualTo(new WebhookQueue.Entry(
                        newestFirst.get(0),
                        SHOPIFY,
                        null,
                        "orders/updated",
                        shop,
                        NOW.plusSeconds(1_004),
                        State.WAITING,
                        0,
                        null,
                        null));
        assertThat(queue.list(State.DEAD, new Page.Request(2, null)).items()).isEmpty();
        assertThatThrownBy(() -> queue.list(State.DEAD, new Page.Request(2, "nonsense")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
