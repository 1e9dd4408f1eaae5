package com.plugipay.refunds;

import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.providers.ProviderKind;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a refund. */
final class RefundRow {
    static final String SELECTED = """
            workspace_id, mode, id, payment_id, invoice_id, amount, currency, reason, status, failure_code,
            failure_message, provider, provider_reference, look_ups, metadata::text, created_at, updated_at""";

    private static final String INSERT = """
            insert into refunds (workspace_id, mode, created_at, id, payment_id, invoice_id, amount, currency, reason, status,
                provider, provider_reference, metadata, next_look_up_at, updated_at)
            select :workspace, :mode, :now, :id, :payment_id, :invoice_id, :amount, :currency, :reason, :status, :provider,
                :provider_reference, :metadata::text::jsonb, :next_look_up_at, :updated_at
              from %s
            returning id""";

    /** Inserts a refund after the step {@code reserved}. */
    static final NamedSql INSERT_RESERVED = NamedSql.of(INSERT.formatted("reserved"));

    /** Inserts a refund that has succeeded, after the step {@code changed} of its payment. */
    static final NamedSql INSERT_SUCCEEDED = NamedSql.of(INSERT.formatted("changed"));

    private RefundRow() {}

    /** The values of all columns, by their names. */
    static Values values(Refund refund, @Nullable Instant nextPollAt) {
        return Values.of(refund.tenant())
                .and("id", refund.id())
                .and("payment_id", refund.paymentId())
                .and("invoice_id", refund.invoiceId())
                .and("amount", refund.amount())
                .and("currency", refund.currency())
                .and("reason", refund.reason().text())
                .and("status", refund.status().text())
                .and("failure_code", refund.failureCode())
                .and("failure_message", refund.failureMessage())
                .and(
                        "provider",
                        refund.provider() == null ? null : refund.provider().text())
                .and("provider_reference", refund.providerReference())
                .and("metadata", Columns.json(refund.metadata()))
                .and("next_look_up_at", nextPollAt)
                .and("updated_at", refund.updatedAt());
    }

    static Refund read(Row row) {
        return new Refund(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("payment_id"),
                row.getString("invoice_id"),
                row.getLong("amount"),
                row.getString("currency"),
                Columns.constant(row, "reason", Refund.Reason.class),
                Columns.constant(row, "status", Refund.Status.class),
                row.getString("failure_code"),
                row.getString("failure_message"),
                row.getString("provider") == null ? null : ProviderKind.of(row.getString("provider")),
                row.getString("provider_reference"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
