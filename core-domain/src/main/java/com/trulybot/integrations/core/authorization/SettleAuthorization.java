package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.ConnectStore.Proof;
import com.trulybot.integrations.core.integration.Connection;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.Integrations;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import com.trulybot.integrations.core.workspace.Ticket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what a merchant granted and connects the store to the account it was asked for. The state is used up first: if
 * the process dies before the store is kept, nothing is half done, and the merchant starts again.
 */
public final class SettleAuthorization {
    private final StoreAuthorizer platforms;
    private final ConnectionRequests requests;
    private final Installations installations;
    private final Integrations integrations;
    private final ConnectStore connectStore;
    private final InstantSource clock;

    public SettleAuthorization(
            StoreAuthorizer platforms,
            ConnectionRequests requests,
            Installations installations,
            Integrations integrations,
            ConnectStore connectStore,
            InstantSource clock) {
        this.platforms = platforms;
        this.requests = requests;
        this.installations = installations;
        this.integrations = integrations;
        this.connectStore = connectStore;
        this.clock = clock;
    }

    /**
     * Takes the platform's answer at the callback.
     *
     * @param browser what this browser was given when it was sent out; empty when it has nothing, and where the store's
     *     server calls
     */
    public Settlement settle(
            PlatformId platform,
            AuthorizationCallback callback,
            Optional<Ticket> browser,
            Origin origin,
            Deadline deadline) {
        Optional<AuthorizationGrant> read = platforms.read(platform, callback);
        if (read.isEmpty()) {
            return Settlement.UNPROVEN;
        }
        AuthorizationGrant grant = read.get();
        if (grant.throughBrowser() && browser.isEmpty()) {
            return Settlement.STATE_INVALID;
        }
        Optional<Ticket> bound = grant.throughBrowser() ? browser : Optional.empty();
        Optional<Ticket> state = Ticket.tryParse(grant.state());
        Optional<ConnectionRequest> taken = state.flatMap(known -> requests.take(known, bound, clock.instant()))
                .filter(request -> request.platform().equals(platform) && sameStore(request, grant));
        if (taken.isEmpty()) {
            return Settlement.STATE_INVALID;
        }
        Settlement settlement = settle(taken.get(), grant, origin, deadline);
        requests.conclude(state.get(), outcome(settlement));
        return settlement;
    }

    /** Connects a shop whose embedded page has proven it, to an account that is proven beside it. */
    public Settlement settle(
            Merchant merchant, Origin origin, PlatformId platform, AccessGrant grant, Deadline deadline) {
        String address = grant.store().map(StoreUrl::value).orElse("");
        return redeem(grant, address, deadline)
                .map(check -> {
                    Connection connection = connect(merchant, origin, platform, address, check);
                    grant.store()
                            .filter(store -> connection instanceof Connection.Connected)
                            .ifPresent(store -> installations.forget(platform, store));
                    ConnectionRequest request = new ConnectionRequest(
                            platform, grant.store().orElseThrow(), address, merchant, "", clock.instant());
                    return (Settlement) new Settlement.Settled(request, connection);
                })
                .orElse(Settlement.GRANT_REFUSED);
    }

    /**
     * What came of it, as a word, for the page the merchant comes back to: {@code connected}, or the code of what went
     * wrong.
     *
     * @param browser what this browser was given when it was sent out; no other is told anything
     * @return empty while nothing has come of it
     */
    public Optional<String> outcome(Ticket state, Ticket browser) {
        return requests.outcome(state, browser, clock.instant());
    }

    private Settlement settle(ConnectionRequest request, AuthorizationGrant grant, Origin origin, Deadline deadline) {
        Optional<ConnectionCheck> redeemed = redeem(grant, request.address(), deadline);
        if (redeemed.isEmpty()) {
            return Settlement.GRANT_REFUSED;
        }
        Merchant merchant = request.merchant();
        Optional<Integration> present = merchant == null ? connected(request, redeemed.get()) : Optional.empty();
        if (merchant == null && present.isEmpty()) {
            installations.note(request.platform(), request.store(), clock.instant());
            return new Settlement.Installed(request.store());
        }
        // Installed anew, or asked for more: the account it belongs to was proven before.
        Merchant owner = merchant == null ? present.orElseThrow().merchant() : merchant;
        Connection connection = connect(owner, origin, request.platform(), request.address(), redeemed.get());
        if (connection instanceof Connection.Connected) {
            installations.forget(request.platform(), request.store());
        }
        return merchant == null
                ? new Settlement.Installed(request.store())
                : new Settlement.Settled(request, connection);
    }

    private Optional<Integration> connected(ConnectionRequest request, ConnectionCheck check) {
        String shop = check instanceof ConnectionCheck.Confirmed confirmed
                ? confirmed.profile().shopDomain()
                : null;
        return shop == null
                ? Optional.empty()
                : integrations.ofShop(request.platform(), shop).stream()
                        .filter(Integration::connected)
                        .findFirst();
    }

    private Connection connect(
            Merchant merchant, Origin origin, PlatformId platform, String address, ConnectionCheck check) {
        StoreProposal proposal = new StoreProposal(platform, address, Map.of(), null, null, null);
        return connectStore.connect(merchant, origin, proposal, Proof.PLATFORM, () -> check);
    }

    private static Optional<ConnectionCheck> redeem(AccessGrant grant, String address, Deadline deadline) {
        try {
            return grant.redeem(address, deadline);
        } catch (StoreException e) {
            return Optional.of(
                    new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null)));
        }
    }

    private static boolean sameStore(ConnectionRequest request, AuthorizationGrant grant) {
        return grant.store()
                .map(StoreUrl::key)
                .map(request.store().key()::equals)
                .orElse(true);
    }

    /** A word for the page the merchant comes back to: {@code connected}, or the code of what went wrong. */
    private static String outcome(Settlement settlement) {
        return settlement.match(
                settled -> settled.connection()
                        .match(
                                connected -> "connected",
                                invalid -> "validation_failed",
                                refused -> refused.problem().code(),
                                () -> "not_configured",
                                () -> "store_already_connected"),
                installed -> "installed",
                () -> "signature_invalid",
                () -> "oauth_state_invalid",
                () -> "oauth_code_refused");
    }
}
