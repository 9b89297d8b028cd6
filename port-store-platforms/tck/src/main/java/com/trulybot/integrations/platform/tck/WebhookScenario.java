package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.StoreEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a scenario adds when the platform has a {@link com.trulybot.integrations.platform.WebhookDialect}. The kit forges
 * most of what must be refused from what is genuine.
 */
public interface WebhookScenario {
    /** The name of the label that holds the signature. */
    String signatureLabel();

    /** What the integration keeps that proves a delivery; empty where the operator's settings do. */
    Optional<Credentials> credentials();

    /** The shop that a delivery names, as {@link com.trulybot.integrations.platform.WebhookDialect#shopDomain} reads it. */
    Optional<String> shopDomain();

    /** Tells that {@link StoreScenario#order()} was changed. Another delivery at each call, all of JSON objects. */
    Sent orderChanged();

    /** The same delivery once more, as the platform repeats what was not answered in time. */
    default Sent again(Sent earlier) {
        return earlier;
    }

    /** Another body under the labels of a delivery, signed as the platform would sign it. */
    Sent signed(Sent delivery, String body);

    /** The same body and labels, signed in the platform's way with a secret that isn't ours. */
    Sent signedByAnother(Sent delivery);

    /** What else the platform tells, by what it is to be taken for. */
    default Map<StoreEvent.Kind, Sent> others() {
        return Map.of();
    }

    /** What the platform sends unsigned to try an address out; empty when it does no such thing. */
    default Optional<Sent> ping() {
        return Optional.empty();
    }

    /**
     * What the platform sends.
     *
     * @param labels what is said beside the body, the signature included
     */
    record Sent(Map<String, String> labels, String body) {
        public Sent {
            labels = Map.copyOf(labels);
            Objects.requireNonNull(body, "body");
        }

        /** The same with one label set to these values; with none, the label is gone. */
        Delivery withLabel(String name, List<String> values) {
            Map<String, List<String>> all = new LinkedHashMap<>();
            labels.forEach((label, value) -> {
                if (!label.equalsIgnoreCase(name)) {
                    all.put(label, List.of(value));
                }
            });
            if (!values.isEmpty()) {
                all.put(name, new ArrayList<>(values));
            }
            return Delivery.of(all, bytes());
        }

        /** As it arrives. */
        Delivery delivery() {
            return delivery(bytes());
        }

        /** The same labels around other bytes. */
        Delivery delivery(byte[] bytes) {
            Map<String, List<String>> all = new LinkedHashMap<>();
            labels.forEach((label, value) -> all.put(label, List.of(value)));
            return Delivery.of(all, bytes);
        }

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }
}
