package com.plugipay.receipts;

import com.plugipay.db.Columns;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Ids;
import com.plugipay.payments.Payment;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.receipts.PaymentReceipt.SourceType;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a receipt, for every statement that writes or reads one. */
public final class ReceiptRow {
    /** The select list. */
    static final String SELECTED = """
            workspace_id, mode, id, number, source_type, source_id, payment_id, customer_id, amount, currency, method,
            provider, issued_at, emailed_at, emailed_to, created_at""";

    /**
     * Writes the receipt of a payment if the step {@code changed} has a row. It has no number yet: numbers are counted, and
     * settlements of a workspace would wait for each other.
     */
    public static final NamedSql INSERT = NamedSql.of("""
            insert into receipts (workspace_id, mode, id, source_type, source_id, payment_id, customer_id, amount, currency,
                method, provider, issued_at, created_at, token)
            select :workspace, :mode, :id, :source_type, :source_id, :payment_id, :customer_id, :amount, :currency, :method,
                :provider, :issued_at, :issued_at, :token
              from changed
            on conflict (workspace_id, mode, source_id) do nothing""");

    private ReceiptRow() {}

    /** The values of {@link #INSERT} for a payment that has succeeded, of a session or an invoice. */
    public static Values inserting(Payment payment) {
        String invoiceId = payment.invoiceId();
        ProviderKind provider = payment.provider();
        Instant issuedAt = payment.succeededAt() == null ? payment.updatedAt() : payment.succeededAt();
        return Values.none()
                .and("id", Ids.at(issuedAt, "rcpt"))
                .and("source_type", invoiceId == null ? SourceType.CHECKOUT_SESSION.text() : SourceType.INVOICE.text())
                .and("source_id", invoiceId == null ? payment.checkoutSessionId() : invoiceId)
                .and("payment_id", payment.id())
                .and("customer_id", payment.customerId())
                .and("amount", payment.amount())
                .and("currency", payment.currency())
                .and("method", payment.paymentMethod().type().text())
                .and("provider", provider == null ? null : provider.text())
                .and("issued_at", issuedAt)
                .and("token", token());
    }

    /** The random part of the address of a receipt's page: 142 random bits. */
    static String token() {
        return Ids.alphanumeric(24);
    }

    static PaymentReceipt read(Row row) {
        @Nullable String provider = row.getString("provider");
        return new PaymentReceipt(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("number"),
                Columns.constant(row, "source_type", SourceType.class),
                row.getString("source_id"),
                row.getString("payment_id"),
                row.getString("customer_id"),
                row.getLong("amount"),
                row.getString("currency"),
                Columns.constant(row, "method", Method.class),
                provider == null ? null : ProviderKind.of(provider),
                Columns.moment(row, "issued_at"),
                Columns.instant(row, "emailed_at"),
                row.getString("emailed_to"),
                Columns.moment(row, "created_at"));
    }
}
