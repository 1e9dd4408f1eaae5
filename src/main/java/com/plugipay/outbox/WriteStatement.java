package com.plugipay.outbox;

import com.plugipay.db.NamedSql;
import com.plugipay.outbox.IdempotentResponse.KeyStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of a {@link Write}: its change, and what is committed with it.
 *
 * @param change the beginning of the change as it is; empty when it is made of steps alone
 * @param steps of the change, in their order
 * @param parameters how many the change has, with those of every change
 * @param events whether there are any
 * @param entries whether there are any for the audit log
 * @param keyStep what is done with the request's idempotency key; null for nothing
 * @param signed whether it is noted that this request must not be sent again
 */
record WriteStatement(
        String change,
        List<Step> steps,
        int parameters,
        boolean events,
        boolean entries,
        @Nullable KeyStep keyStep,
        boolean signed) {
    /** The names of the parameters that every change has: {@code $1}, {@code $2} and {@code $3}. */
    static final List<String> SHARED = List.of("workspace", "mode", "now");

    private static final String JOIN_RESERVATION = """
            on conflict (workspace_id, mode, key) do update
                set request_id = excluded.request_id, status = excluded.status, body = excluded.body
              where idempotency_keys.status is null""";

    /** A part of the change under a name by which the others know it. */
    record Step(String name, NamedSql sql) {
        /** The names of the parameters that it has for itself, in their order. */
        List<String> parameters() {
            return sql.names().stream().filter(name -> !SHARED.contains(name)).toList();
        }
    }

    /** The text, whose placeholders stand in the order of {@link Write#parameters}. */
    String sql() {
        StringBuilder sql = new StringBuilder("with ").append(text());
        Placeholders next = new Placeholders(parameters);
        if (events || entries) {
            // The time of events and entries is this database's, and is taken when the change is made, which may have
            // waited for a row until then. None is older than the transaction that writes it, on which Horizon relies.
            // No change needs to say of what type $3 is.
            sql.append("""
                    , stamp as materialized (
                        select clock_timestamp() as at, $3::timestamptz as asked from changed limit 1)
                    """);
        }
        if (events) {
            sql.append(
                    """
                    , event as (
                        insert into events (workspace_id, mode, created_at, id, type, object_id, payload)
                        select $1, $2, date_trunc('milliseconds', at), id, type, object_id,
                               start || id || middle || event_time(at) || ending
                          from (select stamp.at, timed_id('evt', stamp.at, n.rest) as id, n.*
                                  from stamp,
                                       unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
                                    as n (type, object_id, rest, start, middle, ending)
                                offset 0) e)
                    """.formatted(next.take(1), next.take(1), next.take(1), next.take(1), next.take(1), next.take(1)));
        }
        if (entries) {
            sql.append(
                    """
                    , entry as (
                        insert into audit_log (workspace_id, mode, created_at, actor_type, actor_id, actor_label, ip,
                            id, action, object_type, object_id, details)
                        select $1, $2, date_trunc('milliseconds', at), %s,
                               timed_id('aud', at, rest), action, object_type, object_id, details::jsonb
                          from stamp,
                               unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
                                as n (rest, action, object_type, object_id, details))
                    """.formatted(next.take(4), next.take(1), next.take(1), next.take(1), next.take(1), next.take(1)));
        }
        if (keyStep == KeyStep.RELEASE) {
            sql.append("""
                    , answer as (
                        delete from idempotency_keys
                         where workspace_id = $1 and mode = $2 and key = %s and status is null
                           and exists (select 1 from changed))
                    """.formatted(next.take(1)));
        } else if (keyStep != null) {
            sql.append("""
                    , answer as (
                        insert into idempotency_keys (workspace_id, mode, created_at, key, fingerprint, request_id,
                            resource_id, status, body, encrypted, expires_at)
                        select $1, $2, $3, %s from changed limit 1 %s)
                    """.formatted(next.take(8), keyStep == KeyStep.COMPLETE ? JOIN_RESERVATION : ""));
        }
        if (signed) {
            sql.append("""
                    , signed as (
                        insert into signed_writes (workspace_id, mode, digest, expires_at)
                        select $1, $2, %s from changed limit 1)
                    """.formatted(next.take(2)));
        }
        return sql.append("select count(*) from changed").toString();
    }

    private String text() {
        List<String> parts = new ArrayList<>();
        if (!change.isEmpty()) {
            parts.add(change.strip());
        }
        int first = parameters
                + 1
                - steps.stream().mapToInt(step -> step.parameters().size()).sum();
        for (Step step : steps) {
            parts.add(
                    step.name() + " as (\n" + step.sql().numbered(SHARED, first).strip() + ")");
            first += step.parameters().size();
        }
        return String.join(",\n", parts);
    }

    /** Hands out the placeholders that follow those of the change. */
    private static final class Placeholders {
        private int taken;

        Placeholders(int taken) {
            this.taken = taken;
        }

        String take(int count) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                text.append(i == 0 ? "$" : ", $").append(++taken);
            }
            return text.toString();
        }
    }
}
