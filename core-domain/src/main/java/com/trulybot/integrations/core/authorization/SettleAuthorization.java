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
import java.time.Duration;
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
        Optional<ConnectionRequest> taken = state.flatMap(known -> requests.take(known, bound, clock.instant()));
        if (taken.isEmpty()) {
            return Settlement.STATE_INVALID;
        }
        ConnectionRequest request = taken.get();
        Settlement settlement = request.platform().equals(platform) && sameStore(request, grant)
                ? settle(request, grant, origin, deadline)
                : Settlement.STATE_INVALID;
        requests.conclude(state.get(), outcome(settlement));
        return settlement;
    }

    /**
     * Connects a shop whose embedded page has proven it, to an account that is proven beside it.
     *
     * @param grant tells its store
     */
    public Settlement settle(
            Merchant merchant, Origin origin, PlatformId platform, AccessGrant grant, Deadline deadline) {
        StoreUrl store = grant.store().orElseThrow(() -> new IllegalArgumentException("the grant must tell its store"));
        return redeem(grant, store.value(), deadline)
                .<Settlement>map(redeemed -> new Settlement.Settled(
                        connect(merchant, origin, platform, store, store.value(), Proof.PLATFORM, redeemed)))
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
        Redeemed redeemed = redeem(grant, request.address(), deadline).orElse(null);
        if (redeemed == null) {
            return Settlement.GRANT_REFUSED;
        }
        Merchant merchant = request.merchant();
        if (merchant == null) {
            installed(request, origin, redeemed);
            return new Settlement.Installed(request.store());
        }
        // Where the platform signs nothing, keys came that open the store, and no more is proven.
        Proof proof = grant.store().isPresent() ? Proof.PLATFORM : Proof.KEYS;
        return new Settlement.Settled(
                connect(merchant, origin, request.platform(), request.store(), request.address(), proof, redeemed));
    }

    /** Installed anew, or asked for more: a shop that is connected goes on with the new access, where it is. */
    private void installed(ConnectionRequest request, Origin origin, Redeemed redeemed) {
        if (!(redeemed.check() instanceof ConnectionCheck.Confirmed confirmed)) {
            return;
        }
        Optional<Integration> present = connected(request.platform(), confirmed);
        if (present.isEmpty()) {
            installations.note(request.platform(), request.store(), clock.instant());
            return;
        }
        // The account was proven before, not now: should the shop have gone to another meanwhile, it stays there.
        connect(
                present.get().merchant(),
                origin,
                request.platform(),
                request.store(),
                request.address(),
                Proof.KEYS,
                redeemed);
    }

    private Optional<Integration> connected(PlatformId platform, ConnectionCheck.Confirmed confirmed) {
        return Optional.ofNullable(confirmed.profile().shopDomain())
                .flatMap(shop -> integrations.ofShop(platform, shop).stream()
                        .filter(Integration::connected)
                        .findFirst());
    }

    private Connection connect(
            Merchant merchant,
            Origin origin,
            PlatformId platform,
            StoreUrl store,
            String address,
            Proof proof,
            Redeemed redeemed) {
        StoreProposal proposal = new StoreProposal(platform, address, Map.of(), null, null, null);
        Connection connection =
                connectStore.connect(merchant, origin, proposal, proof, redeemed.check(), redeemed.took());
        if (connection instanceof Connection.Connected) {
            installations.forget(platform, store);
        }
        return connection;
    }

    /** What a grant gave, and how long the store took for it. */
    private record Redeemed(ConnectionCheck check, Duration took) {}

    private static Optional<Redeemed> redeem(AccessGrant grant, String address, Deadline deadline) {
        long began = System.nanoTime();
        Optional<ConnectionCheck> check;
        try {
            check = grant.redeem(address, deadline);
        } catch (StoreException e) {
            check = Optional.of(
                    new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null)));
        }
        return check.map(it -> new Redeemed(it, Duration.ofNanos(System.nanoTime() - began)));
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
