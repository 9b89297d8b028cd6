package com.trulybot.integrations.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.conversation.Conversation;
import com.trulybot.integrations.core.conversation.ConversationId;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.ShopperExport;
import com.trulybot.integrations.core.webhook.ShopperExport.Talk;
import com.trulybot.integrations.core.webhook.ShopperRecords;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about shoppers: their conversations, and exports in {@code shopper_exports}. Whose a conversation is stands
 * in what is encrypted, so a store's conversations are read one after the other, a page of them at a time.
 */
public final class JdbiShopperRecords implements ShopperRecords {
    static final String PAGE = "select * from conversations where integration_id = :integration and id > :after"
            + " order by id limit :limit";
    static final String EXPORTS = "select * from shopper_exports where integration_id = :integration";
    static final String FIND = "select e.* from shopper_exports e join store_integrations s on s.id = e.integration_id"
            + " where e.id = :id and s.workspace_id = :workspace and e.expires_at > :now";

    /** While it is held, the store and its conversations can't be deleted; all else about it can change. */
    private static final String HOLD = "select true from store_integrations where id = :id for key share";

    private static final int PAGE_SIZE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final Jdbi jdbi;
    private final Encryption encryption;

    public JdbiShopperRecords(Database database, Encryption encryption) {
        this.jdbi = database.jdbi();
        this.encryption = encryption;
    }

    @Override
    public void export(UUID id, Integration integration, Shopper shopper, Instant until, Activity activity) {
        jdbi.useTransaction(handle -> {
            if (!hold(handle, integration)) {
                return;
            }
            ArrayNode talks = Columns.JSON.createArrayNode();
            conversations(handle, integration.id(), shopper, said -> talks.add(talk(said)));
            ObjectNode content = Columns.JSON.createObjectNode();
            content.set("shopper", JdbiDeliveryInbox.json(shopper));
            content.set("conversations", talks);
            int added = handle.createUpdate("insert into shopper_exports"
                            + " (id, integration_id, content_encrypted, created_at, expires_at) values"
                            + " (:id, :integration, :content, :createdAt, :until) on conflict do nothing")
                    .bind("id", id)
                    .bind("integration", integration.id().value())
                    .bind("content", encryption.seal(content.toString(), context(id)))
                    .bind("createdAt", Columns.micros(activity.createdAt()))
                    .bind("until", Columns.micros(until))
                    .execute();
            if (added > 0) {
                JdbiActivities.insert(handle, activity);
            }
        });
    }

    @Override
    public void erase(Integration integration, Shopper shopper, Activity activity) {
        jdbi.useTransaction(handle -> {
            if (!hold(handle, integration)) {
                return;
            }
            List<UUID> said = new ArrayList<>();
            conversations(
                    handle, integration.id(), shopper, one -> said.add(one.id().value()));
            delete(handle, "delete from conversations where id = :id", said);
            delete(handle, "delete from shopper_exports where id = :id", exports(handle, integration.id(), shopper));
            JdbiActivities.insert(handle, activity);
        });
    }

