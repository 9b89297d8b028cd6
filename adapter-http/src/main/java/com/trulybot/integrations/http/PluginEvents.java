package com.trulybot.integrations.http;

import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.core.webhook.StoreEvent.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads the events that a store's plugin sends: that something happened to an order, and nothing of the order itself. */
final class PluginEvents {
    private static final int MAX_EVENTS = 100;
    private static final int MAX_TOPIC = 64;
    private static final int MAX_ORDER_ID = 100;
    private static final int MAX_TIME = 35;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private PluginEvents() {}

    /**
     * The events of {@code {"events":[…]}} that we act on; there may be none.
     *
     * @throws Problem with everything that is wrong
     */
    static List<StoreEvent> read(Fields body) {
        List<Fields> events = body.objects("events", 1, MAX_EVENTS);
        List<StoreEvent> read = events.stream().map(PluginEvents::event).toList();
        body.check();
        // A newer plugin may tell of more than we know.
        return read.stream().filter(event -> event.kind() != Kind.OTHER).toList();
    }

    private static StoreEvent event(Fields event) {
        UUID id = event.requiredUuid("id");
        String topic = event.required("topic", MAX_TOPIC);
        Kind kind = kind(topic);
        String orderId = event.line("orderId", MAX_ORDER_ID);
        if (orderId == null && kind != Kind.OTHER) {
            event.problem("orderId", "must be given");
        }
        Instant at = event.parsed("at", MAX_TIME, PluginEvents::time);
        // The same when it is sent again, and told apart from what the platform itself sends.
        return new StoreEvent(kind, topic, "plugin:" + id, null, orderId, at);
    }

    private static Kind kind(String topic) {
        return switch (topic) {
            case "order.created", "order.updated" -> Kind.ORDER_CHANGED;
            case "order.deleted" -> Kind.ORDER_DELETED;
            default -> Kind.OTHER;
        };
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw new IllegalArgumentException("must be a time such as 2026-11-24T01:02:03Z");
    }
}
