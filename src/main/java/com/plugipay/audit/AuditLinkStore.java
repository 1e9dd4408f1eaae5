package com.plugipay.audit;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a tenant's audit log beside the links of its chain. */
final class AuditLinkStore {
    /** How far entries are counted that are not chained yet. */
    static final int MOST_COUNTED = 100_000;

    /** In one statement, because head and links are written by one. */
    private static final NamedSql END = NamedSql.of("""
            select h.entry_id, h.number, encode(h.hash, 'hex') as hash,
                   case when isfinite(h.chained_at) then h.chained_at end as chained_at,
                   greatest(h.entry_id, newest.entry_id) as last_id
              from (values (1)) one (row)
              left join audit_chain_heads h on h.workspace_id = :workspace and h.mode = :mode
              left join lateral (select entry_id from audit_chain
                                  where workspace_id = :workspace and mode = :mode
                                  order by entry_id desc limit 1) newest on true""");

    private static final NamedSql COUNT_UNCHAINED = NamedSql.of("""
            select count(*) as unchained
              from (select id from audit_log
                     where workspace_id = :workspace and mode = :mode and id > :last
                     order by id limit %d) tail""".formatted(MOST_COUNTED));

    private static final String LINK = """
            entry_id, number, encode(hash, 'hex') as hash, case when isfinite(chained_at) then chained_at end as chained_at""";

    private static final NamedSql FIND = NamedSql.of("""
            select %s from audit_chain where workspace_id = :workspace and mode = :mode and entry_id = :id""".formatted(LINK));

    private static final NamedSql NEXT = NamedSql.of("""
            select %s from audit_chain where workspace_id = :workspace and mode = :mode and entry_id > :id
             order by entry_id limit 1""".formatted(LINK));

    /** The first rows of both sides hold what the first rows of the joined list need. */
    private static final NamedSql PAGE = NamedSql.of("""
            with entries as (
                select %s from audit_log
                 where workspace_id = :workspace and mode = :mode and id > :after and id <= :last
                 order by id limit :most),
            links as (
                select %s from audit_chain
                 where workspace_id = :workspace and mode = :mode and entry_id > :after and entry_id <= :last
                 order by entry_id limit :most)
            select e.*, l.*
              from entries e full join links l on l.entry_id = e.id
             order by coalesce(e.id, l.entry_id) limit :most""".formatted(AuditEntryRow.COLUMNS, LINK));

    /** Without those that were deleted: their logs are half deleted. */
    private static final NamedSql TENANT_AFTER = NamedSql.of("""
            select workspace_id, mode
              from ((select workspace_id, mode from audit_log where (workspace_id, mode) > (:workspace, :mode) and %1$s
                      order by workspace_id, mode limit 1)
                    union all
                    (select workspace_id, mode from audit_chain where (workspace_id, mode) > (:workspace, :mode) and %1$s
                      order by workspace_id, mode limit 1)
                    union all
                    (select workspace_id, mode from audit_chain_heads where (workspace_id, mode) > (:workspace, :mode) and %1$s
                      order by workspace_id, mode limit 1)) next
             order by workspace_id, mode limit 1""".formatted(ExistingWorkspaces.only("workspace_id")));

    private final Database database;

    AuditLinkStore(Database database) {
        this.database = database;
    }

    /** A link of a chain, or the stored end of the chain. */
    record Link(ChainPosition position, @Nullable Instant chainedAt) {}

    /**
     * The end of a chain.
     *
     * @param head as it is stored; null before the first batch, or when somebody has removed it
     * @param lastId the id of the last entry that is chained; null when none is
     */
    record End(@Nullable Link head, @Nullable String lastId) {}

    /** An entry, its link, or both, which have the same id. */
    record Pair(@Nullable AuditEntryRow entry, @Nullable Link link) {}

    Future<End> end(Tenant tenant) {
        return database.one(
                        END,
                        Values.of(tenant),
                        row -> new End(row.getString("entry_id") == null ? null : link(row), row.getString("last_id")))
                .map(Optional::orElseThrow);
    }

    /** Counts the entries after this id, to {@link #MOST_COUNTED}. */
    Future<Integer> countUnchained(Tenant tenant, String lastId) {
        return database.one(COUNT_UNCHAINED, Values.of(tenant).and("last", lastId), row -> row.getInteger("unchained"))
                .map(Optional::orElseThrow);
    }

    /** The link of an entry. */
    Future<Optional<Link>> find(Tenant tenant, String id) {
        return database.one(FIND, Values.of(tenant).and("id", id), AuditLinkStore::link);
    }

    /** The first link after this id. */
    Future<Optional<Link>> next(Tenant tenant, String id) {
        return database.one(NEXT, Values.of(tenant).and("id", id), AuditLinkStore::link);
    }

    /** The first entries and links after one id and up to another, by their ids. */
    Future<List<Pair>> page(Tenant tenant, String after, String last, int most) {
        Values values = Values.of(tenant).and("after", after).and("last", last).and("most", most);
        return database.many(
                PAGE,
                values,
                row -> new Pair(
                        row.getString("id") == null ? null : AuditEntryRow.read(row),
                        row.getString("entry_id") == null ? null : link(row)));
    }

    /** The first tenant with a log or a chain after this one; null to start at the first. */
    Future<Optional<Tenant>> tenantAfter(@Nullable Tenant tenant) {
        Values values = Values.none()
                .and("workspace", tenant == null ? "" : tenant.workspaceId())
                .and("mode", tenant == null ? "" : tenant.mode().text());
        return database.one(TENANT_AFTER, values, Columns::tenant);
    }

    private static Link link(Row row) {
        return new Link(
                new ChainPosition(row.getString("entry_id"), row.getLong("number"), row.getString("hash")),
                Columns.instant(row, "chained_at"));
    }
}
