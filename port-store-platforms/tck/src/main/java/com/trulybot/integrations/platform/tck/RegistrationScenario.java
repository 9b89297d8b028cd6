package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.StoreProposal;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a scenario adds when the platform has a {@link com.trulybot.integrations.platform.WebhookRegistration}: a look at
 * the fake store's webhooks, and what happens to webhooks in real life.
 */
public interface RegistrationScenario {
    /**
     * A webhook that the store has.
     *
     * @param id the store's own
     * @param topic what it tells of, in the platform's words
     * @param address where it is sent to
     * @param awake whether the store sends it
     */
    record Hook(String id, String topic, URI address, boolean awake) {
        public Hook {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(address, "address");
        }
    }

    /** The store's webhooks, all. */
    List<Hook> hooks();

    /** Someone deletes one. */
    void delete(String id);

    /** The platform puts one to sleep, as it does after too many failures. */
    void putToSleep(String id);

    /** One is there twice: everything but the id is the same. */
    void doubled(String id);

    /** One goes to another address, everything else being the same: it was made when that was ours. */
    void move(String id, URI address);

    /** Someone else's webhook, for the first topic that ours are for. */
    void addAnothers(URI address);

    /** Credentials that read orders and may not register webhooks; empty when the platform has none of the kind. */
    default Optional<StoreProposal> readOnly() {
        return Optional.empty();
    }
}
