package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into a database past the gateway: does everything in it agree with everything else? */
public final class SalesInvariants {
    /** What may not be: each query finds the ids of what is wrong. */
    private static final Map<String, String> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("a customer without exactly one entry and one event of its creation", """
                select id from customers c
                 where (select count(*) from audit_log a where a.object_id = c.id and action = 'customer.created') <> 1
                    or (select count(*) from events e where e.object_id = c.id and type = 'customer.created') <> 1""");
        FAULTS.put("a session without exactly one entry of its creation", """
                select id from checkout_sessions s
                 where (select count(*) from audit_log a
                         where a.object_id = s.id and action = 'checkout_session.created') <> 1""");
        FAULTS.put("a complete session without exactly one entry, one event and one payment", """
                select id from checkout_sessions s where status = 'complete'
                   and ((select count(*) from audit_log a
                          where a.object_id = s.id and action = 'checkout_session.completed') <> 1
                     or (select count(*) from events e
                          where e.object_id = s.id and type = 'checkout_session.completed') <> 1
                     or (select count(*) from payments p
                          where p.checkout_session_id = s.id and p.id = s.payment_id and p.status = 'succeeded') <> 1)""");
        FAULTS.put("a session that is told to be complete and is not", """
                select object_id from events e where type = 'checkout_session.completed'
                   and not exists (select from checkout_sessions s where s.id = e.object_id and status = 'complete')""");
        FAULTS.put("a payment without exactly one entry, one event and one session that is complete by it", """
                select id from payments p
                 where (select count(*) from audit_log a
                         where a.object_id = p.id and action = 'payment.' || p.status) <> 1
                    or (select count(*) from events e where e.object_id = p.id and type = 'payment.' || p.status) <> 1
                    or (select count(*) from checkout_sessions s
                         where s.payment_id = p.id and s.id = p.checkout_session_id and status = 'complete') <> 1""");
        FAULTS.put("a session that was paid twice", """
                select checkout_session_id from payments group by checkout_session_id having count(*) > 1""");
        FAULTS.put("an event without its object, or with another one in it", """
                select id from events e
                 where payload::jsonb -> 'data' -> 'object' ->> 'id' is distinct from e.object_id
                    or not exists (select from customers o where o.id = e.object_id
                             union select from checkout_sessions o where o.id = e.object_id
                             union select from payments o where o.id = e.object_id)""");
        FAULTS.put("an event without its entry", """
                select id from events e where not exists (
                    select from audit_log a where a.object_id = e.object_id and a.action = e.type)""");
        FAULTS.put("an entry without its object", """
                select id from audit_log a where object_type in ('customer', 'checkout_session', 'payment')
                   and not exists (select from customers o where o.id = a.object_id
                             union select from checkout_sessions o where o.id = a.object_id
                             union select from payments o where o.id = a.object_id)""");
        FAULTS.put("a stored answer without its effect", """
                select key from idempotency_keys k
                 where coalesce(status, 0) not between 200 and 299
                    or not exists (
                        select from audit_log a
                         where a.object_id = convert_from(k.body, 'UTF8')::jsonb -> 'data' ->> 'id'
                           and a.xmin = k.xmin)""");
        FAULTS.put("two stored answers for one effect", """
                select min(key) from idempotency_keys
                 group by convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'id',
                          convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'status'
                having count(*) > 1""");
    }

    private final DatabaseConfig database;

    private SalesInvariants(DatabaseConfig database) {
        this.database = database;
    }

    public static SalesInvariants of(DatabaseConfig database) {
        return new SalesInvariants(database);
    }

    /** Nothing contradicts anything else, and there is exactly one of everything that was asked for. */
    public void requireExactly(int sales) throws SQLException {
        for (Map.Entry<String, String> fault : FAULTS.entrySet()) {
            assertThat(texts(fault.getValue())).as(fault.getKey()).isEmpty();
        }
        String expected = String.valueOf(sales);
        assertThat(texts("select count(*) from customers")).containsExactly(expected);
        assertThat(texts("select count(*) from checkout_sessions")).containsExactly(expected);
        assertThat(texts("select count(*) from checkout_sessions where status = 'complete'"))
                .containsExactly(expected);
        assertThat(texts("select count(*) from payments where status = 'succeeded'"))
                .containsExactly(expected);
        assertThat(texts("select count(*) from events")).containsExactly(String.valueOf(3 * sales));
        assertThat(texts("select count(*) from idempotency_keys")).containsExactly(String.valueOf(3 * sales));
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = TestDatabase.open(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
