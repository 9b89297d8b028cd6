package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tokens that end: those of our app, by their refresh token, and those of a shop's own app, by its client secret. */
final class TokenRefresh implements CredentialRefresh {
    /** So long before its end a token is exchanged, so that none ends on the way. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    @Override
    public Optional<Instant> dueAt(Credentials credentials) {
        boolean refreshable = credentials.get(Field.REFRESH_TOKEN).isPresent()
                || (credentials.get(Field.API_KEY).isPresent()
                        && credentials.get(Field.API_SECRET).isPresent());
        if (!refreshable) {
            return Optional.empty();
        }
        if (credentials.get(Field.ACCESS_TOKEN).isEmpty()) {
            return Optional.of(Instant.MIN);
        }
        Instant ends = credentials.accessTokenExpiresAt();
        return Optional.of(ends == null ? Instant.MAX : ends.minus(EARLY));
    }

    @Override
    public Credentials refresh(StoreAccess access, PlatformContext context, Deadline deadline) {
        return new Tokens(context.http(), context.clock(), ShopifyApp.of(context), ShopDomain.of(access))
                .renew(access.credentials(), deadline)
                .credentials();
    }
}
