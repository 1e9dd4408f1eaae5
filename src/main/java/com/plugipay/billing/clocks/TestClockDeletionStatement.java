package com.plugipay.billing.clocks;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import java.util.LinkedHashMap;
import java.util.Map;

/** Deletes a test clock that does not advance, with its customers and all that hangs on them. */
final class TestClockDeletionStatement {
    private static final NamedSql LOCKED = NamedSql.of("""
            select id from test_clocks
             where workspace_id = :workspace and mode = :mode and id = :id and status = 'ready'
               for update""");

    private static final NamedSql CUSTOMERS = NamedSql.of("""
            select id from customers
             where workspace_id = :workspace and mode = :mode and test_clock_id = :id and exists (select 1 from locked)""");

    private static final NamedSql SESSIONS = NamedSql.of("""
            select id from checkout_sessions
             where workspace_id = :workspace and mode = :mode
               and (customer_id in (select id from clock_customers) or invoice_id in (select id from clock_invoices))""");

    private static final NamedSql PAYMENTS = NamedSql.of("""
            select id from payments
             where workspace_id = :workspace and mode = :mode
               and (customer_id in (select id from clock_customers) or invoice_id in (select id from clock_invoices))""");

    private static final NamedSql INVOICES = NamedSql.of("""
            select id from invoices
             where workspace_id = :workspace and mode = :mode and customer_id in (select id from clock_customers)""");

    private static final NamedSql SUBSCRIPTIONS = NamedSql.of("""
            select id from subscriptions
             where workspace_id = :workspace and mode = :mode and customer_id in (select id from clock_customers)""");

    private static final NamedSql GIFT_CARDS = NamedSql.of("""
            select id from gift_cards
             where workspace_id = :workspace and mode = :mode and customer_id in (select id from clock_customers)""");

    private static final NamedSql DELETE = NamedSql.of("""
            delete from test_clocks
             where workspace_id = :workspace and mode = :mode and id = :id and exists (select 1 from locked)
            returning id""");

    /** In the order of their dependence; the last step of each table's name deletes its rows. */
    private static final Map<String, NamedSql> DELETIONS = new LinkedHashMap<>();

    static {
        DELETIONS.put("proofs", of("proofs", "checkout_session_id in (select id from clock_sessions)"));
        DELETIONS.put("refunds", of("refunds", "payment_id in (select id from clock_payments)"));
        DELETIONS.put(
                "payment_attempts",
                of(
                        "payment_attempts",
                        "(checkout_session_id in (select id from clock_sessions)"
                                + " or invoice_id in (select id from clock_invoices)"
                                + " or payment_id in (select id from clock_payments))"));
        DELETIONS.put("payments", of("payments", "id in (select id from clock_payments)"));
        DELETIONS.put("checkout_sessions", of("checkout_sessions", "id in (select id from clock_sessions)"));
        DELETIONS.put("collection_tries", of("collection_tries", "invoice_id in (select id from clock_invoices)"));
        DELETIONS.put("receipts", of("receipts", "customer_id in (select id from clock_customers)"));
        DELETIONS.put("payment_methods", of("payment_methods", "customer_id in (select id from clock_customers)"));
        DELETIONS.put("invoices", of("invoices", "customer_id in (select id from clock_customers)"));
        DELETIONS.put("usage_records", of("usage_records", "subscription_id in (select id from clock_subscriptions)"));
        DELETIONS.put("subscriptions", of("subscriptions", "id in (select id from clock_subscriptions)"));
        DELETIONS.put("payment_methods", of("payment_methods", "customer_id in (select id from clock_customers)"));
        DELETIONS.put(
                "gift_card_entries", of("gift_card_entries", "gift_card_id in (select id from clock_gift_cards)"));
        DELETIONS.put("gift_cards", of("gift_cards", "id in (select id from clock_gift_cards)"));
        DELETIONS.put("customers", of("customers", "id in (select id from clock_customers)"));
    }

    private TestClockDeletionStatement() {}

    private static NamedSql of(String table, String condition) {
        return NamedSql.of(
                "delete from " + table + " where workspace_id = :workspace and mode = :mode and " + condition);
    }

    /** Changes nothing if the clock advances. */
    static Change<Void> of(ChangeContext context, TestClock clock) {
        Values values = Values.none().and("id", clock.id());
        Write write = Write.of(context)
                .step("locked", LOCKED, values)
                .step("clock_customers", CUSTOMERS, values)
                .step("clock_invoices", INVOICES, Values.none())
                .step("clock_sessions", SESSIONS, Values.none())
                .step("clock_payments", PAYMENTS, Values.none())
                .step("clock_subscriptions", SUBSCRIPTIONS, Values.none())
                .step("clock_gift_cards", GIFT_CARDS, Values.none());
        DELETIONS.forEach((table, sql) -> write.step("deleted_" + table, sql, Values.none()));
        return write.step("changed", DELETE, values)
                .audit("test_clock.deleted", clock.id())
                .refusing("subscriptions_customer_fkey", TestClockDeletionStatement::isUsed)
                .refusing("invoices_customer_fkey", TestClockDeletionStatement::isUsed)
                .refusing("payments_customer_fkey", TestClockDeletionStatement::isUsed)
                .refusing("checkout_sessions_customer_fkey", TestClockDeletionStatement::isUsed)
                .refusing("customers_test_clock_fkey", TestClockDeletionStatement::isUsed)
                .returningNothing();
    }

    /** Something was made for one of its customers at the same moment. */
    private static ApiException isUsed() {
        return ErrorCode.CONFLICT.withMessage("The clock is used at this moment; try again.");
    }
}
