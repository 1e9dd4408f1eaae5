package com.plugipay.pages.live;

import com.plugipay.auth.Sessions;
import com.plugipay.db.Batch;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.Horizon;
import com.plugipay.db.NamedSql;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is new in the workspaces that are watched, of all of them in one statement. */
final class LiveEventStore {
    /** How many events of a workspace are read at a time, the latest of them. */
    static final int MOST = 100;

    /**
     * Who begins to watch sees the last ten seconds: the page may be older than its stream. A transaction that is open for long
     * does not have more than a minute be read again and again.
     */
    private static final NamedSql NEW = NamedSql.of("""
            select t.number, h.at as horizon, e.id, e.type, e.object_id, e.related
              from (select %s as at) h
             cross join unnest(:workspaces::text[], :modes::text[], :starts::text[])
                   with ordinality as t (workspace_id, mode, start, number)
              left join lateral (
                   select id, type, object_id,
                          array(select distinct named[2]
                                  from regexp_matches(
                                    payload, '"(payment|checkoutSession|customer|subscription|invoice)Id":"([a-zA-Z0-9_]{1,64})"',
                                    'g') as named
                                 limit 10) as related
                     from events
                    where workspace_id = t.workspace_id collate "C" and mode = t.mode
                      and id >= greatest(
                          coalesce(t.start, timed_id('evt', statement_timestamp() - interval '10 seconds', '')) collate "C",
                          timed_id('evt', statement_timestamp() - interval '1 minute', ''))
                    order by id desc limit :most) e on true
             order by t.number, e.id""".formatted(Horizon.EVENTS.sql()));

    private static final NamedSql STILL_MEMBERS = NamedSql.of("""
            select w.number
              from unnest(:workspaces::text[], :people::text[], :sessions::text[], :roles::text[])
                   with ordinality as w (workspace_id, person_id, session_id, role, number)
              join person_sessions s on s.person_id = w.person_id collate "C" and s.id = w.session_id collate "C"
              join members m on m.workspace_id = w.workspace_id collate "C" and m.person_id = w.person_id collate "C"
             where s.ends_at > :now and s.last_used_at > :idle_since and m.role = w.role
               and %s""".formatted(ExistingWorkspaces.only("m.workspace_id")));

    private final Database database;

    LiveEventStore(Database database) {
        this.database = database;
    }

    /** From where on a workspace is read; null for the last ten seconds. */
    record Start(Tenant tenant, @Nullable String id) {}

    /**
     * What was read.
     *
     * @param events of each workspace, in the order in which they were asked for
     * @param horizon before which no event will be added that is not visible to later statements
     */
    record Reading(List<List<LiveEvent>> events, String horizon) {}

    /** The latest events of these workspaces, of which there is one at least. */
    Future<Reading> read(List<Start> starts) {
        return database.many(
                        NEW,
                        Batch.of(starts)
                                .tenants(Start::tenant)
                                .texts("starts", Start::id)
                                .values()
                                .and("most", MOST),
                        row -> row)
                .map(rows -> reading(rows, starts.size()));
    }

    private static Reading reading(List<Row> rows, int workspaces) {
        var all = rows.stream()
                .filter(row -> row.getString("id") != null)
                .collect(Collectors.groupingBy(
                        row -> row.getLong("number").intValue(),
                        Collectors.mapping(LiveEventStore::event, Collectors.toList())));
        return new Reading(
                IntStream.rangeClosed(1, workspaces)
                        .mapToObj(number -> all.getOrDefault(number, List.of()))
                        .toList(),
                rows.getFirst().getString("horizon"));
    }

    private static LiveEvent event(Row row) {
        return new LiveEvent(
                row.getString("id"),
                row.getString("type"),
                row.getString("object_id"),
                List.of(row.getArrayOfStrings("related")));
    }

    /** Which of these, counted from 1, still have their session and their role. */
    Future<Set<Integer>> stillMembers(List<LiveWatcher> watchers, Instant now) {
        return database.many(
                        STILL_MEMBERS,
                        Batch.of(watchers)
                                .texts("workspaces", watcher -> watcher.tenant().workspaceId())
                                .texts("people", LiveWatcher::personId)
                                .texts("sessions", LiveWatcher::sessionId)
                                .texts("roles", watcher -> watcher.role().text())
                                .values()
                                .and("now", now)
                                .and("idle_since", now.minus(Sessions.IDLE)),
                        row -> row.getLong("number").intValue())
                .map(Set::copyOf);
    }
}
