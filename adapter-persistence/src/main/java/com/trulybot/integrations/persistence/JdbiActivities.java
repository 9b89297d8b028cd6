package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Columns.text;

import com.trulybot.integrations.core.activity.Activities;
import com.trulybot.integrations.core.activity.Activity;
import com.trulybot.integrations.core.workspace.Merchant;
import com.trulybot.integrations.core.workspace.Page;
import com.trulybot.integrations.core.workspace.UserId;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The record of what happened, in {@code user_activities}. */
public final class JdbiActivities implements Activities {
    static final String SELECT = "select id, user_id, workspace_id, activity_type, description, metadata, created_at"
            + " from user_activities where workspace_id = :workspace";

    private final Jdbi jdbi;

    public JdbiActivities(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void record(Activity activity) {
        jdbi.useHandle(handle -> insert(handle, activity));
    }

    /** As a part of the caller's transaction. */
    static void insert(Handle handle, Activity activity) {
        handle.createUpdate("insert into user_activities"
                        + " (id, user_id, workspace_id, activity_type, description, metadata, created_at) values"
                        + " (:id, :user, :workspace, :type, :description, cast(:metadata as jsonb), :createdAt)")
                .bind("id", activity.id())
                .bind("user", activity.merchant().user().value())
                .bind("workspace", activity.merchant().workspace().value())
                .bind("type", text(activity.type()))
                .bind("description", text(activity.description()))
                .bind("metadata", Columns.json(activity.metadata()))
                .bind("createdAt", Columns.micros(activity.createdAt()))
                .execute();
    }

    @Override
    public Page<Activity> list(WorkspaceId workspace, Page.Request request) {
        Optional<Cursor> after = Cursor.parse(request.cursor());
        List<Activity> found = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(SELECT + Cursor.condition(after) + Cursor.ORDER)
                    .bind("workspace", workspace.value())
                    .bind("limit", request.limit() + 1);
            return Cursor.bind(query, after).map((row, context) -> read(row)).list();
        });
        return Cursor.page(found, request.limit(), last -> new Cursor(last.createdAt(), last.id()));
    }

    private static Activity read(ResultSet row) throws SQLException {
        return new Activity(
                Columns.uuid(row, "id"),
                new Merchant(
                        new UserId(Columns.uuid(row, "user_id")), new WorkspaceId(Columns.uuid(row, "workspace_id"))),
                row.getString("activity_type"),
                row.getString("description"),
                Columns.map(row.getString("metadata")),
                Columns.time(row, "created_at"));
    }
}
