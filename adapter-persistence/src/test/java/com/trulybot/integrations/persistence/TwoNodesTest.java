package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static com.trulybot.integrations.persistence.Fixture.SHOPIFY;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.conversation.Conversation;
import com.trulybot.integrations.core.conversation.ConversationId;
import com.trulybot.integrations.core.conversation.ConversationState;
import com.trulybot.integrations.core.integration.Health;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationStatus;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.Integrations.Saved;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes, each with a pool of its own, that change the same stores at the same moment. */
class TwoNodesTest {
    private static Database one;
    private static Database two;

    @BeforeAll
    static void open() {
        DatabaseSettings settings = TestPostgres.empty();
        one = Database.open(settings);
        two = Database.open(settings);
    }

    @AfterAll
    static void close() {
        one.close();
        two.close();
    }

    private static Integrations on(Database node) {
        return new JdbiIntegrations(node, new JdbiWidgetSettings(node));
    }

    private static Merchant someone() {
        Merchant merchant = Fixture.merchant();
        new JdbiAccounts(one).admit(merchant.user());
        return merchant;
    }

    private static Callable<Saved> moving(Database node, Merchant merchant, String domain, Instant at) {
        Integration shop = Fixture.shopifyAt(merchant, domain, at);
        return () -> on(node).move(
                        shop,
                        Fixture.connected(shop),
                        former -> Fixture.activity(former.merchant(), ActivityType.STORE_MOVED));
    }

    private static Callable<Saved> adding(Database node, Merchant merchant, String domain) {
        Integration shop = Fixture.shopify(merchant, domain);
        return () -> on(node).add(shop, Fixture.connected(shop));
    }

    private static List<Integration> connected(String domain) {
        return on(one).ofShop(SHOPIFY, domain).stream()
                .filter(Integration::connected)
                .toList();
    }

    @Test
    void ofTwoWhoMoveOneShopAtOnceTheLaterHasItAndTheOtherIsTold() throws Exception {
        for (int round = 0; round < 20; round++) {
            String domain = MovingContract.domain();
            Merchant ada = someone();
            Merchant bob = someone();

            List<Saved> saved =
                    Together.all(List.of(moving(one, ada, domain, NOW), moving(two, bob, domain, NOW.plusSeconds(1))));

            assertThat(saved).containsExactly(Saved.DONE, Saved.DONE);
            Merchant owner = connected(domain).get(0).merchant();
            Merchant former = owner.equals(ada) ? bob : ada;
            assertThat(connected(domain)).hasSize(1);
            assertThat(told(former)).containsExactlyInAnyOrder("store_connected", "store_moved");
            assertThat(told(owner)).containsExactly("store_connected");
        }
    }

    @Test
    void whoMovesAShopHasItAlsoWhereOthersConnectItByKeysAtThatMoment() throws Exception {
        for (int round = 0; round < 20; round++) {
            String domain = MovingContract.domain();
            List<Callable<Saved>> racers = List.of(
                    moving(one, someone(), domain, NOW),
                    adding(two, someone(), domain),
                    moving(two, someone(), domain, NOW.plusSeconds(1)),
                    adding(one, someone(), domain));

            List<Saved> saved = Together.all(racers);

            assertThat(saved.get(0)).isEqualTo(Saved.DONE);
            assertThat(saved.get(2)).isEqualTo(Saved.DONE);
            assertThat(List.of(saved.get(1), saved.get(3))).isSubsetOf(Saved.DONE, Saved.TAKEN);
            assertThat(connected(domain)).hasSize(1);
        }
    }

    @Test
    void ofTwoWhoMoveAStoreToTheSameWorkspaceOneAddsIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            String domain = MovingContract.domain();
            Merchant merchant = someone();

            List<Saved> saved = Together.all(
                    List.of(moving(one, merchant, domain, NOW), moving(two, merchant, domain, NOW.plusSeconds(1))));

            assertThat(saved).containsExactlyInAnyOrder(Saved.DONE, Saved.SAME_STORE);
            assertThat(connected(domain)).hasSize(1);
        }
    }

    @Test
    void whateverIsDoneToAShopAtOnceNobodyWaitsForEver() throws Exception {
        Encryption encryption = Encryption.open(one, EncryptionTest.key(1));
        for (int round = 0; round < 15; round++) {
            String domain = MovingContract.domain();
            Integration seen = Fixture.shopify(someone(), domain);
            on(one).add(seen, Fixture.connected(seen));
            for (int i = 0; i < 5; i++) {
                new JdbiConversations(one, encryption).save(conversation(seen));
            }
            Shopper ada = new Shopper("ada@example.com", null, List.of());
            List<Callable<Saved>> racers = new ArrayList<>(List.of(
                    moving(one, someone(), domain, NOW.plusSeconds(1)),
                    moving(two, someone(), domain, NOW.plusSeconds(2)),
                    done(() -> on(two).noteHealth(
                                    seen,
                                    Health.ok(NOW, Duration.ofMillis(1)),
                                    Optional.of(IntegrationStatus.ACTIVE),
                                    Optional.of(NOW),
                                    Optional.of(Fixture.connected(seen)))),
                    done(() -> on(one).end(seen, Fixture.disconnected(seen), Fixture.connected(seen))),
                    done(() -> new JdbiShopperRecords(one, encryption).erase(seen, ada, Fixture.connected(seen))),
                    done(() -> new JdbiShopperRecords(two, encryption).erase(seen, ada, Fixture.connected(seen))),
                    done(() -> new JdbiUpkeep(two).take(3, Instant.now(), Duration.ofMinutes(5))),
                    done(() -> on(two).delete(seen.merchant().workspace(), seen.id(), Fixture.connected(seen)))));

            assertThat(Together.all(racers)).containsOnly(Saved.DONE);
            assertThat(connected(domain)).hasSize(1);
        }
    }

    private static Callable<Saved> done(Runnable what) {
        return () -> {
            what.run();
            return Saved.DONE;
        };
    }

    private static Conversation conversation(Integration store) {
        return new Conversation(
                new ConversationId(UUID.randomUUID()),
                "ab".repeat(32),
                store.id(),
                ConversationState.ANSWERED,
                "1001",
                "ada@example.com",
                0,
                NOW,
                NOW);
    }

    private static List<String> told(Merchant merchant) {
        return new JdbiActivities(one)
                .list(merchant.workspace(), new Page.Request(100, null)).items().stream()
                        .map(Activity::type)
                        .toList();
    }
}
