package com.plugipay.overview;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Ids;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened in days that are over, in the database. */
final class DayFiguresStore {
    /** Longer than any window; days of another time zone that a workspace once had go with the old ones. */
    private static final Duration KEPT = Duration.ofDays(100);

    private static final TypeReference<List<PeriodFigures>> FIGURES = new TypeReference<>() {};

    private static final NamedSql FIND = NamedSql.of("""
            select starts_at, ends_at, figures::text as figures, added_up_at from day_figures
             where workspace_id = :workspace and mode = :mode and starts_at >= :first and starts_at < :last""");

    /** What was known later stays. */
    private static final NamedSql SAVE = NamedSql.of("""
            with old as (
                delete from day_figures where workspace_id = :workspace and mode = :mode and starts_at < :oldest
            )
            insert into day_figures as d (workspace_id, mode, starts_at, ends_at, figures, added_up_at)
            select :workspace, :mode, n.start, n.ending, n.figures::jsonb, :now
              from unnest(:starts::timestamptz[], :endings::timestamptz[], :figures::text[]) as n (start, ending, figures)
             where %s
             order by n.start
            on conflict (workspace_id, mode, starts_at) do update
                set ends_at = excluded.ends_at, figures = excluded.figures, added_up_at = excluded.added_up_at
              where d.added_up_at <= excluded.added_up_at""".formatted(ExistingWorkspaces.only(":workspace")));

    /** Workspaces are found from index entry to index entry. */
    private static final NamedSql NEXT_WITHOUT = NamedSql.of("""
            with recursive tenants as (
                (select workspace_id, mode from payments
                  where (workspace_id, mode) > (:workspace, :mode) order by workspace_id, mode limit 1)
                union all
                select next.workspace_id, next.mode
                  from tenants t,
                       lateral (select p.workspace_id, p.mode from payments p
                                 where (p.workspace_id, p.mode) > (t.workspace_id, t.mode)
                                 order by p.workspace_id, p.mode limit 1) next)
            select workspace_id, mode from tenants t
             where exists (select from payments p
                            where p.workspace_id = t.workspace_id and p.mode = t.mode and p.id >= :first_payment)
               and not exists (select from day_figures d
                                where d.workspace_id = t.workspace_id and d.mode = t.mode and d.ends_at > :ended)
               and %s
             limit 1""".formatted(ExistingWorkspaces.only("t.workspace_id")));

    private final Database database;

    DayFiguresStore(Database database) {
        this.database = database;
    }

    /** The days that begin at all of these instants but the last, as far as they are kept. */
    Future<List<DayFigures>> find(Tenant tenant, List<Instant> bounds) {
        return database.many(
                FIND,
                Values.of(tenant).and("first", bounds.getFirst()).and("last", bounds.getLast()),
                row -> new DayFigures(
                        Columns.moment(row, "starts_at"),
                        Columns.moment(row, "ends_at"),
                        Columns.list(row, "figures", FIGURES),
                        Columns.moment(row, "added_up_at")));
    }

    /** Keeps what is known of days now. */
    Future<?> save(Tenant tenant, List<DayFigures> days, Instant now) {
        Values figures = Batch.of(days)
                .times("starts", DayFigures::start)
                .times("endings", DayFigures::end)
                .texts("figures", day -> Columns.json(day.figures()))
                .values();
        return database.run(
                SAVE,
                Values.of(tenant).and(figures).and("oldest", now.minus(KEPT)).and("now", now));
    }

    /**
     * A workspace with payments since then of which no day is kept that ended after this time.
     *
     * @param after the one after which to search; null to search from the first
     */
    Future<Optional<Tenant>> nextWithout(@Nullable Tenant after, Instant ended, Instant since) {
        Values values = Values.none()
                .and("workspace", after == null ? "" : after.workspaceId())
                .and("mode", after == null ? "" : after.mode().text())
                .and("ended", ended)
                .and("first_payment", Ids.before(since, "pay"));
        return database.one(NEXT_WITHOUT, values, Columns::tenant);
    }
}
