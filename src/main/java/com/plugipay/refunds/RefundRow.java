package com.plugipay.refunds;

import com.plugipay.db.Columns;
import com.plugipay.providers.ProviderKind;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a refund stands in its table. */
final class RefundRow {
    static final String SELECTED = """
            workspace_id, mode, id, payment_id, invoice_id, amount, currency, reason, status, failure_code,
            failure_message, provider, provider_reference, look_ups, metadata::text, created_at, updated_at""";

    private RefundRow() {}

    /** An insert whose twelve parameters begin at {@code first}. */
    static String insert(int first, String source) {
        return """
                insert into refunds (workspace_id, mode, created_at, id, payment_id, invoice_id, amount,
                    currency, reason, status, provider, provider_reference, metadata, next_look_up_at,
                    updated_at)
                select $1, $2, $3, $%d, $%d, $%d, $%d, $%d, $%d, $%d, $%d, $%d, $%d::text::jsonb, $%d, $%d %s
                returning id""".formatted(
                        first,
                        first + 1,
                        first + 2,
                        first + 3,
                        first + 4,
                        first + 5,
                        first + 6,
                        first + 7,
                        first + 8,
                        first + 9,
                        first + 10,
                        first + 11,
                        source);
    }

    /** The parameters of {@link #insert}. */
    static List<@Nullable Object> inserting(Refund refund, @Nullable Instant nextLookUpAt) {
        List<@Nullable Object> parameters = new ArrayList<>();
        Collections.addAll(
                parameters,
                refund.id(),
                refund.paymentId(),
                refund.invoiceId(),
                refund.amount(),
                refund.currency(),
                refund.reason().text(),
                refund.status().text(),
                refund.provider() == null ? null : refund.provider().text(),
                refund.providerReference(),
                Columns.json(refund.metadata()),
                Columns.time(nextLookUpAt),
                Columns.time(refund.updatedAt()));
        return parameters;
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
                row.getString("provider") == null ? null : Columns.constant(row, "provider", ProviderKind.class),
                row.getString("provider_reference"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
