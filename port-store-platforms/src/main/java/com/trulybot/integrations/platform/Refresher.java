package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.CredentialRenewals;
import com.trulybot.integrations.core.integration.CredentialRenewals.Turn;
import com.trulybot.integrations.core.integration.CredentialVault;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unlocks a store's credentials, and renews those that end: some minutes early, by one node at a time, while the others
 * go on with what is still good. Only when nothing is good any more does anyone wait.
 */
final class Refresher {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    /** Longer than any deadline: after it, whoever had the turn must have died. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final CredentialRenewals renewals;
    private final CredentialVault vault;
    private final InstantSource clock;

    Refresher(CredentialRenewals renewals, CredentialVault vault, InstantSource clock) {
        this.renewals = renewals;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What opens the store.
     *
     * @throws StoreException {@code STORE_CREDENTIALS_REJECTED} when nothing does any more
     */
    Credentials current(Integration seen, StorePlatform platform, PlatformContext context, Deadline deadline) {
        Credentials credentials = unlock(seen);
        CredentialRefresh refresh = platform.credentialRefresh().orElse(null);
        if (refresh == null) {
            return credentials;
        }
        Instant now = clock.instant();
        boolean due = refresh.dueAt(credentials).map(at -> !now.isBefore(at)).orElse(false);
        if (!due) {
            return credentials;
        }
        Instant ends = credentials.accessTokenExpiresAt();
        return ends != null && now.isBefore(ends)
                ? early(seen, credentials, refresh, context, deadline)
                : renewed(seen, refresh, context, deadline);
    }

    /** What opens the store in place of credentials that it refused; empty when nothing can be had for them. */
    Optional<Credentials> afterRefusal(
            Integration seen, Credentials refused, StorePlatform platform, PlatformContext context, Deadline deadline) {
        return platform.credentialRefresh()
                .filter(refresh -> refresh.dueAt(refused).isPresent())
                .map(refresh -> renewed(seen, refresh, context, deadline));
    }

    private Credentials early(
            Integration seen, Credentials good, CredentialRefresh refresh, PlatformContext context, Deadline deadline) {
        Optional<Turn> turn = renewals.begin(seen, TURN);
        if (turn.isEmpty()) {
            return good;
        }
        try {
            return take(turn.get(), seen, refresh, context, deadline);
        } catch (StoreException e) {
            // The turn is kept till its time is over: until then nobody tries what has just failed.
            LOG.info("the credentials of integration {} could not be renewed early: {}", seen.id(), e.problem());
            return good;
        }
    }

    private Credentials renewed(
            Integration seen, CredentialRefresh refresh, PlatformContext context, Deadline deadline) {
        while (true) {
            Optional<Turn> turn = renewals.begin(seen, TURN);
            if (turn.isPresent()) {
                try {
                    return take(turn.get(), seen, refresh, context, deadline);
                } catch (RuntimeException e) {
                    turn.get().end();
                    throw e;
                }
            }
            Integration now = renewals.current(seen)
                    .orElseThrow(() -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED));
            if (changed(seen, now)) {
                return unlock(now);
            }
            pause(deadline);
        }
    }

    private Credentials take(
            Turn turn, Integration seen, CredentialRefresh refresh, PlatformContext context, Deadline deadline) {
        Integration now = turn.integration();
        Credentials before = unlock(now);
        if (changed(seen, now)) {
            turn.end();
            return before;
        }
        Credentials after = refresh.refresh(StoreAccess.of(now, before), context, deadline);
        turn.keep(vault.seal(now.id(), after));
        return after;
    }

    private static boolean changed(Integration seen, Integration now) {
        return !now.credentials().equals(seen.credentials());
    }

    /**
     * What opens the store as it is kept.
     *
     * @throws StoreException {@code STORE_CREDENTIALS_REJECTED} when it can't be decrypted
     */
    Credentials unlock(Integration integration) {
        try {
            return vault.open(integration.id(), integration.credentials());
        } catch (IllegalStateException e) {
            // Kept by an earlier installation, or with a key that is gone: only connecting anew mends it.
            throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED, e);
        }
    }

    /**
     * What opens a store for the last time, once its connection has ended. Tokens that are over are renewed for it, since a
     * merchant who leaves has mostly not been served just before; what comes back is kept nowhere.
     *
     * @throws StoreException {@code STORE_CREDENTIALS_REJECTED} when they can't be decrypted
     */
    Credentials last(Integration ended, StorePlatform platform, PlatformContext context, Deadline deadline) {
        Credentials kept = unlock(ended);
        CredentialRefresh refresh = platform.credentialRefresh().orElse(null);
        Instant now = clock.instant();
        Instant ends = kept.accessTokenExpiresAt();
        boolean good = ends != null && now.isBefore(ends);
        if (refresh == null || good || refresh.dueAt(kept).map(now::isBefore).orElse(true)) {
            return kept;
        }
        try {
            return refresh.refresh(StoreAccess.of(ended, kept), context, deadline);
        } catch (StoreException e) {
            LOG.info("the credentials of integration {} could not be renewed to leave: {}", ended.id(), e.problem());
            return kept;
        }
    }

    private static void pause(Deadline deadline) {
        deadline.check();
        try {
            TimeUnit.MILLISECONDS.sleep(
                    Math.min(LOOK_AGAIN_MILLIS, deadline.remaining().toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreProblem.STORE_TIMEOUT);
        }
    }
}
