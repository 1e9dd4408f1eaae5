package com.plugipay.billing.invoices;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.db.Columns;
import com.plugipay.db.JsonRows;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.json.Json;
import com.plugipay.settlement.SettlementStep;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;

/** The columns of an invoice, for every statement that writes or reads one. */
final class InvoiceRow {
    private static final TypeReference<List<InvoiceLine>> LINES = new TypeReference<>() {};

    /** All columns that are written when an invoice is made. */
    private static final String COLUMNS = """
            workspace_id, mode, id, customer_id, subscription_id, billing_reason, period_start, period_end, status, number,
            currency, lines, subtotal, discount, tax, total, amount_paid, amount_due, due_at, issued_at, paid_at,
            collection_attempts, review_pending, uncollectible, memo, template_id, metadata, created_at, updated_at,
            hosted_token, refund_id""";

    private static final JsonRows ROWS = new JsonRows(COLUMNS, "lines", "metadata");

    /** The select list, from {@code invoices}. Time passes for a customer of a test clock as that says. */
    static final String SELECTED = """
            workspace_id, mode, id, customer_id, subscription_id, billing_reason, period_start, period_end, status, number,
            currency, lines::text, subtotal, discount, tax, total, amount_paid, amount_due, due_at, issued_at, paid_at,
            voided_at, payment_id, collection_attempts, review_pending, uncollectible, memo, template_id, metadata::text,
            created_at, updated_at, hosted_token, refund_id,
            case when mode = 'test' then
                (select t.frozen_time
                   from customers c
                   join test_clocks t
                     on t.workspace_id = c.workspace_id and t.mode = c.mode and t.id = c.test_clock_id
                  where c.workspace_id = invoices.workspace_id and c.mode = invoices.mode and c.id = invoices.customer_id)
            end as clock_time""";

    private static final String NEW = "insert into invoices (" + COLUMNS + ")" + """

            select :workspace, :mode, :id, :customer_id, :subscription_id, :billing_reason, :period_start, :period_end, :status,
                :number, :currency, :lines::text::jsonb, :subtotal, :discount, :tax, :total, :amount_paid, :amount_due,
                :due_at, :issued_at, :paid_at, :collection_attempts, :review_pending, :uncollectible, :memo, :template_id,
                :metadata::text::jsonb, :created_at, :updated_at, :hosted_token, :refund_id""";

    /** Makes all invoices of {@code :rows}, if the step {@code changed} has a row. */
    static final NamedSql INSERT_ALL = NamedSql.of("insert into invoices (" + COLUMNS + ") select " + COLUMNS + """

              from jsonb_populate_recordset(null::invoices, :rows::text::jsonb)
             where workspace_id = :workspace and mode = :mode and exists (select 1 from changed)""");

    /** Makes a draft. */
    static final NamedSql INSERT = NamedSql.of(NEW + " returning id");

    /** Makes a draft if the step {@code locked} has a row. */
    static final NamedSql INSERT_IF_LOCKED = NamedSql.of(NEW + " from locked returning id");

    /** Makes an invoice whose number was taken by the step {@code numbered}. */
    static final NamedSql NUMBERED_INSERT = NamedSql.of(NEW + " from numbered returning id");

    /** Locks an invoice that nobody has changed since it was read. */
    static final NamedSql LOCK = NamedSql.of("""
            select id from invoices
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
               for no key update""");

    /** Changes nothing but the time of the last change of an invoice that nobody has changed since it was read. */
    static final NamedSql TOUCH = NamedSql.of("""
            update invoices set updated_at = :updated_at
             where workspace_id = :workspace and mode = :mode and id = :id and updated_at = :updated_at_before
            returning id""");

    private static final String UPDATE = """
            update invoices
               set status = :status, number = :number, amount_paid = :amount_paid, amount_due = :amount_due,
                   issued_at = :issued_at, paid_at = :paid_at, voided_at = :voided_at, payment_id = :payment_id,
                   review_pending = :review_pending, uncollectible = :uncollectible, updated_at = :updated_at, hosted_token = :hosted_token
             where workspace_id = :workspace and mode = :mode and id = :id""";

    /** Changes an invoice that is locked and whose number was taken by the step {@code numbered}. */
    static final NamedSql NUMBERED_UPDATE = NamedSql.of(UPDATE + " and exists (select 1 from numbered) returning id");

    /** Changes an invoice if the step {@code locked} has a row. */
    static final NamedSql UPDATE_IF_LOCKED = NamedSql.of(UPDATE + " and exists (select 1 from locked) returning id");

