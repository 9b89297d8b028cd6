package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store on its way to an account.
 *
 * @param merchant whose it is to be; null when the merchant came from the platform and no account is known yet
 * @param account the account as its owner knows it, to be shown before anything is granted; empty without a merchant
 * @param address the store as typed
 * @param expiresAt good until then
 */
public record ConnectionRequest(
        PlatformId platform,
        StoreUrl store,
        String address,
        @Nullable Merchant merchant,
        String account,
        Instant expiresAt) {
    public ConnectionRequest {
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
