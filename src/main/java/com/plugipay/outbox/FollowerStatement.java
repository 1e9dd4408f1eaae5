package com.plugipay.outbox;

import com.plugipay.db.NamedSql;

/** The steps that follow the change of a {@link Write} in its statement; none does anything when nothing has changed. */
final class FollowerStatement {
    /**
     * The time of events and entries. It is this database's clock, read when the change is made, which may have waited for a
     * row until then. None is older than the transaction that writes it, on which {@link com.plugipay.db.Horizon} relies.
     * {@code :now} is only read to give it a type, which the change may not do.
     */
    static final NamedSql STAMP = NamedSql.of("""
            select clock_timestamp() as at, :now::timestamptz as changed_at from changed limit 1""");

    static final NamedSql EVENT = NamedSql.of("""
            insert into events (workspace_id, mode, created_at, id, type, object_id, payload)
            select :workspace, :mode, date_trunc('milliseconds', at), id, type, object_id,
                   start || id || middle || event_time(at) || ending
              from (select stamp.at, timed_id('evt', stamp.at, n.rest) as id, n.*
                      from stamp,
                           unnest(:types::text[], :object_ids::text[], :rests::text[], :starts::text[], :middles::text[],
                                  :endings::text[])
                        as n (type, object_id, rest, start, middle, ending)
                    offset 0) e""");

    static final NamedSql AUDIT_ENTRY = NamedSql.of("""
            insert into audit_log (workspace_id, mode, created_at, actor_type, actor_id, actor_label, ip, id, action,
                object_type, object_id, details)
            select :workspace, :mode, date_trunc('milliseconds', at), :actor_type, :actor_id, :actor_label, :ip,
                   timed_id('aud', at, rest), action, object_type, object_id, details::jsonb
              from stamp,
                   unnest(:rests::text[], :actions::text[], :object_types::text[], :object_ids::text[], :details::text[])
                    as n (rest, action, object_type, object_id, details)""");

    private static final String INSERT_KEY = """
            insert into idempotency_keys (workspace_id, mode, created_at, key, fingerprint, request_id, resource_id,
                status, body, encrypted, expires_at)
            select :workspace, :mode, :now, :key, :fingerprint, :request_id, :resource_id, :status, :body, :encrypted,
                :expires_at
              from changed limit 1
            """;

    static final NamedSql STORE_RESPONSE = NamedSql.of(INSERT_KEY);

    static final NamedSql RESERVE_ONGOING = NamedSql.of("""
            insert into idempotency_keys (workspace_id, mode, created_at, key, fingerprint, request_id, resource_id,
                encrypted, expires_at, resumable)
            select :workspace, :mode, :now, :key, :fingerprint, :request_id, :resource_id, :encrypted, :expires_at, true
              from changed limit 1""");

    static final NamedSql COMPLETE_RESPONSE = NamedSql.of(INSERT_KEY + """
            on conflict (workspace_id, mode, key) do update
               set request_id = excluded.request_id, status = excluded.status, body = excluded.body
             where idempotency_keys.status is null""");

    static final NamedSql RELEASE_KEY = NamedSql.of("""
            delete from idempotency_keys
             where workspace_id = :workspace and mode = :mode and key = :key and status is null
               and exists (select 1 from changed)""");

    static final NamedSql SIGNED_WRITE = NamedSql.of("""
            insert into signed_writes (workspace_id, mode, digest, expires_at)
            select :workspace, :mode, :digest, :expires_at from changed limit 1""");

    private FollowerStatement() {}
}
