package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.integration.Connection.Connected;
import com.trulybot.integrations.core.integration.Connection.NotConnected;
import com.trulybot.integrations.core.integration.Connection.Taken;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects a store to a workspace: asks the live store first, and only then keeps the credentials, encrypted. The same
 * store again is brought up to date instead.
 */
public final class ConnectStore {
    private final StoreConnector connector;
    private final CredentialVault vault;
    private final Integrations integrations;
    private final Activities activities;
    private final InstantSource clock;

    public ConnectStore(
            StoreConnector connector,
            CredentialVault vault,
            Integrations integrations,
            Activities activities,
            InstantSource clock) {
        this.connector = connector;
        this.vault = vault;
        this.integrations = integrations;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * Connects the proposed store.
     *
     * @throws IllegalArgumentException when there is no such platform
     */
    public Connection connect(Merchant merchant, StoreProposal proposal, Deadline deadline) {
        long began = System.nanoTime();
        ConnectionCheck check = connector.check(proposal, deadline);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return check.match(
                confirmed -> keep(merchant, proposal, confirmed, took),
                NotConnected::new,
                refused -> {
                    activities.record(refusal(merchant, proposal, refused));
                    return new NotConnected(refused);
                },
                NotConnected::new);
    }

    private Connection keep(Merchant merchant, StoreProposal proposal, Confirmed confirmed, Duration took) {
        StoreProfile profile = confirmed.profile();
        while (true) {
            Optional<Integration> before = integrations.findStore(
                    merchant.workspace(), proposal.platform(), profile.url().key());
            Instant now = clock.instant();
            IntegrationId id = before.map(Integration::id).orElseGet(IntegrationId::random);
            Integration integration = new Integration(
                    id,
                    merchant,
                    proposal.platform(),
                    profile.url(),
                    firstGiven(proposal.storeName(), profile.name()),
                    firstGivenOrNull(proposal.storeEmail(), profile.email()),
                    profile.shopDomain(),
                    firstGivenOrNull(profile.permissions(), proposal.permissions()),
                    IntegrationStatus.ACTIVE,
                    vault.seal(id, confirmed.credentials()),
                    confirmed.credentials().hint(),
                    profile.config(),
                    Health.ok(now, took),
                    now,
                    null,
                    now,
                    before.map(Integration::createdAt).orElse(now),
                    now);
            Integrations.Saved saved = before.isPresent()
                    ? integrations.replace(
                            integration,
                            integration.activity(
                                    merchant, ActivityType.STORE_UPDATED, " was connected anew.", Map.of(), now))
                    : integrations.add(
                            integration,
                            integration.activity(
                                    merchant, ActivityType.STORE_CONNECTED, " was connected.", Map.of(), now));
            if (saved == Integrations.Saved.DONE) {
                return new Connected(integration, before.isEmpty());
            }
            if (saved == Integrations.Saved.TAKEN) {
                return new Taken();
            }
            // SAME_STORE: another request of this workspace was first. Its row is there now, so look again.
        }
    }

    private Activity refusal(Merchant merchant, StoreProposal proposal, ConnectionCheck.Refused refused) {
        // The address as typed could hold a password; what isn't a store's address isn't told.
        String address = proposal.address() == null ? "" : proposal.address();
        String store;
        try {
            StoreUrl url = StoreUrl.parse(address);
            // A key that was pasted into the wrong field can look like a host name, but holds no dot.
            store = url.host().indexOf('.') < 0 && url.host().indexOf(':') < 0 ? "" : url.toString();
        } catch (IllegalArgumentException e) {
            store = "";
        }
        return Activity.of(
                merchant,
                ActivityType.STORE_CONNECT_REFUSED,
                "A store could not be connected. " + refused.problem().advice(),
                Map.of(
                        "platform", proposal.platform().toString(),
                        "code", refused.problem().code(),
                        "storeUrl", store),
                clock.instant());
    }

    private static String firstGiven(@Nullable String first, String second) {
        return first == null || first.isBlank() ? second : first.strip();
    }

    private static @Nullable String firstGivenOrNull(@Nullable String first, @Nullable String second) {
        return first == null || first.isBlank() ? second : first.strip();
    }
}
