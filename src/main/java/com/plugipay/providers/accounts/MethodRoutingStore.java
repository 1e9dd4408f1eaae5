package com.plugipay.providers.accounts;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Json;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The routing of methods in the database. */
public final class MethodRoutingStore {
    /** The step of a write that has a row if the routing is as it was read; it stays so until the commit. */
    public static final String UNCHANGED = "routing_unchanged";

    private static final NamedSql FIND = NamedSql.of("""
            select routing::text, updated_at from method_routings where workspace_id = :workspace and mode = :mode""");

    private static final NamedSql ROUTE =
            NamedSql.of("""
            insert into method_routings (workspace_id, mode, created_at, updated_at, routing)
            values (:workspace, :mode, :now, :now, :routing::text::jsonb)
            on conflict (workspace_id, mode) do update
                set routing = excluded.routing, updated_at = %s
            returning routing
            """.formatted(UpdatedAt.sql("excluded.updated_at", "method_routings.updated_at")));

    private static final NamedSql LOCK = NamedSql.of("""
            select workspace_id from method_routings
             where workspace_id = :workspace and mode = :mode and updated_at = :updated_at_before
               for update""");

    private static final NamedSql UPDATE = NamedSql.of("""
            update method_routings set routing = :routing::text::jsonb, updated_at = %s
             where workspace_id = :workspace and mode = :mode and exists (select from changed)
            """.formatted(UpdatedAt.SQL));

    /** Fails when others set the first routing at the very same moment. */
    private static final NamedSql INSERT = NamedSql.of("""
            insert into method_routings (workspace_id, mode, created_at, updated_at, routing)
            select :workspace, :mode, :now, :now, :routing::text::jsonb from changed""");

    private static final NamedSql NONE_YET = NamedSql.of("""
            select :workspace::text as workspace_id
             where not exists (select from method_routings where workspace_id = :workspace and mode = :mode)""");

    private final Database database;

    public MethodRoutingStore(Database database) {
        this.database = database;
    }

    /**
     * A routing, and when it was last changed.
     *
     * @param changedAt null for the default of a workspace that has set none
     */
    public record Stored(MethodRouting routing, @Nullable Instant changedAt) {
        private static final Stored DEFAULT = new Stored(MethodRouting.DEFAULT, null);
    }

    /** Finds the routing that the workspace has set; the default when it has set none. */
    public Future<Stored> find(Tenant tenant) {
        return database.one(
                        FIND,
                        Values.of(tenant),
                        row -> new Stored(
                                Json.read(Objects.requireNonNull(row.getString("routing")), MethodRouting.class),
                                Columns.moment(row, "updated_at")))
                .map(found -> found.orElse(Stored.DEFAULT));
    }

    /** The same without the time. */
    Future<MethodRouting> routing(Tenant tenant) {
        return find(tenant).map(Stored::routing);
    }

    Change<MethodRouting> route(ChangeContext context, MethodRouting routing) {
        return Write.of(context)
                .step("changed", ROUTE, Values.none().and("routing", Json.text(routing)))
                .audit("method_routing.changed", context.tenant().workspaceId(), Json.map(routing))
                .returning(routing);
    }

    /** Adds the step {@link #UNCHANGED}. */
    public static Write requireUnchanged(Write write, Stored before) {
        return write.step(
                UNCHANGED,
                before.changedAt() == null ? NONE_YET : LOCK,
                Values.none().and("updated_at_before", before.changedAt()));
    }

    /** Adds a step that changes the routing, after the step {@code changed}. */
    public static Write change(Write write, Stored before, MethodRouting after) {
        return write.step(
                        "routing",
                        before.changedAt() == null ? INSERT : UPDATE,
                        Values.none().and("routing", Json.text(after)))
                .refusing(
                        "method_routings_pkey",
                        () -> ErrorCode.CONFLICT.withMessage(
                                "Somebody has set the routing at the same moment. Please try again."));
    }
}
