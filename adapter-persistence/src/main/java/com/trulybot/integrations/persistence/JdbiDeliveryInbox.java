package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Columns.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.webhook.DeliveryInbox;
import com.trulybot.integrations.core.webhook.ReceivedEvent;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.StoreEvent;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events that were taken in, in {@code webhook_events}, each with a task in {@code scheduled_tasks} that {@link Jobs} works.
 * Both are written by one statement, so there are both or neither; and it is one round trip, since a platform waits for it.
 */
public final class JdbiDeliveryInbox implements DeliveryInbox {
    /** The name of the tasks; their instance is the event's id. */
    static final String TASK = "webhook-event";

    static final String KEEP = "with kept as (insert into webhook_events (id, platform, integration_id, scope,"
            + " delivery_key, kind, topic, shop_domain, order_id, happened_at, shopper_encrypted, received_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id)"
            + " insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
            + " select '" + TASK + "', id::text, now(), false, 1 from kept";

    private final Database database;
    private final Encryption encryption;

    public JdbiDeliveryInbox(Database database, Encryption encryption) {
        this.database = database;
        this.encryption = encryption;
    }

    @Override
    public boolean keep(ReceivedEvent received) {
        StoreEvent event = received.event();
        IntegrationId integration = received.integration();
        // Plain JDBC: a shop that imports sends thousands of events, and Jdbi costs as much again as the statement.
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(KEEP)) {
            int column = 1;
            statement.setObject(column++, received.id());
            statement.setString(column++, received.platform().value());
            statement.setObject(column++, integration == null ? null : integration.value(), Types.OTHER);
            statement.setString(column++, integration == null ? scope(received) : scope(integration));
            statement.setString(column++, text(event.deliveryKey()));
            statement.setString(column++, event.kind().name().toLowerCase(Locale.ROOT));
            statement.setString(column++, text(event.topic()));
            statement.setString(column++, text(event.shopDomain()));
            statement.setString(column++, text(event.orderId()));
            statement.setObject(column++, time(event.at()), Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setString(column++, seal(received.id(), event.shopper()));
            statement.setObject(column, time(received.receivedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("an event could not be kept", e);
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        Instant micros = Columns.micros(instant);
        return micros == null ? null : micros.atOffset(ZoneOffset.UTC);
    }

    static String scope(IntegrationId integration) {
        return integration.toString();
    }

    private static String scope(ReceivedEvent received) {
        return received.platform() + "|" + text(received.event().shopDomain());
    }

    private @Nullable String seal(UUID id, @Nullable Shopper shopper) {
        return shopper == null ? null : encryption.seal(json(shopper).toString(), context(id));
    }

    /**
     * The event that was kept.
     *
     * @throws IllegalStateException when a newer version kept it, or the shopper does not open
     */
    static ReceivedEvent read(ResultSet row, Encryption encryption) throws SQLException {
        UUID id = Columns.uuid(row, "id");
        UUID integration = row.getObject("integration_id", UUID.class);
        return new ReceivedEvent(
                id,
                new PlatformId(row.getString("platform")),
                integration == null ? null : new IntegrationId(integration),
                new StoreEvent(
                        kind(row.getString("kind")),
                        row.getString("topic"),
                        row.getString("delivery_key"),
                        row.getString("shop_domain"),
                        row.getString("order_id"),
                        Columns.instant(row, "happened_at"),
                        open(id, row.getString("shopper_encrypted"), encryption)),
                Columns.time(row, "received_at"));
    }

    private static StoreEvent.Kind kind(String word) {
        try {
            return StoreEvent.Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a newer version took in an event of the kind " + word, e);
        }
    }

    private static @Nullable Shopper open(UUID id, @Nullable String sealed, Encryption encryption) {
        try {
            return sealed == null ? null : shopper(Columns.tree(encryption.open(sealed, context(id))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the shopper of event " + id + " does not open: it was altered, or sealed for another one", e);
        }
    }

    static ObjectNode json(Shopper shopper) {
        ObjectNode node = Columns.JSON.createObjectNode();
        node.put("email", shopper.email());
        node.put("phone", shopper.phone());
        ArrayNode orders = node.putArray("orderIds");
        shopper.orderIds().forEach(orders::add);
        return node;
    }

    static Shopper shopper(JsonNode node) {
        List<String> orders = new ArrayList<>();
        node.path("orderIds").forEach(order -> orders.add(Objects.requireNonNull(order.textValue(), "orderIds")));
        return new Shopper(node.path("email").textValue(), node.path("phone").textValue(), orders);
    }

    private static String context(UUID id) {
        return "trulybot-webhook-event|" + id;
    }
}
