package com.plugipay.billing.invoices;

import com.plugipay.db.Columns;
import com.plugipay.db.Database;
import com.plugipay.db.ExistingWorkspaces;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.refunds.Refund;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/** Credit notes in the database, which are invoices; and the refunds that they follow. */
final class CreditNoteStore {
    private static final String SELECT =
            "select workspace_id, mode, id, invoice_id, amount, status, credit_note_status from refunds ";

    /** Of all workspaces: refunds of invoices whose credit notes do not show how they are. */
    private static final NamedSql DUE = NamedSql.of(SELECT + """
            where invoice_id is not null and credit_note_status is distinct from status
              and workspace_id <> all (:busy) and %s
            order by workspace_id, mode, id limit :most""".formatted(ExistingWorkspaces.only("workspace_id")));

    private static final NamedSql FIND = NamedSql.of(SELECT + """
            where workspace_id = :workspace and mode = :mode and id = :id and invoice_id is not null""");
    private static final NamedSql OF_REFUND = NamedSql.of("select " + InvoiceRow.SELECTED + " " + """
            from invoices where workspace_id = :workspace and mode = :mode and refund_id = :refund_id""");

    /** Locks a refund as long as it is as it was read. */
    private static final NamedSql LOCK_REFUND = NamedSql.of("""
            select id from refunds
             where workspace_id = :workspace and mode = :mode and id = :id and status = :status
               and credit_note_status is not distinct from :followed::text
               for no key update""");

    private static final NamedSql FOLLOW = NamedSql.of("""
            update refunds set credit_note_status = :status
             where workspace_id = :workspace and mode = :mode and id = :id and exists (select 1 from changed)""");

    private final Database database;
    private final InvoiceStore invoices;

    CreditNoteStore(Database database, InvoiceStore invoices) {
        this.database = database;
        this.invoices = invoices;
    }

    Future<List<RefundOfInvoice>> due(int most, String[] busy) {
        return database.many(DUE, Values.none().and("most", most).and("busy", busy), CreditNoteStore::read);
    }

    Future<Optional<RefundOfInvoice>> find(Tenant tenant, String refundId) {
        return database.one(FIND, Values.of(tenant).and("id", refundId), CreditNoteStore::read);
    }

    /** The credit note of a refund, if there is one. */
    Future<Optional<Invoice>> of(Tenant tenant, String refundId) {
        return database.one(OF_REFUND, Values.of(tenant).and("refund_id", refundId), invoices::read);
    }

    /** Makes the draft of a pending refund. */
    Change<Optional<Invoice>> insert(ChangeContext context, RefundOfInvoice refund, Invoice draft) {
        return followed(
                locked(context, refund)
                        .step("changed", InvoiceRow.INSERT_IF_LOCKED, InvoiceRow.values(draft))
                        .event(EventType.INVOICE_CREATED, draft),
                refund,
                draft);
    }

    /** Issues the credit note of a refund that has succeeded. */
    Change<Optional<Invoice>> issue(
            ChangeContext context, RefundOfInvoice refund, Invoice draft, boolean isNew, InvoiceNumber number) {
        Invoice issued = invoices.issued(draft, number, context.now());
        Write write = locked(context, refund)
                .step("numbered", InvoiceStore.NUMBERED_IF_LOCKED, Values.none().and("place", number.place()))
                .step(
                        "changed",
                        isNew ? InvoiceRow.NUMBERED_INSERT : InvoiceRow.NUMBERED_UPDATE,
                        InvoiceRow.values(issued));
        if (isNew) {
            write.event(EventType.INVOICE_CREATED, draft);
        }
        return followed(write.event(EventType.INVOICE_FINALIZED, issued), refund, issued);
    }

    /** Voids the credit note of a refund that has failed. */
    Change<Optional<Invoice>> cancel(ChangeContext context, RefundOfInvoice refund, Invoice draft, boolean isNew) {
        Invoice voided = draft.voided(context.now());
        Write write = locked(context, refund)
                .step(
                        "changed",
                        isNew ? InvoiceRow.INSERT_IF_LOCKED : InvoiceRow.UPDATE_IF_LOCKED,
                        InvoiceRow.values(voided));
        if (isNew) {
            write.event(EventType.INVOICE_CREATED, draft);
        }
        return followed(write.event(EventType.INVOICE_VOIDED, voided), refund, voided);
    }

    private static Write locked(ChangeContext context, RefundOfInvoice refund) {
        Refund.Status followed = refund.followed();
        return Write.of(context)
                .step(
                        "locked",
                        LOCK_REFUND,
                        Values.none()
                                .and("id", refund.id())
                                .and("status", refund.status().text())
                                .and("followed", followed == null ? null : followed.text()));
    }

    private static Change<Optional<Invoice>> followed(Write write, RefundOfInvoice refund, Invoice note) {
        return write.step(
                        "followed",
                        FOLLOW,
                        Values.none()
                                .and("id", refund.id())
                                .and("status", refund.status().text()))
                .returning(Optional.of(note));
    }

    private static RefundOfInvoice read(Row row) {
        return new RefundOfInvoice(
                Columns.tenant(row),
                row.getString("id"),
                row.getString("invoice_id"),
                row.getLong("amount"),
                Columns.constant(row, "status", Refund.Status.class),
                row.getString("credit_note_status") == null
                        ? null
                        : Columns.constant(row, "credit_note_status", Refund.Status.class));
    }
}