    private static boolean hold(Handle handle, Integration integration) {
        return handle.createQuery(HOLD)
                .bind("id", integration.id().value())
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** In the order of the ids, so that two who erase the same don't wait for each other. */
    private static void delete(Handle handle, String sql, List<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Collections.sort(ids);
        PreparedBatch batch = handle.prepareBatch(sql);
        ids.forEach(id -> batch.bind("id", id).add());
        batch.execute();
    }

    private void conversations(Handle handle, IntegrationId store, Shopper shopper, Consumer<Conversation> found) {
        if (shopper.email() == null) {
            // Nothing else that a shopper says in the chat tells who it was.
            return;
        }
        UUID after = FIRST;
        List<Row> page;
        do {
            page = handle.createQuery(PAGE)
                    .bind("integration", store.value())
                    .bind("after", after)
                    .bind("limit", PAGE_SIZE)
                    .map((row, context) -> read(row))
                    .list();
            for (Row row : page) {
                after = row.id();
                row.conversation()
                        .filter(said -> same(said.email(), shopper.email()))
                        .ifPresent(found);
            }
        } while (page.size() == PAGE_SIZE);
    }

    /** Empty where what was said does not open: nobody can read it any more, and it goes when it is old. */
    private record Row(UUID id, Optional<Conversation> conversation) {}

    private Row read(ResultSet row) throws SQLException {
        UUID id = Columns.uuid(row, "id");
        try {
            return new Row(id, Optional.of(JdbiConversations.read(new ConversationId(id), row, encryption)));
        } catch (IllegalStateException unreadable) {
            return new Row(id, Optional.empty());
        }
    }

    private List<UUID> exports(Handle handle, IntegrationId store, Shopper shopper) {
        List<UUID> theirs = new ArrayList<>();
        handle.createQuery(EXPORTS)
                .bind("integration", store.value())
                .map((row, context) -> {
                    UUID id = Columns.uuid(row, "id");
                    return same(shopperOf(id, row.getString("content_encrypted")), shopper)
                            ? Optional.of(id)
                            : Optional.<UUID>empty();
                })
                .forEach(found -> found.ifPresent(theirs::add));
        return theirs;
    }

    @Override
    public Optional<ShopperExport> find(WorkspaceId workspace, UUID id, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("id", id)
                .bind("workspace", workspace.value())
                .bind("now", now)
                .map((row, context) -> {
                    JsonNode content = open(id, row.getString("content_encrypted"));
                    List<Talk> talks = new ArrayList<>();
                    content.path("conversations").forEach(talk -> talks.add(talk(talk)));
                    return new ShopperExport(
                            id,
                            new IntegrationId(Columns.uuid(row, "integration_id")),
                            JdbiDeliveryInbox.shopper(content.path("shopper")),
                            talks,
                            Columns.time(row, "created_at"),
                            Columns.time(row, "expires_at"));
                })
                .findOne());
    }

    private static ObjectNode talk(Conversation said) {
        ObjectNode node = Columns.JSON.createObjectNode();
        node.put("begunAt", said.createdAt().toString());
        node.put("updatedAt", said.updatedAt().toString());
        node.put("state", said.state().code());
        node.put("orderNumber", said.orderNumber());
        node.put("email", said.email());
        return node;
    }

    private static Talk talk(JsonNode node) {
        return new Talk(
                Instant.parse(node.path("begunAt").asText()),
                Instant.parse(node.path("updatedAt").asText()),
                node.path("state").asText(),
                node.path("orderNumber").textValue(),
                node.path("email").textValue());
    }

    private @Nullable Shopper shopperOf(UUID export, String sealed) {
        try {
            return JdbiDeliveryInbox.shopper(open(export, sealed).path("shopper"));
        } catch (IllegalStateException unreadable) {
            return null;
        }
    }

    private JsonNode open(UUID export, String sealed) {
        try {
            return Columns.tree(encryption.open(sealed, context(export)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "export " + export + " does not open: it was altered, or sealed for another one", e);
        }
    }

    /** By anything that tells a shopper from others. */
    private static boolean same(@Nullable Shopper one, Shopper other) {
        return one != null
                && (same(one.email(), other.email())
                        || (one.phone() != null && one.phone().equals(other.phone()))
                        || !Collections.disjoint(one.orderIds(), other.orderIds()));
    }

    /** Whether it is one e-mail address; the case of ASCII letters tells no two apart. */
    private static boolean same(@Nullable String one, @Nullable String other) {
        return one != null && other != null && lower(one).equals(lower(other));
    }

    private static String lower(String email) {
        StringBuilder lower = new StringBuilder(email.strip());
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private static String context(UUID export) {
        return "trulybot-shopper-export|" + export;
    }
}
