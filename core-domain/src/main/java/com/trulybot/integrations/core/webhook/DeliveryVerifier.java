package com.trulybot.integrations.core.webhook;

import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.PlatformId;
import java.util.Optional;

/** Judges what arrives in a platform's name. */
public interface DeliveryVerifier {
    /** Whether the platform tells us anything of its own accord. */
    boolean listens(PlatformId platform);

    /** The shop that it says it comes from; proves nothing. */
    Optional<String> shopDomain(PlatformId platform, Delivery delivery);

    /**
     * Judges it over its bytes as they came.
     *
     * @param integration whose it seems to be; empty when that is not known or it is not connected
     */
    DeliveryVerdict judge(PlatformId platform, Delivery delivery, Optional<Integration> integration);
}
