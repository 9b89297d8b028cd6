package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import java.util.Optional;

/**
 * Optional: how a platform tells us of changes, and how it proves that it was the platform. An adapter without it is
 * asked, and told nothing.
 */
public interface WebhookDialect {
    /**
     * The shop that a delivery says it comes from, as in {@link StoreAccess#shopDomain()}. Proves nothing: it only helps
     * to find the credentials to prove it with. Empty where the platform doesn't say, or says nonsense.
     */
    Optional<String> shopDomain(Delivery delivery);

    /**
     * Judges a delivery: over its bytes as they came, in constant time, believing nothing that isn't signed where
     * something signed says the same.
     *
     * @param credentials of the integration that it is for; empty when none is known, which leaves the operator's
     *     settings to prove it with
     */
    DeliveryVerdict judge(Delivery delivery, Optional<Credentials> credentials, PlatformContext context);
}
