package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.workspace.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests as long as the test lasts, by the port's rules. */
public final class InMemoryConnectionRequests implements ConnectionRequests {
    private enum Stage {
        OFFERED,
        SENT,
        TAKEN,
        CONCLUDED
    }

    private static final class Row {
        private final ConnectionRequest request;
        private Stage stage;
        private String page;
        private String state;
        private String browser;
        private String outcome;

        Row(ConnectionRequest request, Stage stage) {
            this.request = request;
            this.stage = stage;
        }

        boolean is(Stage wanted, Instant now) {
            return stage == wanted && now.isBefore(request.expiresAt());
        }
    }

    private final List<Row> rows = new ArrayList<>();

    @Override
    public synchronized void offer(Ticket page, ConnectionRequest request) {
        Row row = new Row(request, Stage.OFFERED);
        row.page = page.digest();
        rows.add(row);
    }

    @Override
    public synchronized Optional<ConnectionRequest> offered(Ticket page, Instant now) {
        return offeredRow(page, now).map(row -> row.request);
    }

    private Optional<Row> offeredRow(Ticket page, Instant now) {
        return rows.stream()
                .filter(row -> row.is(Stage.OFFERED, now) && page.digest().equals(row.page))
                .findFirst();
    }

    @Override
    public synchronized Optional<ConnectionRequest> send(Ticket page, Ticket state, Ticket browser, Instant now) {
        Optional<Row> found = offeredRow(page, now);
        found.ifPresent(row -> sent(row, state, browser));
        return found.map(row -> row.request);
    }

    @Override
    public synchronized void send(Ticket state, Ticket browser, ConnectionRequest request) {
        Row row = new Row(request, Stage.SENT);
        sent(row, state, browser);
        rows.add(row);
    }

    private static void sent(Row row, Ticket state, Ticket browser) {
        row.stage = Stage.SENT;
        row.state = state.digest();
        row.browser = browser.digest();
    }

    @Override
    public synchronized Optional<ConnectionRequest> take(Ticket state, Optional<Ticket> browser, Instant now) {
        Optional<Row> found = rows.stream()
                .filter(row -> row.is(Stage.SENT, now) && state.digest().equals(row.state))
                .filter(row ->
                        browser.map(it -> it.digest().equals(row.browser)).orElse(true))
                .findFirst();
        found.ifPresent(row -> row.stage = Stage.TAKEN);
        return found.map(row -> row.request);
    }

    @Override
    public synchronized void conclude(Ticket state, String outcome) {
        rows.stream()
                .filter(row -> row.stage == Stage.TAKEN && state.digest().equals(row.state))
                .forEach(row -> {
                    row.stage = Stage.CONCLUDED;
                    row.outcome = outcome;
                });
    }

    @Override
    public synchronized Optional<String> outcome(Ticket state, Ticket browser, Instant now) {
        return rows.stream()
                .filter(row -> row.is(Stage.CONCLUDED, now)
                        && state.digest().equals(row.state)
                        && browser.digest().equals(row.browser))
                .map(row -> row.outcome)
                .findFirst();
    }

    /** How many there are, whatever became of them. */
    synchronized int size() {
        return rows.size();
    }
}
