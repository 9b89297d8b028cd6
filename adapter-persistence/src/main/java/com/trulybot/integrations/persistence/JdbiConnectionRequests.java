package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Columns.text;

import com.trulybot.integrations.core.authorization.ConnectionRequest;
import com.trulybot.integrations.core.authorization.ConnectionRequests;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Ticket;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The stores on their way to an account, in {@code connection_requests}. Each step is one statement that names the stage it
 * begins in: of several who try it at once, the first has it and the others find the stage changed.
 */
public final class JdbiConnectionRequests implements ConnectionRequests {
    static final String OFFERED = "select * from connection_requests"
            + " where page_digest = :page and stage = 'offered' and expires_at > :now";
    static final String SEND = "update connection_requests"
            + " set stage = 'sent', state_digest = :state, browser_digest = :browser"
            + " where page_digest = :page and stage = 'offered' and expires_at > :now returning *";
    static final String TAKE = "update connection_requests set stage = 'taken'"
            + " where state_digest = :state and stage = 'sent' and expires_at > :now"
            + " and (cast(:browser as text) is null or browser_digest = :browser) returning *";
    static final String CONCLUDE = "update connection_requests set stage = 'concluded', outcome = :outcome"
            + " where state_digest = :state and stage = 'taken'";
    static final String OUTCOME = "select outcome from connection_requests where state_digest = :state"
            + " and browser_digest = :browser and stage = 'concluded' and expires_at > :now";

    private final Jdbi jdbi;

    public JdbiConnectionRequests(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void offer(Ticket page, ConnectionRequest request) {
        insert("offered", page, null, null, request);
    }

    @Override
    public void send(Ticket state, Ticket browser, ConnectionRequest request) {
        insert("sent", null, state, browser, request);
    }

    private void insert(
            String stage,
            @Nullable Ticket page,
            @Nullable Ticket state,
            @Nullable Ticket browser,
            ConnectionRequest request) {
        Merchant merchant = request.merchant();
        jdbi.useHandle(handle -> handle.createUpdate("insert into connection_requests"
                        + " (page_digest, state_digest, browser_digest, stage, platform, store_url, address, user_id,"
                        + " workspace_id, account, expires_at) values (:page, :state, :browser, :stage, :platform,"
                        + " :store, :address, :user, :workspace, :account, :expiresAt)")
                .bind("page", digest(page))
                .bind("state", digest(state))
                .bind("browser", digest(browser))
                .bind("stage", stage)
                .bind("platform", request.platform().value())
                .bind("store", request.store().value())
                .bind("address", text(request.address()))
                .bindByType("user", merchant == null ? null : merchant.user().value(), UUID.class)
                .bindByType(
                        "workspace",
                        merchant == null ? null : merchant.workspace().value(),
                        UUID.class)
                .bind("account", text(request.account()))
                .bind("expiresAt", Columns.micros(request.expiresAt()))
                .execute());
    }

    @Override
    public Optional<ConnectionRequest> offered(Ticket page, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(OFFERED)
                .bind("page", page.digest())
                .bind("now", now)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public Optional<ConnectionRequest> send(Ticket page, Ticket state, Ticket browser, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(SEND)
                .bind("page", page.digest())
                .bind("state", state.digest())
                .bind("browser", browser.digest())
                .bind("now", now)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public Optional<ConnectionRequest> take(Ticket state, Optional<Ticket> browser, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("state", state.digest())
                .bind("browser", digest(browser.orElse(null)))
                .bind("now", now)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public void conclude(Ticket state, String outcome) {
        jdbi.useHandle(handle -> handle.createUpdate(CONCLUDE)
                .bind("state", state.digest())
                .bind("outcome", text(outcome))
                .execute());
    }

    @Override
    public Optional<String> outcome(Ticket state, Ticket browser, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(OUTCOME)
                .bind("state", state.digest())
                .bind("browser", browser.digest())
                .bind("now", now)
                .mapTo(String.class)
                .findOne());
    }

    private static @Nullable String digest(@Nullable Ticket ticket) {
        return ticket == null ? null : ticket.digest();
    }

    private static ConnectionRequest read(ResultSet row) throws SQLException {
        UUID user = row.getObject("user_id", UUID.class);
        return new ConnectionRequest(
                new PlatformId(row.getString("platform")),
                StoreUrl.parse(row.getString("store_url")),
                row.getString("address"),
                user == null
                        ? null
                        : new Merchant(new UserId(user), new WorkspaceId(Columns.uuid(row, "workspace_id"))),
                row.getString("account"),
                Columns.time(row, "expires_at"));
    }
}
