package com.plugipay.audit;

import com.plugipay.db.Batch;
import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds links to the chains of all tenants' audit logs. */
final class AuditChainStore {
    /** The tenants of which a statement looks for new entries. */
    private static final int MOST_TENANTS = 1_000;

    /**
     * Goes from tenant to tenant by index entries, starting after the last one of the statement before; reads of each its
     * head and whether an entry follows that. Entries must be two seconds old: the clock of a database that takes over may
     * be behind by less, and an entry before the head would be taken for a forged one.
     */
    private static final NamedSql DUE = NamedSql.of("""
            with recursive tenants as (
                (select workspace_id, mode, 1 as place from audit_log
                  where (workspace_id, mode) > (:workspace, :mode)
                  order by workspace_id, mode limit 1)
                union all
                select next.workspace_id, next.mode, t.place + 1
                  from tenants t,
                       lateral (select e.workspace_id, e.mode from audit_log e
                                 where (e.workspace_id, e.mode) > (t.workspace_id, t.mode)
                                 order by e.workspace_id, e.mode limit 1) next
                 where t.place < %1$d)
            select t.workspace_id, t.mode, coalesce(h.entry_id, '') as id, coalesce(h.number, 0) as number,
                   encode(h.hash, 'hex') as hash, settled.id as before, entry.id is not null as is_due,
                   t.place = %1$d as is_last
              from tenants t
             cross join (select timed_id('aud', statement_timestamp() - interval '2 seconds', '') as id offset 0) settled
              left join lateral (select c.entry_id, c.number, c.hash from audit_chain_heads c
                                  where c.workspace_id = t.workspace_id and c.mode = t.mode limit 1) h on true
              left join lateral (select e.id from audit_log e
                                  where e.workspace_id = t.workspace_id and e.mode = t.mode
                                    and e.id > coalesce(h.entry_id, '') and e.id < settled.id
                                  order by e.id limit 1) entry on true
             where entry.id is not null or t.place = %1$d""".formatted(MOST_TENANTS));

    private static final NamedSql ENTRIES = NamedSql.of("""
            select entry.*
              from unnest(:workspaces::text[], :modes::text[], :ids::text[]) as t (workspace_id, mode, id),
                   lateral (select %s from audit_log
                             where workspace_id = t.workspace_id collate "C" and mode = t.mode
                               and id > t.id collate "C" and id < :before
                             order by id limit :most) entry
             order by entry.workspace_id, entry.mode, entry.id""".formatted(AuditEntryRow.COLUMNS));

    /**
     * Moves the heads that are as they were read, and adds the links of these. A link that is there already stays as it is:
     * only somebody who has removed a head can cause that, and verification compares the links with the entries.
     */
    private static final NamedSql EXTEND = NamedSql.of("""
            with next as materialized (
                select workspace_id, mode, before, id, number, decode(hash, 'hex') as hash
                  from unnest(:workspaces::text[], :modes::text[], :befores::bigint[], :ids::text[], :numbers::bigint[],
                              :hashes::text[]) as n (workspace_id, mode, before, id, number, hash)),
            begun as (
                insert into audit_chain_heads (workspace_id, mode, entry_id, number, hash, chained_at)
                select workspace_id, mode, id, number, hash, :now from next where before = 0
                 order by workspace_id, mode
                on conflict do nothing
                returning workspace_id, mode),
            moved as (
                update audit_chain_heads h
                   set entry_id = n.id, number = n.number, hash = n.hash, chained_at = :now
                  from next n
                 where h.workspace_id = n.workspace_id collate "C" and h.mode = n.mode
                   and h.number = n.before and n.before > 0
                returning h.workspace_id, h.mode),
            extended as (select * from begun union all select * from moved),
            links as (
                insert into audit_chain (workspace_id, mode, entry_id, number, hash, chained_at)
                select x.workspace_id, x.mode, l.id, l.number, decode(l.hash, 'hex'), :now
                  from unnest(:link_workspaces::text[], :link_modes::text[], :link_ids::text[], :link_numbers::bigint[],
                              :link_hashes::text[]) as l (workspace_id, mode, id, number, hash)
                  join extended x on x.workspace_id = l.workspace_id collate "C" and x.mode = l.mode
                on conflict do nothing)
            select count(*) as extended from extended""");

    private final Database database;

    AuditChainStore(Database database) {
        this.database = database;
    }

    /** The end of a tenant's chain. */
    record Head(Tenant tenant, ChainPosition position) {}

    /**
     * Tenants with entries that can be chained.
     *
     * @param before the id before which entries are old enough
     * @param last the tenant after which to go on; null when all tenants were looked at
     */
    record Due(List<Head> heads, String before, @Nullable Tenant last) {}

    private record Visited(Head head, String before, boolean isDue, boolean isLast) {}

    /** Finds tenants with new entries, after this one; null to start at the first. */
    Future<Due> due(@Nullable Tenant after) {
        Values values = Values.none()
                .and("workspace", after == null ? "" : after.workspaceId())
                .and("mode", after == null ? "" : after.mode().text());
        return database.many(DUE, values, AuditChainStore::visited).map(visited -> {
            List<Head> due =
                    visited.stream().filter(Visited::isDue).map(Visited::head).toList();
            @Nullable
            Tenant last = visited.stream()
                    .filter(Visited::isLast)
                    .findFirst()
                    .map(one -> one.head().tenant())
                    .orElse(null);
            return new Due(due, visited.isEmpty() ? "" : visited.getFirst().before(), last);
        });
    }

    /** The entries that follow each of these heads, at most that many of each, in the order of the chains. */
    Future<List<AuditEntryRow>> entries(List<Head> heads, String before, int most) {
        Values values = Batch.of(heads)
                .tenants(Head::tenant)
                .texts("ids", head -> head.position().id())
                .values()
                .and("before", before)
                .and("most", most);
        return database.many(ENTRIES, values, AuditEntryRow::read);
    }

    /** Writes extensions, each unless another node has extended its chain meanwhile; gives how many were written. */
    Future<Integer> extend(List<ChainExtension> extensions, Instant now) {
        List<Head> links =
                extensions.stream().flatMap(one -> one.links().stream()).toList();
        Values values = Batch.of(extensions)
                .tenants(ChainExtension::tenant)
                .longs("befores", one -> one.head().position().number())
                .texts("ids", one -> one.end().id())
                .longs("numbers", one -> one.end().number())
                .texts("hashes", one -> one.end().hash())
                .values()
                .and(Batch.of(links)
                        .texts("link_workspaces", link -> link.tenant().workspaceId())
                        .texts("link_modes", link -> link.tenant().mode().text())
                        .texts("link_ids", link -> link.position().id())
                        .longs("link_numbers", link -> link.position().number())
                        .texts("link_hashes", link -> link.position().hash())
                        .values())
                .and("now", now);
        return database.one(EXTEND, values, row -> row.getInteger("extended")).map(found -> found.orElse(0));
    }

    private static Visited visited(Row row) {
        String hash = row.getString("hash");
        ChainPosition position = hash == null
                ? ChainPosition.START
                : new ChainPosition(row.getString("id"), row.getLong("number"), hash);
        return new Visited(
                new Head(Columns.tenant(row), position),
                row.getString("before"),
                row.getBoolean("is_due"),
                row.getBoolean("is_last"));
    }
}
