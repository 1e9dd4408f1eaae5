package com.plugipay.audit;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Tenant;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import java.util.List;
import org.awaitility.Awaitility;

/** Entries of the audit log that are as old as a test needs them, written without the gateway. */
public final class WrittenEntries {
    private static final String INSERT = """
            insert into audit_log (workspace_id, mode, id, actor_type, actor_id, actor_label, action, object_type,
                object_id, ip, details, created_at)
            select ?, ?, timed_id('aud', at, lpad(n::text, 14, '0')), 'system', 'test', 'Tëst', 'thing.changed', 'thing',
                   'thing_' || n, case when n % 2 = 0 then '203.0.113.7' end, jsonb_build_object('n', n, 'é', null),
                   date_trunc('milliseconds', at)
              from generate_series(1, ?) as n,
                   lateral (select now() - make_interval(secs => ?) + n * interval '1 millisecond' as at) times""";

    private final DirectSql sql;

    public WrittenEntries(DatabaseConfig database) {
        this.sql = new DirectSql(database);
    }

    /** Writes entries that were created that many seconds ago, a millisecond after each other. */
    public void write(Tenant tenant, int count, int secondsAgo) {
        sql.change(INSERT, tenant.workspaceId(), tenant.mode().text(), count, (double) secondsAgo);
    }

    /** The ids of a tenant's entries, in order. */
    public List<String> ids(Tenant tenant) {
        return sql.texts(
                "select id from audit_log where workspace_id = ? and mode = ? order by id",
                tenant.workspaceId(),
                tenant.mode().text());
    }

    /** Waits until all entries of a tenant are chained. */
    public void awaitChained(Tenant tenant) {
        Awaitility.await()
                .until(() -> sql.texts("""
                                select 'unchained' from audit_log a
                                 where workspace_id = ? and mode = ?
                                   and not exists (select from audit_chain c
                                                    where c.workspace_id = a.workspace_id and c.mode = a.mode
                                                      and c.entry_id = a.id) limit 1""", tenant.workspaceId(), tenant.mode().text()), List::isEmpty);
    }

    /** What the verification of a merchant's log has found. */
    static Answer verify(Api api, String parameters) {
        return api.get("/v1/audit-log/verify" + parameters).expect(200);
    }
}