    /** Changes an invoice that is locked, if the step {@code changed} has a row. */
    private static final NamedSql SETTLED_UPDATE = NamedSql.of(UPDATE + " and exists (select 1 from changed)");

    private InvoiceRow() {}

    static SettlementStep lock(Invoice read) {
        return new SettlementStep("invoice_as_read", LOCK, locking(read));
    }

    static SettlementStep settledUpdate(Invoice after) {
        return new SettlementStep("invoice", SETTLED_UPDATE, values(after));
    }

    /** The values of {@link #LOCK}. */
    static Values locking(Invoice read) {
        return Values.of(read.tenant()).and("id", read.id()).and("updated_at_before", read.updatedAt());
    }

    /** The values of {@link #INSERT_ALL}. */
    static Values rows(List<Invoice> invoices) {
        return Values.none()
                .and("rows", ROWS.text(invoices.stream().map(InvoiceRow::values).toList()));
    }

    /** The values of all columns, by their names. */
    static Values values(Invoice invoice) {
        String hostedUrl = invoice.hostedInvoiceUrl();
        return Values.of(invoice.tenant())
                .and("id", invoice.id())
                .and("customer_id", invoice.customerId())
                .and("subscription_id", invoice.subscriptionId())
                .and(
                        "billing_reason",
                        invoice.billingReason() == null
                                ? null
                                : invoice.billingReason().text())
                .and("period_start", invoice.periodStart())
                .and("period_end", invoice.periodEnd())
                .and("status", invoice.status().text())
                .and("number", invoice.number())
                .and("currency", invoice.currency())
                .and("lines", Json.text(invoice.lines()))
                .and("subtotal", invoice.subtotal())
                .and("discount", invoice.discount())
                .and("tax", invoice.tax())
                .and("total", invoice.total())
                .and("amount_paid", invoice.amountPaid())
                .and("amount_due", invoice.amountDue())
                .and("due_at", invoice.dueAt())
                .and("issued_at", invoice.issuedAt())
                .and("paid_at", invoice.paidAt())
                .and("voided_at", invoice.voidedAt())
                .and("payment_id", invoice.paymentId())
                .and("collection_attempts", invoice.collectionAttempts())
                .and("review_pending", invoice.reviewPending())
                .and("uncollectible", invoice.uncollectible())
                .and("memo", invoice.memo())
                .and("template_id", invoice.templateId())
                .and("metadata", Columns.json(invoice.metadata()))
                .and("created_at", invoice.createdAt())
                .and("updated_at", invoice.updatedAt())
                .and("refund_id", invoice.refundId())
                .and("hosted_token", hostedUrl == null ? null : InvoiceUrls.token(hostedUrl));
    }

    /** Reads an invoice as it is at this moment, or at that of its test clock: whether it is past due depends on the time. */
    static Invoice read(Row row, InvoiceUrls urls, Instant now) {
        Instant clockTime = Columns.instant(row, "clock_time");
        String token = row.getString("hosted_token");
        Invoice.Status status = Columns.constant(row, "status", Invoice.Status.class);
        Instant dueAt = Columns.instant(row, "due_at");
        return new Invoice(
                row.getString("id"),
                row.getString("workspace_id"),
                Columns.mode(row),
                row.getString("customer_id"),
                row.getString("subscription_id"),
                row.getString("billing_reason") == null
                        ? null
                        : Columns.constant(row, "billing_reason", BillingReason.class),
                Columns.instant(row, "period_start"),
                Columns.instant(row, "period_end"),
                status,
                row.getString("number"),
                row.getString("currency"),
                Columns.list(row, "lines", LINES),
                row.getLong("subtotal"),
                row.getLong("discount"),
                row.getLong("tax"),
                row.getLong("total"),
                row.getLong("amount_paid"),
                row.getLong("amount_due"),
                dueAt,
                Columns.instant(row, "issued_at"),
                Columns.instant(row, "paid_at"),
                Columns.instant(row, "voided_at"),
                token == null ? null : urls.of(token),
                row.getString("payment_id"),
                row.getInteger("collection_attempts"),
                row.getBoolean("review_pending"),
                Invoice.isPastDue(status, dueAt, clockTime == null ? now : clockTime),
                row.getBoolean("uncollectible"),
                row.getString("memo"),
                row.getString("template_id"),
                row.getString("refund_id"),
                Columns.strings(row, "metadata"),
                Columns.moment(row, "created_at"),
                Columns.moment(row, "updated_at"));
    }
}
