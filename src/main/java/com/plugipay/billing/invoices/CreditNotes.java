package com.plugipay.billing.invoices;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.db.Database;
import com.plugipay.model.Actor;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.text.Language;
import com.plugipay.work.DueWork;
import com.plugipay.work.Work;
import com.plugipay.work.WorkResult;
import com.plugipay.work.WorkSchedule;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the credit notes of refunds: a refund of an invoice's payment that is pending has a draft, one that succeeds an issued
 * credit note with a number of its own, and one that fails a voided one. No node claims a refund: several may try, and one
 * writes.
 */
final class CreditNotes implements DueWork<RefundOfInvoice> {
    private static final Actor ACTOR = Actor.timer("credit_notes", "Credit notes of refunds");
    private static final int BATCH = 50;

    private final Database database;
    private final InvoiceStore invoices;
    private final CreditNoteStore notes;
    private final BillingSettingsStore settings;

    private CreditNotes(
            Database database, InvoiceStore invoices, CreditNoteStore notes, BillingSettingsStore settings) {
        this.database = database;
        this.invoices = invoices;
        this.notes = notes;
        this.settings = settings;
    }

    static Work of(Database database, InvoiceStore invoices, CreditNoteStore notes, BillingSettingsStore settings) {
        return Work.due(
                "credit-notes", Duration.ofSeconds(1), BATCH, new CreditNotes(database, invoices, notes, settings));
    }

    @Override
    public Future<List<RefundOfInvoice>> claim(Instant now, int most, Set<String> busy) {
        return notes.due(most, busy.toArray(String[]::new));
    }

    @Override
    public String id(RefundOfInvoice refund) {
        return refund.id();
    }

    @Override
    public String workspaceId(RefundOfInvoice refund) {
        return refund.tenant().workspaceId();
    }

    @Override
    public Future<WorkResult> run(RefundOfInvoice refund, Instant now) {
        ChangeContext context = ChangeContext.worker(refund.tenant(), ACTOR, now);
        return Change.after(() -> change(context, refund)).run(database).map(WorkResult.DONE);
    }

    /** No change when the refund has changed meanwhile, or another node was faster: what is left is due again. */
    private Future<Change<Optional<Invoice>>> change(ChangeContext context, RefundOfInvoice due) {
        return notes.find(due.tenant(), due.id())
                .compose(found -> found.filter(RefundOfInvoice::isDue).isEmpty()
                        ? Future.succeededFuture(Change.none(Optional.empty()))
                        : notes.of(due.tenant(), due.id()).compose(note -> change(context, found.get(), note)));
    }

    private Future<Change<Optional<Invoice>>> change(
            ChangeContext context, RefundOfInvoice refund, Optional<Invoice> note) {
        Future<Invoice> draft = note.isPresent() ? Future.succeededFuture(note.get()) : draft(refund, context.now());
        return draft.compose(credit -> switch (refund.status()) {
            case PENDING -> Future.succeededFuture(notes.insert(context, refund, credit));
            case SUCCEEDED ->
                invoices.nextNumber(refund.tenant())
                        .map(number -> notes.issue(context, refund, credit, note.isEmpty(), number));
            case FAILED -> Future.succeededFuture(notes.cancel(context, refund, credit, note.isEmpty()));
        });
    }

    private Future<Invoice> draft(RefundOfInvoice refund, Instant now) {
        return settings.of(refund.tenant())
                .compose(found -> invoices.find(refund.tenant(), refund.invoiceId())
                        .map(invoice -> InvoiceDraft.creditNote(
                                invoice.orElseThrow(), refund, description(found, invoice.get()), now)));
    }

    private static String description(BillingSettings settings, Invoice invoice) {
        return (settings.language() == Language.INDONESIAN ? "Pengembalian dana tagihan " : "Refund of invoice ")
                + invoice.number();
    }

    @Override
    public Instant again(RefundOfInvoice refund, Instant now) {
        return WorkSchedule.unceasing(0, now);
    }

    /** Nothing is to be written: a refund that its credit note does not follow is due. */
    @Override
    public Future<?> end(List<Ended<RefundOfInvoice>> ended, Instant now) {
        return Future.succeededFuture();
    }
}
