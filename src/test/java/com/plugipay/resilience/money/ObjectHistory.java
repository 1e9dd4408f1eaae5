package com.plugipay.resilience.money;

import com.plugipay.support.DirectSql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is written down about something, for whoever has to find out what went wrong with it. */
final class ObjectHistory {
    private final DirectSql sql;
    private final StandInControl standIns;

    ObjectHistory(DirectSql sql, StandInControl standIns) {
        this.sql = sql;
        this.standIns = standIns;
    }

    /** All rows that belong to an attempt, a session, a payment, a refund or a callback, one per line. */
    String of(String id) {
        List<String> attempts = sql.texts("""
                select id from payment_attempts where ? in (id, payment_id, checkout_session_id)
                union select a.id from refunds r join payment_attempts a on a.payment_id = r.payment_id where r.id = ?
                union select a.id from provider_callbacks c join payment_attempts a
                    on position(convert_to(a.id, 'UTF8') in c.body) > 0
                    or position(convert_to(a.provider_reference, 'UTF8') in c.body) > 0
                 where c.id = ?
                order by id""", id, id, id);
        String callback = PendingWork.lines(sql.rows("""
                select id, created_at, attempts, last_error, convert_from(body, 'UTF8') as body
                  from provider_callbacks where id = ?""", id));
        return callback + "\n"
                + String.join("\n", attempts.stream().map(this::ofAttempt).toList());
    }

    private String ofAttempt(String attempt) {
        Map<String, List<Map<String, String>>> parts = new LinkedHashMap<>();
        parts.put("attempts", sql.rows("""
                select o.* from payment_attempts a
                  join payment_attempts o on o.id = a.id or o.checkout_session_id = a.checkout_session_id
                 where a.id = ? order by o.id""", attempt));
        parts.put("sessions", sql.rows("""
                select s.id, s.status, s.payment_id, s.review_pending, s.expires_at, s.created_at, s.updated_at
                  from payment_attempts a join checkout_sessions s on s.id = a.checkout_session_id
                 where a.id = ?""", attempt));
        parts.put("payments", sql.rows("""
                select p.id, p.status, p.amount, p.amount_refunded, p.amount_refunding, p.created_at, p.updated_at
                  from payment_attempts a
                  join payments p on p.id = a.payment_id or p.checkout_session_id = a.checkout_session_id
                 where a.id = ?""", attempt));
        parts.put("refunds", sql.rows("""
                select r.* from payment_attempts a join refunds r on r.payment_id = a.payment_id
                 where a.id = ? order by r.id""", attempt));
        parts.put("audit", sql.rows("""
                select l.created_at, l.actor_id, l.action, l.object_id, l.details
                  from payment_attempts a
                  join audit_log l on l.object_id in (a.id, a.payment_id, a.checkout_session_id)
                    or l.object_id in (select id from refunds r where r.payment_id = a.payment_id)
                 where a.id = ? order by l.id""", attempt));
        parts.put("callbacks", sql.rows("""
                select c.created_at, c.attempts, c.processed_at, c.last_error, convert_from(c.body, 'UTF8') as body
                  from provider_callbacks c
                 where position(convert_to(?, 'UTF8') in c.body) > 0 order by c.id""", attempt));
        StringBuilder text = new StringBuilder();
        parts.forEach((name, rows) -> rows.forEach(
                row -> text.append("  ").append(name).append(' ').append(row).append('\n')));
        standIns.books(attempt)
                .forEach(book -> text.append("  book ").append(book).append('\n'));
        return text.toString();
    }
}
