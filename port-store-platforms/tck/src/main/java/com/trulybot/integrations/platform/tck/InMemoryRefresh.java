package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens of the in-memory platform: an hour each, and a refresh token that is replaced at each use. */
final class InMemoryRefresh implements CredentialRefresh, RefreshScenario {
    private final InMemoryPlatform platform;
    private final AtomicInteger number = new AtomicInteger();
    private final Set<Secret> access = ConcurrentHashMap.newKeySet();
    private final Set<Secret> refresh = ConcurrentHashMap.newKeySet();

    InMemoryRefresh(InMemoryPlatform platform) {
        this.platform = platform;
    }

    boolean opens(Credentials credentials) {
        return credentials.get(Field.ACCESS_TOKEN).filter(access::contains).isPresent();
    }

    private Secret next(String kind) {
        return Secret.of("in-memory-" + kind + "-token-0123456789-" + number.incrementAndGet());
    }

    @Override
    public Credentials ended() {
        EnumMap<Field, Secret> secrets = new EnumMap<>(Field.class);
        secrets.put(Field.ACCESS_TOKEN, next("access"));
        secrets.put(Field.REFRESH_TOKEN, next("refresh"));
        refresh.add(secrets.get(Field.REFRESH_TOKEN));
        return new Credentials(secrets, Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Override
    public void revoke() {
        refresh.clear();
    }

    @Override
    public Optional<Instant> dueAt(Credentials credentials) {
        Instant end = credentials.accessTokenExpiresAt();
        return credentials
                .get(Field.REFRESH_TOKEN)
                .map(token -> end == null ? Instant.MAX : end.minus(Duration.ofMinutes(5)));
    }

    @Override
    public Credentials refresh(StoreAccess store, PlatformContext context, Deadline deadline) {
        platform.reach(deadline);
        Credentials before = store.credentials();
        Secret accepted = before.get(Field.REFRESH_TOKEN)
                .filter(refresh::contains)
                .or(() -> before.get(Field.PREVIOUS_REFRESH_TOKEN).filter(refresh::contains))
                .orElseThrow(() -> new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED));
        EnumMap<Field, Secret> after = new EnumMap<>(Field.class);
        after.putAll(before.secrets());
        after.put(Field.ACCESS_TOKEN, next("access"));
        after.put(Field.REFRESH_TOKEN, next("refresh"));
        after.put(Field.PREVIOUS_REFRESH_TOKEN, accepted);
        access.add(after.get(Field.ACCESS_TOKEN));
        refresh.add(after.get(Field.REFRESH_TOKEN));
        return new Credentials(after, context.clock().instant().plus(Duration.ofHours(1)));
    }
}
