package com.trulybot.integrations.core.integration;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.activity.ActivityType;
import com.trulybot.integrations.core.integration.Connection.Connected;
import com.trulybot.integrations.core.integration.Connection.NotConnected;
import com.trulybot.integrations.core.integration.Connection.Taken;
import com.trulybot.integrations.core.integration.ConnectionCheck.Confirmed;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Origin;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects a store to a workspace: asks the live store first, and only then keeps the credentials, encrypted. The same
 * store again is brought up to date instead.
 */
public final class ConnectStore {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final StoreConnector connector;
    private final StoreSetup setup;
    private final CredentialVault vault;
    private final Integrations integrations;
    private final Activities activities;
    private final InstantSource clock;

    public ConnectStore(
            StoreConnector connector,
            StoreSetup setup,
            CredentialVault vault,
            Integrations integrations,
            Activities activities,
            InstantSource clock) {
        this.connector = connector;
        this.setup = setup;
        this.vault = vault;
        this.integrations = integrations;
        this.activities = activities;
        this.clock = clock;
    }

    /** How far it is proven that the shop is the merchant's. */
    public enum Proof {
        /** Keys that open it. They may have been found somewhere, so a shop that another account has stays there. */
        KEYS,
        /** The platform vouches for it: a shop that another account has moves over. */
        PLATFORM
    }

    /**
     * Connects the proposed store by the keys in the proposal.
     *
     * @throws IllegalArgumentException when there is no such platform
     */
    public Connection connect(Merchant merchant, Origin origin, StoreProposal proposal, Deadline deadline) {
        long began = System.nanoTime();
        ConnectionCheck check;
        try {
            check = connector.check(proposal, deadline);
        } catch (StoreException e) {
            check = new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
        return connect(merchant, origin, proposal, Proof.KEYS, check, Duration.ofNanos(System.nanoTime() - began));
    }

    /**
     * Connects a store that was asked already.
     *
     * @param proposal names the store; its secrets are not looked at
     * @param took how long the store took to answer
     */
    public Connection connect(
            Merchant merchant,
            Origin origin,
            StoreProposal proposal,
            Proof proof,
            ConnectionCheck checked,
            Duration took) {
        Attempt attempt = new Attempt(merchant, origin, proposal, proof);
        return checked.match(
                confirmed -> keep(attempt, confirmed, took),
                NotConnected::new,
                refused -> {
                    String said = "A store could not be connected. "
                            + refused.problem().advice();
                    tellRefusal(attempt, said, refused.problem().code(), addressOf(attempt.proposal()));
                    return new NotConnected(refused);
                },
                NotConnected::new);
    }

    private record Attempt(Merchant merchant, Origin origin, StoreProposal proposal, Proof proof) {}

    private Connection keep(Attempt attempt, Confirmed confirmed, Duration took) {
        Merchant merchant = attempt.merchant();
        StoreProposal proposal = attempt.proposal();
        StoreProfile profile = confirmed.profile();
        while (true) {
            Optional<Integration> before = integrations.findStore(
                    merchant.workspace(), proposal.platform(), profile.url().key());
            Instant now = clock.instant();
            IntegrationId id = before.map(Integration::id).orElseGet(IntegrationId::random);
            Credentials credentials = withWebhookSecret(proposal.platform(), confirmed.credentials(), before);
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
                    vault.seal(id, credentials),
                    credentials.hint(),
                    profile.config(),
                    Health.ok(now, took),
                    now,
                    null,
                    now,
                    before.map(Integration::createdAt).orElse(now),
                    now);
            Activity activity = integration.activity(
                    merchant,
                    before.isPresent() ? ActivityType.STORE_UPDATED : ActivityType.STORE_CONNECTED,
                    before.isPresent() ? " was connected anew." : " was connected.",
                    attempt.origin().with(Map.of()),
                    now);
            Integrations.Saved saved = save(integration, activity, before.isPresent(), attempt.proof());
            if (saved == Integrations.Saved.DONE) {
                return new Connected(integration, before.isEmpty());
            }
            if (saved == Integrations.Saved.TAKEN) {
                String said = integration.storeName() + " could not be connected: it belongs to another account.";
                tellRefusal(
                        attempt,
                        said,
                        "store_already_connected",
                        integration.storeUrl().toString());
                return new Taken();
            }
            // SAME_STORE: another request of this workspace was first. Its row is there now, so look again.
        }
    }

    private Integrations.Saved save(Integration integration, Activity activity, boolean again, Proof proof) {
        if (proof == Proof.PLATFORM) {
            return integrations.move(
                    integration,
                    activity,
                    former -> former.activity(
                            former.merchant(),
                            ActivityType.STORE_MOVED,
                            " was connected to another account by someone who proved that the shop is theirs.",
                            Map.of(),
                            integration.connectedAt()));
        }
        return again ? integrations.replace(integration, activity) : integrations.add(integration, activity);
    }

    /** Kept when a store is connected anew: webhooks that are under way are signed with it. */
    private Credentials withWebhookSecret(PlatformId platform, Credentials given, Optional<Integration> before) {
        if (!setup.wantsWebhookSecret(platform)
                || given.get(Field.WEBHOOK_SECRET).isPresent()) {
            return given;
        }
        Secret secret = before.filter(Integration::connected)
                .flatMap(this::keptWebhookSecret)
                .orElseGet(ConnectStore::newSecret);
        return given.with(Field.WEBHOOK_SECRET, secret);
    }

    private Optional<Secret> keptWebhookSecret(Integration kept) {
        try {
            return vault.open(kept.id(), kept.credentials()).get(Field.WEBHOOK_SECRET);
        } catch (IllegalStateException unreadable) {
            // Connecting anew is how a store is mended whose credentials no longer open.
            return Optional.empty();
        }
    }

    /** Letters and digits only: WooCommerce decodes HTML entities in a webhook's secret before it signs. */
    private static Secret newSecret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }

    private void tellRefusal(Attempt attempt, String said, String code, String storeUrl) {
        activities.record(Activity.of(
                attempt.merchant(),
                ActivityType.STORE_CONNECT_REFUSED,
                said,
                attempt.origin()
                        .with(Map.of(
                                "platform",
                                attempt.proposal().platform().toString(),
                                "code",
                                code,
                                "storeUrl",
                                storeUrl)),
                clock.instant()));
    }

    /** The address as typed could hold a password; what isn't a store's address is empty. */
    private static String addressOf(StoreProposal proposal) {
        try {
            StoreUrl url = StoreUrl.parse(Objects.requireNonNullElse(proposal.address(), ""));
            // A key that was pasted into the wrong field can look like a host name, but holds no dot.
            return url.host().indexOf('.') < 0 && url.host().indexOf(':') < 0 ? "" : url.toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String firstGiven(@Nullable String first, String second) {
        return first == null || first.isBlank() ? second : first.strip();
    }

    private static @Nullable String firstGivenOrNull(@Nullable String first, @Nullable String second) {
        return first == null || first.isBlank() ? second : first.strip();
    }
}
