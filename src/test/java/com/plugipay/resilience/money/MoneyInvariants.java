package com.plugipay.resilience.money;

import java.util.LinkedHashMap;
import java.util.Map;

/** What may not be when everything has settled: each query finds the ids of what breaks the rule. */
public final class MoneyInvariants {
    static final Map<String, String> ALL = new LinkedHashMap<>();

    private static final String PAID = "('succeeded', 'partially_refunded', 'refunded')";

    static {
        ALL.put("a session that is complete without its own paid payment", """
                select s.id from checkout_sessions s where s.status = 'complete' and s.purpose = 'payment'
                   and not exists (select from payments p
                                    where p.id = s.payment_id and p.checkout_session_id = s.id and p.status in %s)
                """.formatted(PAID));
        ALL.put("a paid payment whose session is not complete by it", """
                select p.id from payments p where p.checkout_session_id is not null and p.status in %s
                   and not exists (select from checkout_sessions s
                                    where s.id = p.checkout_session_id and s.payment_id = p.id and s.status = 'complete')
                """.formatted(PAID));
        ALL.put("a session with two payments", """
                select checkout_session_id from payments where checkout_session_id is not null
                 group by checkout_session_id having count(*) > 1""");
        ALL.put("a paid payment without exactly one attempt that succeeded", """
                select p.id from payments p where p.status in %s
                   and (select count(*) from payment_attempts a
                         where a.payment_id = p.id and a.status = 'succeeded')
                       <> case when p.provider = 'manual' and p.checkout_session_id is null then 0 else 1 end""".formatted(PAID));
        ALL.put("an attempt that succeeded without a paid payment", """
                select a.id from payment_attempts a where a.status = 'succeeded' and a.amount > 0
                   and not exists (select from payments p where p.id = a.payment_id and p.status in %s)""".formatted(PAID));
        ALL.put("a pending payment that nothing can end", """
                select p.id from payments p where p.status = 'pending'
                   and not exists (select from payment_attempts a
                                    where a.payment_id = p.id and a.status in ('starting', 'active', 'review'))""");
        ALL.put("a session that waits for a review that does not exist", """
                select s.id from checkout_sessions s where s.review_pending
                   and not exists (select from payment_attempts a
                                    where a.checkout_session_id = s.id and a.status = 'review')""");
        ALL.put("a review whose session does not wait for it", """
                select a.id from payment_attempts a join checkout_sessions s on s.id = a.checkout_session_id
                 where a.status = 'review' and not s.review_pending""");
        ALL.put("a session that is over with an attempt under way", """
                select s.id from checkout_sessions s join payment_attempts a on a.checkout_session_id = s.id
                 where s.status <> 'open' and a.status in ('starting', 'active')""");
        ALL.put("an open session whose time is over", """
                select id from checkout_sessions where status = 'open' and payment_id is null
                   and expires_at < now() - interval '20 seconds'""");
        ALL.put("a payment whose refunds do not add up", """
                select p.id from payments p
                 where p.amount_refunding <> 0
                    or p.amount_refunded <> (select coalesce(sum(r.amount), 0) from refunds r
                                              where r.payment_id = p.id and r.status = 'succeeded')
                    or (p.status = 'refunded') <> (p.amount_refunded = p.amount)
                    or (p.status = 'partially_refunded') <> (p.amount_refunded > 0 and p.amount_refunded < p.amount)""");
        exactlyOne(
                "a payment without exactly one event of its success",
                "payments",
                "payment.succeeded",
                "status in " + PAID);
        exactlyOne(
                "a payment without exactly one event of its failure",
                "payments",
                "payment.failed",
                "status = 'failed'");
        exactlyOne(
                "a session without exactly one event of its completion",
                "checkout_sessions",
                "checkout_session.completed",
                "status = 'complete'");
        exactlyOne("a refund without exactly one event of its creation", "refunds", "refund.created", "true");
        exactlyOne(
                "a refund without exactly one event of its success",
                "refunds",
                "refund.succeeded",
                "status = 'succeeded'");
        exactlyOne(
                "a refund without exactly one event of its failure", "refunds", "refund.failed", "status = 'failed'");
        ALL.put("a session with another event of its end, or more than one", """
                select s.id from checkout_sessions s
                 where (select count(*) from events e
                         where e.object_id = s.id and e.type in ('checkout_session.expired', 'checkout_session.canceled'))
                       > case when s.status = 'open' then 0 else 1 end
                    or (s.status in ('expired', 'canceled') and not exists (
                         select from events e where e.object_id = s.id and e.type = 'checkout_session.' || s.status))""");
        ALL.put("a payment without one event for each refund", """
                select p.id from payments p
                 where (select count(*) from events e
                         where e.object_id = p.id and e.type in ('payment.refunded', 'payment.partially_refunded'))
                    <> (select count(*) from refunds r where r.payment_id = p.id and r.status = 'succeeded')
                    or (select count(*) from events e where e.object_id = p.id and e.type = 'payment.refunded')
                    <> case when p.status = 'refunded' then 1 else 0 end""");
        ALL.put("two answers under one key", """
                select k.key from idempotency_keys k join idempotency_keys o
                    on o.resource_id = k.resource_id and o.key <> k.key
                 where k.resource_id not like 'clock%'""");
    }

    private MoneyInvariants() {}

    private static void exactlyOne(String rule, String table, String type, String state) {
        ALL.put(rule, exactlyOne(table, type, state));
    }

    /** Finds objects in that state that do not have the event exactly once, and others that have it. */
    public static String exactlyOne(String table, String type, String state) {
        return """
                select o.id from %s o
                 where (select count(*) from events e where e.object_id = o.id and e.type = '%s')
                    <> case when %s then 1 else 0 end""".formatted(table, type, state);
    }
}
