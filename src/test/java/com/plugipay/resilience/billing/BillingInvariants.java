package com.plugipay.resilience.billing;

import com.plugipay.resilience.money.MoneyInvariants;
import java.util.LinkedHashMap;
import java.util.Map;

/** What may not be when everything has been billed and settled: each query finds the ids of what breaks the rule. */
final class BillingInvariants {
    static final Map<String, String> ALL = new LinkedHashMap<>();

    private static final String PAID = "('succeeded', 'partially_refunded', 'refunded')";

    static {
        ALL.put("an invoice or receipt without its place among the numbers", """
                select id from (
                    select id, place, row_number() over (partition by kind, workspace_id, mode order by place, id) as expected
                      from (select 'invoice' as kind, workspace_id, mode, id, split_part(number, '-', 3)::int as place
                              from invoices where number is not null
                             union all
                            select 'receipt', workspace_id, mode, id, split_part(number, '-', 3)::int
                              from receipts) numbered) compared
                 where place is distinct from expected""");
        ALL.put("a last number that is not the last invoice's", """
                select n.workspace_id from invoice_numbers n
                 where n.last_number <>
                       (select count(i.number) from invoices i where i.workspace_id = n.workspace_id and i.mode = n.mode)""");
        ALL.put("an invoice that was paid twice", """
                select invoice_id from payments where invoice_id is not null and status in %s
                 group by invoice_id having count(*) > 1
                 union all
                select invoice_id from payment_attempts where invoice_id is not null and status = 'succeeded'
                 group by invoice_id having count(*) > 1""".formatted(PAID));
        ALL.put("money in review though its invoice was neither paid by hand nor voided meanwhile", """
                select a.id from payment_attempts a join invoices i on i.id = a.invoice_id
                  left join payments p on p.id = i.payment_id
                 where a.status = 'review' and not (i.status = 'void' or (i.status = 'paid' and p.provider = 'manual'))""");
        ALL.put("an invoice that is not paid by its payment", """
                select i.id from invoices i left join payments p on p.id = i.payment_id
                 where i.refund_id is null and (
                       (i.status = 'paid' and i.total > 0)
                            <> coalesce(p.status in %s and p.amount = i.total and i.amount_paid = i.total, false)
                    or (i.status = 'paid' and i.total = 0 and p.id is not null))""".formatted(PAID));
        ALL.put("a payment that the invoice does not know", """
                select p.id from payments p join invoices i on i.id = p.invoice_id
                 where p.status in %s and i.payment_id is distinct from p.id""".formatted(PAID));
        ALL.put("a refund without exactly its credit note", """
                select r.id from refunds r join payments p on p.id = r.payment_id
                 where p.invoice_id is not null
                   and (select count(*) from invoices i
                         where i.refund_id = r.id and i.total = -r.amount
                           and (r.status, i.status) in (('succeeded', 'paid'), ('failed', 'void'))) <> 1""");
        ALL.put("a credit note without a refund", """
                select i.id from invoices i where i.total < 0
                   and not exists (select from refunds r where r.id = i.refund_id)""");
        ALL.put("a charge that is neither over nor under way", """
                select id from collection_tries where status = 'charging' or last_error is not null""");
        ALL.put("an open invoice that nobody ever was to collect", """
                select i.id from invoices i join subscriptions s on s.id = i.subscription_id
                 where i.status = 'open' and not exists (select from collection_tries t where t.invoice_id = i.id)""");
        ALL.put("a subscription with something left to do in the past of its clock", """
                select s.id from subscriptions s join test_clocks c on c.id = s.test_clock_id
                 where s.clock_due_at <= c.frozen_time or s.due_at is not null or s.last_error is not null""");
        ALL.put("a try with something left to do in the past of its clock", """
                select t.id from collection_tries t join test_clocks c on c.id = t.test_clock_id
                 where t.clock_due_at <= c.frozen_time or t.due_at is not null""");
        ALL.put("a subscription that is active though an invoice of it could not be collected", """
                select distinct s.id from subscriptions s join invoices i on i.subscription_id = s.id
                 where s.status = 'active' and i.status = 'open' and not i.uncollectible
                   and exists (select from collection_tries t where t.invoice_id = i.id and t.status = 'failed')""");
        ALL.put("a subscription that is past due without an invoice that could not be collected", """
                select s.id from subscriptions s
                 where s.status in ('past_due', 'incomplete')
                   and not exists (select from invoices i where i.subscription_id = s.id and i.status = 'open')""");
        ALL.put("a change with two events", """
                select object_id from events where type like 'subscription.%' or type = 'invoice.payment_failed'
                 group by object_id, payload::jsonb #>> '{data,object,updatedAt}' having count(*) > 1""");
        exactlyOne(
                "a subscription without exactly one event of its creation",
                "subscriptions",
                "subscription.created",
                "true");
        exactlyOne(
                "a subscription without exactly one event of its end",
                "subscriptions",
                "subscription.canceled",
                "status = 'canceled'");
        exactlyOne("an invoice without exactly one event of its creation", "invoices", "invoice.created", "true");
        exactlyOne(
                "an invoice without exactly one event of its issue",
                "invoices",
                "invoice.finalized",
                "number is not null");
        exactlyOne(
                "an invoice without exactly one event of its payment",
                "invoices",
                "invoice.paid",
                "status = 'paid' and refund_id is null");
        exactlyOne("an invoice without exactly one event of its end", "invoices", "invoice.voided", "status = 'void'");
        ALL.put("a failed try without one event", """
                select i.id from invoices i
                 where (select count(*) from collection_tries t where t.invoice_id = i.id and t.status = 'failed') <>
                       (select count(*) from events e where e.object_id = i.id and e.type = 'invoice.payment_failed')""");
    }

    private BillingInvariants() {}

    private static void exactlyOne(String rule, String table, String type, String state) {
        ALL.put(rule, MoneyInvariants.exactlyOne(table, type, state));
    }
}
