package com.plugipay.overview;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Tenant;
import com.plugipay.support.DirectSql;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** Writes payments of the past into the database, as no clock goes back; some of them refunded, and some attempts failed. */
public final class PaymentHistory {
    private static final String PAYMENTS = """
            insert into payments (workspace_id, mode, id, status, amount, currency, fee_amount, fee_status, net_amount,
                amount_refunded, payment_method, provider, provider_data, succeeded_at, late, created_at, updated_at)
            select ?, ?, timed_id('pay', at, lpad(n::text, 14, '0')), 'succeeded', amount, ?, amount / 50, 'exact',
                   amount - amount / 50, 0,
                   jsonb_build_object('type', (array['qris', 'bca_va', 'qris', 'gopay', 'bank_transfer', 'card', 'qris'])[1 + n % 7]),
                   'xendit', '{}', at, false, at, at
              from (select n, ?::timestamptz - ?::interval * power(n::float8 / ?, 0.9) as at,
                           ?::bigint * (1 + n::bigint * 7919 % 23) as amount
                      from generate_series(1, ?) as n) as past""";
    private static final String REFUNDS = """
            insert into refunds (workspace_id, mode, id, payment_id, amount, currency, reason, status, created_at, updated_at)
            select workspace_id, mode, 're' || substr(id, 4), id, amount, currency, 'requested_by_customer', 'succeeded',
                   created_at, updated_at
              from payments where workspace_id = ? and mode = ? and currency = ? and substr(id, 30)::int % 40 = 1""";
    private static final String ATTEMPTS = """
            insert into payment_attempts (workspace_id, mode, id, payment_id, provider, method, amount, currency, status,
                created_at, updated_at)
            select workspace_id, mode, 'att' || overlay(substr(id, 4) placing 'F' from 14), id, 'xendit', 'qris', amount,
                   currency, 'failed', created_at, updated_at
              from payments where workspace_id = ? and mode = ? and currency = ? and substr(id, 30)::int % 17 = 1
             union all
            select workspace_id, mode, 'att' || substr(id, 4), id, 'xendit', payment_method ->> 'type', amount, currency,
                   'succeeded', created_at, updated_at
              from payments where workspace_id = ? and mode = ? and currency = ?""";

    private final DirectSql sql;

    public PaymentHistory(DatabaseConfig database) {
        this.sql = new DirectSql(database);
    }

    /** So many payments that end now and go back so far. */
    public void write(Tenant tenant, String currency, long unit, Instant now, Duration past, int number) {
        String workspace = tenant.workspaceId();
        String mode = tenant.mode().text();
        sql.change(
                PAYMENTS,
                workspace,
                mode,
                currency,
                Timestamp.from(now),
                past.toSeconds() + " seconds",
                number,
                unit,
                number);
        sql.change(REFUNDS, workspace, mode, currency);
        sql.change(ATTEMPTS, workspace, mode, currency, workspace, mode, currency);
    }
}
