package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Fixture.NOW;
import static com.trulybot.integrations.persistence.Fixture.SHOPIFY;
import static com.trulybot.integrations.persistence.Fixture.WOO;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.authorization.ConnectionRequests;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbiConnectionRequestsTest {
    private static final Instant END = NOW.plusSeconds(600);

    private static DatabaseSettings settings;
    private static Database database;
    private static Database otherNode;

    private final ConnectionRequests requests = new JdbiConnectionRequests(database);
    private final ConnectionRequests elsewhere = new JdbiConnectionRequests(otherNode);
    private final Ticket page = Ticket.random();
    private final Ticket state = Ticket.random();
    private final Ticket browser = Ticket.random();

    @BeforeAll
    static void open() {
        settings = TestPostgres.empty();
        database = Database.open(settings);
        otherNode = Database.open(settings);
    }

    @AfterAll
    static void close() {
        database.close();
        otherNode.close();
    }

    private static ConnectionRequest forAnAccount() {
        return new ConnectionRequest(
                WOO,
                StoreUrl.parse("https://shop.example/store"),
                "Shop.example/store/",
                Fixture.merchant(),
                "ada@example.com",
                END);
    }

    private static ConnectionRequest fromThePlatform() {
        return new ConnectionRequest(
                SHOPIFY, StoreUrl.parse("https://a.myshopify.com"), "a.myshopify.com", null, "", END);
    }

    @Test
    void aPageIsLookedAtAsOftenAsOneLikesUntilItIsSentOn() {
        ConnectionRequest request = forAnAccount();
        requests.offer(page, request);

        assertThat(requests.offered(page, NOW)).contains(request);
        assertThat(elsewhere.offered(page, NOW)).contains(request);
        assertThat(elsewhere.send(page, state, browser, NOW)).contains(request);

        assertThat(requests.offered(page, NOW)).isEmpty();
        assertThat(requests.send(page, Ticket.random(), browser, NOW)).isEmpty();
        assertThat(requests.offered(Ticket.random(), NOW)).isEmpty();
    }

    @Test
    void aStateIsTakenOnceAndByItsBrowserOnly() {
        ConnectionRequest request = forAnAccount();
        requests.offer(page, request);
        requests.send(page, state, browser, NOW);

        assertThat(requests.take(state, Optional.of(Ticket.random()), NOW)).isEmpty();
        assertThat(requests.take(Ticket.random(), Optional.of(browser), NOW)).isEmpty();
        assertThat(elsewhere.take(state, Optional.of(browser), NOW)).contains(request);
        assertThat(requests.take(state, Optional.of(browser), NOW)).isEmpty();
    }

    @Test
    void whereNoBrowserBringsTheAnswerTheStateAloneCounts() {
        ConnectionRequest request = fromThePlatform();
        requests.send(state, browser, request);

        assertThat(requests.take(state, Optional.empty(), NOW)).contains(request);
        assertThat(requests.take(state, Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void neitherPageNorStateNorOutcomeOutlivesTheRequest() {
        requests.offer(page, forAnAccount());
        assertThat(requests.offered(page, END)).isEmpty();
        assertThat(requests.send(page, state, browser, END)).isEmpty();
        assertThat(requests.send(page, state, browser, END.minusMillis(1))).isPresent();
        assertThat(requests.take(state, Optional.of(browser), END)).isEmpty();
        assertThat(requests.take(state, Optional.of(browser), END.minusMillis(1)))
                .isPresent();
        requests.conclude(state, "connected");
        assertThat(requests.outcome(state, browser, END)).isEmpty();
        assertThat(requests.outcome(state, browser, END.minusMillis(1))).contains("connected");
    }

    @Test
    void whatCameOfItIsToldToTheBrowserThatWasSentOutAndOnlyWhenItIsKnown() {
        requests.send(state, browser, fromThePlatform());
        requests.conclude(state, "too early: nobody has taken it");
        assertThat(requests.outcome(state, browser, NOW)).isEmpty();
        requests.take(state, Optional.of(browser), NOW);
        assertThat(requests.outcome(state, browser, NOW)).isEmpty();

        elsewhere.conclude(state, "connected");
        requests.conclude(state, "store_unreachable");

        assertThat(requests.outcome(state, browser, NOW)).contains("connected");
        assertThat(requests.outcome(state, Ticket.random(), NOW)).isEmpty();
        assertThat(requests.outcome(Ticket.random(), browser, NOW)).isEmpty();
        assertThat(requests.take(state, Optional.of(browser), NOW)).isEmpty();
    }

    @Test
    void noTicketIsReadableInTheDatabase() {
        requests.offer(page, forAnAccount());
        requests.send(page, state, browser, NOW);

        assertThat(Dump.of(settings))
                .contains(page.digest())
                .doesNotContain(page.value())
                .doesNotContain(state.value())
                .doesNotContain(browser.value());
    }

    @Test
    void ofManyWhoTakeOneStateOrSendOnePageAtOnceOneHasIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            Ticket offered = Ticket.random();
            Ticket sent = Ticket.random();
            requests.offer(offered, forAnAccount());
            requests.send(sent, browser, fromThePlatform());
            List<Callable<Optional<ConnectionRequest>>> takers = new ArrayList<>();
            List<Callable<Optional<ConnectionRequest>>> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ConnectionRequests node = i % 2 == 0 ? requests : elsewhere;
                takers.add(() -> node.take(sent, Optional.of(browser), NOW));
                senders.add(() -> node.send(offered, Ticket.random(), browser, NOW));
            }

            assertThat(Together.all(takers)).filteredOn(Optional::isPresent).hasSize(1);
            assertThat(Together.all(senders)).filteredOn(Optional::isPresent).hasSize(1);
        }
    }
}
