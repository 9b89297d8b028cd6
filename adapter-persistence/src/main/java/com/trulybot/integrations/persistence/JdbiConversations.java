package com.trulybot.integrations.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.conversation.Conversation;
import com.trulybot.integrations.core.conversation.ConversationId;
import com.trulybot.integrations.core.conversation.ConversationState;
import com.trulybot.integrations.core.conversation.Conversations;
import com.trulybot.integrations.core.integration.IntegrationId;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The conversations, in {@code conversations}; what a shopper said is encrypted and bound to its conversation. */
public final class JdbiConversations implements Conversations {
    private final Jdbi jdbi;
    private final Encryption encryption;

    public JdbiConversations(Database database, Encryption encryption) {
        this.jdbi = database.jdbi();
        this.encryption = encryption;
    }

    @Override
    public Optional<Conversation> find(ConversationId id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from conversations where id = :id")
                .bind("id", id.value())
                .map((row, context) -> read(id, row, encryption))
                .findOne());
    }

    @Override
    public void save(Conversation conversation) {
        try {
            jdbi.useHandle(handle -> handle.createUpdate("insert into conversations"
                            + " (id, integration_id, token_digest, state, details_encrypted, refusals, created_at,"
                            + " updated_at) values (:id, :integration, :digest, :state, :details, :refusals,"
                            + " :createdAt, :updatedAt) on conflict (id) do update set"
                            + " integration_id = :integration, token_digest = :digest, state = :state,"
                            + " details_encrypted = :details, refusals = :refusals, updated_at = :updatedAt")
                    .bind("id", conversation.id().value())
                    .bind("integration", conversation.integration().value())
                    .bind("digest", conversation.tokenDigest())
                    .bind("state", conversation.state().code())
                    .bind("details", seal(conversation))
                    .bind("refusals", conversation.refusals())
                    .bind("createdAt", Columns.micros(conversation.createdAt()))
                    .bind("updatedAt", Columns.micros(conversation.updatedAt()))
                    .execute());
        } catch (JdbiException e) {
            // The merchant deleted the store while the shopper was typing: then nothing of it may stay.
            if (!Violation.constraint(e).equals(Optional.of("conversations_integration_id_fkey"))) {
                throw e;
            }
        }
    }

    private @Nullable String seal(Conversation conversation) {
        if (conversation.orderNumber() == null && conversation.email() == null) {
            return null;
        }
        ObjectNode details = Columns.JSON.createObjectNode();
        details.put("orderNumber", conversation.orderNumber());
        details.put("email", conversation.email());
        return encryption.seal(details.toString(), context(conversation.id()));
    }

    static Conversation read(ConversationId id, ResultSet row, Encryption encryption) throws SQLException {
        JsonNode details = open(id, row.getString("details_encrypted"), encryption);
        return new Conversation(
                id,
                row.getString("token_digest"),
                new IntegrationId(Columns.uuid(row, "integration_id")),
                ConversationState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                details.path("orderNumber").textValue(),
                details.path("email").textValue(),
                row.getInt("refusals"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }

    private static JsonNode open(ConversationId id, @Nullable String sealed, Encryption encryption) {
        try {
            return Columns.tree(sealed == null ? null : encryption.open(sealed, context(id)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "what is kept of conversation " + id + " does not open: it was altered, or sealed for another one",
                    e);
        }
    }

    private static String context(ConversationId id) {
        return "trulybot-conversation|" + id;
    }
}
