package com.trulybot.integrations.core.authorization;

import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreUrl;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Installations as long as the test lasts. */
public final class InMemoryInstallations implements Installations {
    private final Set<String> pending = ConcurrentHashMap.newKeySet();

    @Override
    public void note(PlatformId platform, StoreUrl store, Instant at) {
        pending.add(platform + " " + store.key());
    }

    @Override
    public boolean pending(PlatformId platform, StoreUrl store) {
        return pending.contains(platform + " " + store.key());
    }

    @Override
    public void forget(PlatformId platform, StoreUrl store) {
        pending.remove(platform + " " + store.key());
    }
}
