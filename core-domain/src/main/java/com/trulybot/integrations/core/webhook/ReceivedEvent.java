package com.trulybot.integrations.core.webhook;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that was taken in and is to be worked.
 *
 * @param integration whose it is; null where only the shop's name is known, which may have been connected before
 */
public record ReceivedEvent(
        UUID id, PlatformId platform, @Nullable IntegrationId integration, StoreEvent event, Instant receivedAt) {
    public ReceivedEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(receivedAt, "receivedAt");
        if (integration == null && event.shopDomain() == null) {
            throw new IllegalArgumentException("integration or event.shopDomain must be given");
        }
    }
}
