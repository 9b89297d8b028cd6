package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shops whose plugin did not answer lately, so that not each lookup waits for it in vain. May be forgotten at any
 * time: then it is asked once more.
 */
final class SilentPlugins {
    /** Shops that are kept in mind. */
    static final int SHOPS = 10_000;

    /** How long it is not asked: a plugin is switched off for months, or for the minute that its update takes. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private final Map<IntegrationId, Instant> until = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IntegrationId, Instant> eldest) {
            return size() > SHOPS;
        }
    };

    void note(IntegrationId integration, Instant now) {
        synchronized (until) {
            until.put(integration, now.plus(PAUSE));
        }
    }

    boolean holds(IntegrationId integration, Instant now) {
        synchronized (until) {
            Instant end = until.get(integration);
            if (end != null && !now.isBefore(end)) {
                until.remove(integration);
            }
            return end != null && now.isBefore(end);
        }
    }

    int shops() {
        synchronized (until) {
            return until.size();
        }
    }
}
